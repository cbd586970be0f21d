import LedgerTypes
import Sealing

/// An entry that is proven, with what is disclosed of it.
public struct VerifiedEntry: Sendable {
    public let index: EntryIndex
    public let entry: Entry
    /// Number of field commitments in the payload.
    public let fieldCount: Int
    public let disclosed: [FieldDisclosure]
    /// What the entry records, in words.
    public let account: EventAccount
}

/// A file of the archive besides the facts.
public struct ExhibitFacts: Sendable, Hashable {
    public let name: String
    public let size: Int
    public let digest: Digest
    /// The entry that records the digest.
    public let anchoredBy: EntryIndex
}

/// A seat with what it did under the block of the export.
public struct SeatFacts: Sendable, Hashable {
    public let member: MemberID
    public let nameChinese: String
    public let nameEnglish: String
    public let uscc: String
    public let hasSigned: Bool
    public let isParty: Bool
}

/// A recovery from a lost quorum, proven.
public struct RecoveryFacts: Sendable, Hashable {
    public let epoch: UInt64
    /// The height of the recovery block, the first that the remaining seats decided.
    public let height: Height
    public let time: BlockTime
    public let firstRound: Round
    /// Members whose governance keys signed the order.
    public let signers: [MemberID]
    public let removed: [MemberID]
    public let remaining: [MemberID]
}

/// What a file shows once every check that does not depend on the court's policy has passed.
public struct VerifiedEvidence: Sendable {
    public let genesis: GenesisFacts
    public let genesisDigest: Digest
    public let statement: ExportStatement
    public let header: LedgerTypes.Header
    public let blockID: BlockID
    public let certificate: CommitCertificate
    public let seats: [SeatFacts]
    public let quorum: Int
    /// Every recovery from a lost quorum up to the export; each must be said aloud.
    public let recoveries: [RecoveryFacts]
    /// Each head with its number of entries.
    public let heads: [(head: HeadID, count: UInt64)]
    public let entries: [VerifiedEntry]
    public let exhibits: [ExhibitFacts]
    public let hasBlocks: Bool
    /// All headers of the file whose certificates were verified: those at which seats changed, those
    /// before and of recoveries, those of entries, then that of the export.
    public let blocks: [CommittedHeader]

    /// Signing seats that are not parties to the case.
    public var independentSigners: Int { seats.count { $0.hasSigned && !$0.isParty } }
}

/// What an entry records, in words: a title and lines of names and values, in both languages.
public struct EventAccount: Sendable, Hashable {
    /// One line: its name in both languages, and its value as plain text.
    public struct Line: Sendable, Hashable {
        public let chinese: String
        public let english: String
        public let value: String

        /// The value as it may be shown: what would hide or reorder text is written out.
        public var visibleValue: String { VisibleText.text(value) }

        public init(_ chinese: String, _ english: String, _ value: String) {
            self.chinese = chinese
            self.english = english
            self.value = value
        }
    }

    public var chinese: String
    public var english: String
    public var lines: [Line]

    public init(chinese: String, english: String, lines: [Line] = []) {
        self.chinese = chinese
        self.english = english
        self.lines = lines
    }
}
