import LedgerTypes
import Sealing

/// What two files of one chain say of each other. Source: docs/evidence/court-guide.md, "Steps".
public enum EvidenceComparison: Hashable, Sendable {
    /// At least one file failed its own checks, so there is nothing to compare.
    case notBothHold
    /// The files are of chains with different founding acts.
    case differentChains
    /// What both show is the same: so many blocks and entries occur in both.
    case consistent(blocks: Int, entries: Int)
    /// A quorum signed two blocks of one height: the proof that seats signed both sides.
    case fork(Fork)
    /// Both show an entry of this index, and not the same one: no tree holds both, so the chain has
    /// forked at a height whose blocks are not in both files.
    case contradiction(EntryIndex)

    /// Two blocks of one height, each under a certificate that holds.
    public struct Fork: Hashable, Sendable {
        public let height: Height
        public let left: BlockID
        public let right: BlockID
        /// Seats that signed both: each of them broke the voting rule.
        public let seats: [SeatIndex]
    }

    /// Compares two files that were verified against the same digest of genesis.
    ///
    /// Blocks are compared where both files hold a block of the same height: that of the export,
    /// and those of entries where the layer is there. Complexity: O(n) for n entries.
    public init(_ left: EvidenceReport, _ right: EvidenceReport) {
        guard let first = left.evidence, let second = right.evidence else {
            self = .notBothHold
            return
        }
        guard first.genesisDigest == second.genesisDigest else {
            self = .differentChains
            return
        }
        let suite = first.genesis.suite
        let others = Dictionary(
            second.blocks.map { ($0.header.height, $0) }, uniquingKeysWith: { one, _ in one })
        var shared = 0
        for block in first.blocks {
            guard let other = others[block.header.height] else { continue }
            let (one, two) = (block.header.id(suite: suite), other.header.id(suite: suite))
            guard one == two else {
                let signed = Set(other.certificate.signatures.map(\.seat))
                let seats = block.certificate.signatures.map(\.seat).filter(signed.contains)
                self = .fork(
                    Fork(height: block.header.height, left: one, right: two, seats: seats))
                return
            }
            shared += 1
        }
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
        self = .consistent(blocks: shared, entries: common)
    }

    /// One line for people.
    public func text(_ language: ReportLanguage) -> String {
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
        case .fork(let fork):
            let seats = fork.seats.map(\.description).joined(separator: ", ")
            return say(
                "分叉证明：高度 \(fork.height) 有两个达到法定数的区块 \(fork.left) 与 \(fork.right)，"
                    + "两边均签名的席位：\(seats)",
                "proof of a fork: height \(fork.height) has two blocks with a quorum, \(fork.left) "
                    + "and \(fork.right); seats that signed both: \(seats)")
        case .contradiction(let index):
            return say(
                "相互矛盾：两个文件的第 \(index) 条记录不同，必有分叉",
                "the files contradict each other: entry \(index) differs, so the chain has forked")
        }
    }

    /// True for a fork, shown or inferred, which fails both files as a pair.
    public var isFork: Bool {
        switch self {
        case .fork, .contradiction: true
        case .notBothHold, .differentChains, .consistent: false
        }
    }
}
