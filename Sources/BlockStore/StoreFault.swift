import Bilingual
import LedgerTypes

/// Why a file of the store cannot be used.
package enum StoreFault: Error, Hashable, Sendable {
    case storage(StorageFault)
    /// The file does not begin as a file of this kind and version does.
    case wrongFormat(path: String)
    /// The file belongs to another chain.
    case wrongChain(path: String)
    /// Bytes in the middle of a file are not those that were written.
    case damagedFile(path: String, offset: Int)
    /// The record of a block is not what was written.
    case damagedBlock(Height, path: String)
    /// A segment between others is gone.
    case missingSegment(path: String)
    /// A block does not follow the last one.
    case wrongHeight(expected: Height, found: Height)
    /// A block does not name the one below it, or is not named by the one above it.
    case brokenLink(Height)
    /// The height is above the tip.
    case unknownHeight(Height)
    case recordTooLarge(bytes: Int)
    /// An earlier failure left the file in doubt: it must be opened again.
    case needsReopening
    /// Too little space is left to go on voting.
    case reserveReached(freeBytes: UInt64)

    /// True if bytes that were written are not there any more; false where the files are of another
    /// chain or version, or the disk does not work.
    package var isDamage: Bool {
        switch self {
        case .damagedBlock, .damagedFile, .missingSegment, .wrongFormat, .brokenLink: true
        default: false
        }
    }

    /// True if a block that is written anew mends it: damage, a file that is gone, or a place that
    /// the disk cannot read. Of anything else nothing is known, and nothing is repaired.
    package var isLoss: Bool {
        if case .storage(let fault) = self { return fault.isLoss }
        return isDamage
    }

    /// A stable number for logs and exit messages.
    package var code: UInt64 {
        switch self {
        case .storage(.full): 1701
        case .storage(.locked): 1702
        case .storage(.exhausted): 1715
        case .storage: 1703
        case .wrongFormat: 1704
        case .wrongChain: 1705
        case .damagedFile: 1706
        case .damagedBlock: 1707
        case .missingSegment: 1708
        case .wrongHeight: 1709
        case .brokenLink: 1710
        case .unknownHeight: 1711
        case .recordTooLarge: 1712
        case .needsReopening: 1713
        case .reserveReached: 1714
        }
    }
}

extension StoreFault: Worded, CustomStringConvertible {
    /// What is wrong and what to do about it.
    package var description: String { english }

    package var english: String {
        switch self {
        case .storage(let fault): fault.english
        case .wrongFormat(let path):
            "`\(path)` is not a file of this kind or version; start the version that wrote it"
        case .wrongChain(let path):
            "`\(path)` belongs to another chain; check the data folder in the configuration"
        case .damagedFile(let path, let offset):
            "`\(path)` is damaged at byte \(offset); run the check, then the repair from a peer"
        case .damagedBlock(let height, let path):
            "block \(height) in `\(path)` is damaged; repair it from a peer"
        case .missingSegment(let path):
            "`\(path)` is missing; restore it from a backup or another node of the chain"
        case .wrongHeight(let expected, let found):
            "block \(found) does not follow: block \(expected) is due"
        case .brokenLink(let height): "block \(height) is not linked to its neighbour"
        case .unknownHeight(let height): "block \(height) is not stored"
        case .recordTooLarge(let bytes): "a record of \(bytes) bytes is too large"
        case .needsReopening: "an earlier write failed; stop the node, free space, start again"
        case .reserveReached(let free):
            "only \(free) bytes are free; voting stops until there is space again"
        }
    }

    package var chinese: String {
        switch self {
        case .storage(let fault): fault.chinese
        case .wrongFormat(let path): "`\(path)` 不是此类或此版本的文件；请用写入它的版本启动"
        case .wrongChain(let path): "`\(path)` 属于其他链；请检查配置中的数据文件夹"
        case .damagedFile(let path, let offset):
            "`\(path)` 在第 \(offset) 字节处受损；请先校验，再从其他节点修复"
        case .damagedBlock(let height, let path): "`\(path)` 中的区块 \(height) 受损；请从其他节点修复"
        case .missingSegment(let path): "缺少 `\(path)`；请从备份或本链的其他节点恢复"
        case .wrongHeight(let expected, let found): "区块 \(found) 不连续：应为区块 \(expected)"
        case .brokenLink(let height): "区块 \(height) 与相邻区块不衔接"
        case .unknownHeight(let height): "没有存储区块 \(height)"
        case .recordTooLarge(let bytes): "记录过大：\(bytes) 字节"
        case .needsReopening: "先前的写入失败；请停止节点，腾出空间，再启动"
        case .reserveReached(let free): "仅剩 \(free) 字节可用；腾出空间前停止投票"
        }
    }
}

/// Something that opening a file put right.
package enum StoreWarning: Hashable, Sendable {
    /// The last record was written in part when the power was cut; it had not been acknowledged.
    case tornTailCut(path: String, offset: Int, bytes: Int)
    /// A sealed segment was intact, its seal was not.
    case sealRebuilt(path: String)
    /// A file that was never put in place.
    case leftoverRemoved(path: String)
    /// A repair that had been interrupted was completed.
    case repairFinished
}

/// Runs storage calls where store faults are thrown.
func stored<Result>(
    _ body: () throws(StorageFault) -> Result
) throws(StoreFault) -> Result {
    do { return try body() } catch { throw .storage(error) }
}
