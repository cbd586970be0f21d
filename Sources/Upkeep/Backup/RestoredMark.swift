import Bilingual
import BlockStore
import Diagnosis
import Foundation
import Governance
import LedgerTypes
import NodeFiles

/// Says that a folder was restored from a backup: the seat does not sign until the node has watched
/// the chain without a signature of its own, and an operator confirms.
/// Source: docs/internals/consensus.md, "What a start trusts".
struct RestoredMark: Hashable, Sendable {
    /// The last block of the backup.
    let height: Height
    let made: BlockTime

    private static let format = "tally/restored/v1"

    init(height: Height, made: BlockTime) {
        self.height = height
        self.made = made
    }

    /// Reads the mark of a folder.
    init(_ folder: NodeFolder) throws(NodeProblem) {
        let bytes: [UInt8]
        do throws(FileFault) { bytes = try AtomicFile.read(folder.restoredMark) } catch {
            throw .file(error)
        }
        let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        guard rows.count == 3, rows[0] == Self.format, rows[1].hasPrefix("height "),
            let height = UInt64(rows[1].dropFirst(7)), rows[2].hasPrefix("made "),
            let made = UInt64(rows[2].dropFirst(5))
        else {
            throw .voteLog(
                Wording(
                    english: "`\(folder.restoredMark)` was changed; restore the folder again",
                    chinese: "`\(folder.restoredMark)` 被改动；请重新恢复文件夹"))
        }
        self.init(height: Height(height), made: BlockTime(made))
    }

    func write(_ folder: NodeFolder) throws(FileFault) {
        let text = "\(Self.format)\nheight \(height.value)\nmade \(made.value)\n"
        try AtomicFile.write(Array(text.utf8), to: folder.restoredMark)
    }

    static func remove(from folder: NodeFolder) {
        try? FileManager.default.removeItem(atPath: folder.restoredMark)
    }

    /// Refuses until the chain has grown by twice as many blocks as there are seats since the
    /// restoration, and none of the last ones carries this seat's signature.
    func checkWatched(
        _ folder: NodeFolder, _ store: ChainStore, _ genesis: Genesis
    ) throws(NodeProblem) {
        var replay = try ChainReplay(genesis)
        try replay.run(store)
        let seats = replay.ledger.nextSeats
        let watched = 2 * UInt64(seats.count)
        let (end, isFar) = height.value.addingReportingOverflow(watched)
        guard !isFar, store.tip.value >= end else {
            throw .notWatched(from: height, to: Height(isFar ? .max : end), tip: store.tip)
        }
        guard let seat = seats.index(of: try NodeOpening.readConfiguration(folder).member) else {
            return
        }
        for number in (store.tip.value - watched + 1)...store.tip.value {
            let block: StoredBlock?
            do {
                block = try store.block(at: Height(number))
            } catch {
                throw .store(error)
            }
            let signers = block?.committed.certificate.signatures.map(\.seat) ?? []
            guard !signers.contains(seat) else { throw .signsElsewhere(Height(number)) }
        }
    }
}

extension NodeProblem {
    static let restoredFolder = NodeProblem.observing(
        "this folder was restored from a backup: the seat's votes since then are not known here; "
            + "let the node follow the chain, make sure that no other copy of it runs, then "
            + "`tally store confirm-signer`",
        "本文件夹由备份恢复：备份之后本席位的表决在此不可知；先让节点追上链，确认没有本节点的其他副本运行后，"
            + "执行 `tally store confirm-signer`")
    static func notWatched(from: Height, to: Height, tip: Height) -> NodeProblem {
        NodeProblem(
            .notWatched, .observing,
            "restored at block \(from), now at \(tip): let the node follow to block \(to) at least, "
                + "so that it sees whether this seat signs elsewhere",
            "恢复时高度为 \(from)，现为 \(tip)：请让节点至少跟随到 \(to)，以查明本席位是否在别处签名")
    }
    static func signsElsewhere(_ height: Height) -> NodeProblem {
        NodeProblem(
            .signsElsewhere, .observing,
            "block \(height) carries this seat's signature: another copy of this node runs, or ran "
                + "until just now; stop it, let this one follow on, and confirm again",
            "区块 \(height) 带有本席位的签名：本节点的另一副本正在或刚刚运行；请停掉它，让本节点继续跟随后再确认")
    }
}
