import Bilingual
import Governance
import LedgerTypes

/// Why a step of a recovery is refused.
package enum RecoveryFault: Error, Worded, Hashable, Sendable {
    /// The chain has no block: there is nothing that a recovery could keep.
    case nothingToKeep
    case noSeat(MemberID)
    /// The register knows of signatures above the blocks on this disk: blocks were lost here.
    case blocksLost(tip: Height, signed: Height)
    case statementMissing(MemberID)
    case statementTwice(MemberID)
    case statementForeign(MemberID)
    case statementHigher(MemberID, Height, own: Height)
    case statementOlder(MemberID, Height, own: Height)
    case tipsDiffer(MemberID)
    case notASeat(MemberID)
    case nothingRemoved
    case nobodyRemains
    case tooFewSigners(have: Int, needed: Int)
    case wrongHeight(order: Height, next: Height)
    case refused(code: UInt64)
    case roundSigned(first: Round, signed: Round)
    case removedHere(MemberID)
    case notAnOrder
    case underWay
    case noOrder

    package var english: String {
        switch self {
        case .nothingToKeep: "the chain has no block yet: found it anew instead"
        case .noSeat(let member): "\(member) has no seat that is due: it has nothing to state"
        case .blocksLost(let tip, let signed):
            "this node has blocks up to \(tip), but its seat signed at height \(signed): its disk lost "
                + "blocks; let it catch up from another node first"
        case .statementMissing(let member): "\(member) remains, and there is no statement by it"
        case .statementTwice(let member): "there are two statements by \(member): take the newest"
        case .statementForeign(let member):
            "the statement by \(member) is of another chain or epoch, or not signed by its seat's key"
        case .statementHigher(let member, let height, let own):
            "\(member) holds block \(height), this node only \(own): let all survivors catch up from it "
                + "first, or those blocks are lost"
        case .statementOlder(let member, let height, let own):
            "\(member) stated at height \(height), this node is at \(own): it must state again after it "
                + "has caught up"
        case .tipsDiffer(let member):
            "\(member) holds another block at this height: one of the two was altered; stop and compare"
        case .notASeat(let member): "\(member) has no seat that is due"
        case .nothingRemoved: "name the lost seats with --remove"
        case .nobodyRemains: "no seat would remain"
        case .tooFewSigners(let have, let needed):
            "only \(have) of the \(needed) governance keys that must sign belong to active members"
        case .wrongHeight(let order, let next):
            "the order is for height \(order), this node decides height \(next) next"
        case .refused(let code): "the order does not hold on this chain (code \(code))"
        case .roundSigned(let first, let signed):
            "the order begins in round \(first), but this seat has signed in round \(signed): state "
                + "again and draft a new order"
        case .removedHere(let member):
            "the order removes the seat of \(member): this node follows without installing anything"
        case .notAnOrder: "the file holds no order of recovery"
        case .underWay:
            "this seat has signed under the order already: it cannot be taken back"
        case .noOrder: "no order is installed here"
        }
    }

    package var chinese: String {
        switch self {
        case .nothingToKeep: "链上尚无区块：请重新创建"
        case .noSeat(let member): "\(member) 没有应投票的席位，无须声明"
        case .blocksLost(let tip, let signed):
            "本节点仅有至 \(tip) 的区块，但其席位已在高度 \(signed) 签名：磁盘丢失了区块，请先从其他节点追赶"
        case .statementMissing(let member): "保留席位 \(member) 没有声明"
        case .statementTwice(let member): "\(member) 有两份声明：请取最新的一份"
        case .statementForeign(let member): "\(member) 的声明属于其他链或纪元，或并非其席位密钥所签"
        case .statementHigher(let member, let height, let own):
            "\(member) 持有区块 \(height)，本节点仅到 \(own)：请先让全部存续节点从其追赶，否则这些区块将丢失"
        case .statementOlder(let member, let height, let own):
            "\(member) 的声明在高度 \(height)，本节点在 \(own)：该节点追赶后须重新声明"
        case .tipsDiffer(let member): "\(member) 在同一高度持有不同区块：其中之一被改动，请停止并核对"
        case .notASeat(let member): "\(member) 没有应投票的席位"
        case .nothingRemoved: "请用 --remove 指明失去的席位"
        case .nobodyRemains: "将没有席位保留"
        case .tooFewSigners(let have, let needed):
            "须有 \(needed) 把治理密钥签署，其中仅 \(have) 把属于有效机构"
        case .wrongHeight(let order, let next): "恢复令针对高度 \(order)，本节点接下来表决高度 \(next)"
        case .refused(let code): "恢复令与本链不符（代码 \(code)）"
        case .roundSigned(let first, let signed):
            "恢复令自轮次 \(first) 开始，但本席位已在轮次 \(signed) 签名：请重新声明并起草"
        case .removedHere(let member): "恢复令移除 \(member) 的席位：本节点无须安装，自动跟随"
        case .notAnOrder: "文件中没有恢复令"
        case .underWay: "本席位已依恢复令签名：不能撤回"
        case .noOrder: "此处没有安装恢复令"
        }
    }
}
