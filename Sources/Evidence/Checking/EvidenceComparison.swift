import LedgerTypes
import Sealing

/// What two files of one chain say of each other. Source: docs/evidence/court-guide.md, "Steps".
package enum EvidenceComparison: Hashable, Sendable {
    /// At least one file failed its own checks, so there is nothing to compare.
    case notBothHold
    /// The files are of chains with different founding acts.
    case differentChains
    /// What both show is the same: so many blocks and entries occur in both.
    case consistent(blocks: Int, entries: Int)
    /// No block and no entry occurs in both: nothing that one shows could contradict the other.
    case nothingInCommon
    /// A quorum signed two blocks of one height: the proof that seats signed both sides.
    case fork(Fork)
    /// Both show an entry of this index, and not the same one: no tree holds both, so the chain has
    /// forked at a height whose blocks are not in both files.
    case contradiction(EntryIndex)

    /// Two blocks of one height, each under a certificate that holds.
    package struct Fork: Hashable, Sendable {
        package let height: Height
        package let left: BlockID
        package let right: BlockID
        /// Seats that signed both: each of them broke the voting rule. None are named where the
        /// blocks are of different sets of seats, as after two recoveries: one number is two seats.
        package let seats: [SeatIndex]
    }

    /// Compares two files that were verified against the same digest of genesis.
    ///
    /// Blocks are compared where both files hold a certified header of the same height: that of
    /// the export, those at which seats changed or a recovery was decided, and those of entries
    /// where the layer is there. Complexity: O(n) for n entries and changes of seats.
    package init(_ left: EvidenceReport, _ right: EvidenceReport) {
        guard let first = left.evidence, let second = right.evidence else {
            self = .notBothHold
            return
        }
        guard first.genesisDigest == second.genesisDigest else {
            self = .differentChains
            return
        }
        let suite = first.genesis.suite
        // One file, too, may hold two blocks of a height: all are compared with all.
        var seen: [Height: CommittedHeader] = [:]  // For lookup only.
        for block in first.blocks + second.blocks {
            let height = block.header.height
            if let other = seen[height], other.header != block.header {
                self = .fork(Fork(other, block, suite: suite))
                return
            }
            seen[height] = block
        }
        let heights = Set(first.blocks.map(\.header.height))
        let shared = heights.intersection(second.blocks.map(\.header.height)).count
        let entries = Dictionary(
            first.entries.map { ($0.index, $0.entry) }, uniquingKeysWith: { one, _ in one })
        var common = 0
        for item in second.entries {
            guard let entry = entries[item.index] else { continue }
            guard entry == item.entry else {
                self = .contradiction(item.index)
                return
            }
            common += 1
        }
        self =
            shared == 0 && common == 0
            ? .nothingInCommon : .consistent(blocks: shared, entries: common)
    }

    /// One line for people.
    package func text(_ language: ReportLanguage) -> String {
        func say(_ chinese: String, _ english: String) -> String {
            language == .chinese ? chinese : english
        }
        switch self {
        case .notBothHold:
            return say("至少一个文件未通过自身核验，不作比较", "at least one file failed; nothing is compared")
        case .differentChains:
            return say("两个文件不属于同一条链", "the files are of different chains")
        case .consistent(let blocks, let entries):
            return say(
                "两个文件一致：共同区块 \(blocks) 个，共同记录 \(entries) 条",
                "the files agree: \(blocks) blocks and \(entries) entries occur in both")
        case .nothingInCommon:
            return say(
                "INDETERMINATE：两个文件没有共同的区块或记录，不能说明是否一致",
                "INDETERMINATE: no block and no entry occurs in both files; neither says anything of "
                    + "the other")
        case .fork(let fork):
            let seats = fork.seats.map(\.description).joined(separator: ", ")
            return say(
                "分叉证明：高度 \(fork.height) 有两个达到法定数的区块 \(fork.left) 与 \(fork.right)，"
                    + (seats.isEmpty ? "由不同的席位集合确认" : "两边均签名的席位：\(seats)"),
                "proof of a fork: height \(fork.height) has two blocks with a quorum, \(fork.left) "
                    + "and \(fork.right); "
                    + (seats.isEmpty
                        ? "they were decided by different sets of seats"
                        : "seats that signed both: \(seats)"))
        case .contradiction(let index):
            return say(
                "相互矛盾：两个文件的第 \(index) 条记录不同，必有分叉",
                "the files contradict each other: entry \(index) differs, so the chain has forked")
        }
    }

    /// What the comparison says of the two as a pair: a fork, shown or inferred, fails both.
    package var verdict: EvidenceVerdict {
        switch self {
        case .fork, .contradiction, .notBothHold: .totalFailed
        case .differentChains, .nothingInCommon: .indeterminate
        case .consistent: .totalPassed
        }
    }
}

extension EvidenceComparison.Fork {
    init(_ left: CommittedHeader, _ right: CommittedHeader, suite: CryptoSuite) {
        let signed = Set(right.certificate.signatures.map(\.seat))
        let areOfOneSet = left.header.seatSet == right.header.seatSet
        self.init(
            height: left.header.height, left: left.header.id(suite: suite),
            right: right.header.id(suite: suite),
            seats: areOfOneSet
                ? left.certificate.signatures.map(\.seat).filter(signed.contains) : [])
    }
}
