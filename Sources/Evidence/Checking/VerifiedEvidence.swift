import LedgerTypes
import Sealing

/// An entry that is proven, with what is disclosed of it.
package struct VerifiedEntry: Sendable {
    package let index: EntryIndex
    package let entry: Entry
    /// Number of field commitments in the payload.
    package let fieldCount: Int
    package let disclosed: [FieldDisclosure]
    /// What the entry records, in words.
    package let account: EventAccount
}

/// A file of the archive besides the facts.
package struct ExhibitFacts: Sendable, Hashable {
    package let name: String
    package let size: Int
    package let digest: Digest
    /// The entry that records the digest.
    package let anchoredBy: EntryIndex
}

/// A seat with what it did under the block of the export.
package struct SeatFacts: Sendable, Hashable {
    package let member: MemberID
    package let nameChinese: String
    package let nameEnglish: String
    package let uscc: String
    package let hasSigned: Bool
    package let isParty: Bool
}

/// A recovery from a lost quorum, proven.
package struct RecoveryFacts: Sendable, Hashable {
    package let epoch: UInt64
    /// The height of the recovery block, the first that the remaining seats decided.
    package let height: Height
    package let time: BlockTime
    package let firstRound: Round
    /// Members whose governance keys signed the order.
    package let signers: [MemberID]
    package let removed: [MemberID]
    package let remaining: [MemberID]
}

/// What a file shows once every check that does not depend on the court's policy has passed.
package struct VerifiedEvidence: Sendable {
    package let genesis: GenesisFacts
    package let genesisDigest: Digest
    package let statement: ExportStatement
    package let header: LedgerTypes.Header
    package let blockID: BlockID
    package let certificate: CommitCertificate
    package let seats: [SeatFacts]
    package let quorum: Int
    /// Every recovery from a lost quorum up to the export; each must be said aloud.
    package let recoveries: [RecoveryFacts]
    /// Each head with its number of entries.
    package let heads: [(head: HeadID, count: UInt64)]
    package let entries: [VerifiedEntry]
    package let exhibits: [ExhibitFacts]
    package let hasBlocks: Bool
    /// All headers of the file whose certificates were verified: those at which seats changed, those
    /// before and of recoveries, those of entries, then that of the export.
    package let blocks: [CommittedHeader]

    /// Signing seats that are not parties to the case.
    package var independentSigners: Int { seats.count { $0.hasSigned && !$0.isParty } }
}

/// What an entry records, in words: a title and lines of names and values, in both languages.
package struct EventAccount: Sendable, Hashable {
    /// One line: its name in both languages, and its value as plain text.
    package struct Line: Sendable, Hashable {
        package let chinese: String
        package let english: String
        package let value: String

        /// The value as it may be shown: what would hide or reorder text is written out.
        package var visibleValue: String { VisibleText.text(value) }

        package init(_ chinese: String, _ english: String, _ value: String) {
            self.chinese = chinese
            self.english = english
            self.value = value
        }
    }

    package var chinese: String
    package var english: String
    package var lines: [Line]
    /// Names that the entry says are one patient's; none of other entries.
    package var samePatient: [Pseudonym]

    package init(
        chinese: String, english: String, lines: [Line] = [], samePatient: [Pseudonym] = []
    ) {
        self.samePatient = samePatient
        self.chinese = chinese
        self.english = english
        self.lines = lines
    }
}
