import LedgerTypes
import Sealing

/// Layers of proof that a court may insist on.
package enum EvidenceLayer: String, Sendable, Hashable, CaseIterable {
    /// The block of each entry with its own certificate.
    case blocks
    /// The charters and vocabularies that decisions cite.
    case rules
    /// Time-stamp tokens of outside authorities; this version of the format has none.
    case timestamps
    /// Signatures of outside witnesses; this version of the format has none.
    case witnesses
}

/// A field that must not be withheld: the kind of transaction and the field's name.
package struct RequiredField: Hashable, Sendable {
    package let kind: TransactionKind
    package let name: String

    package init(kind: TransactionKind, name: String) {
        self.kind = kind
        self.name = name
    }
}

/// What the court brings itself; nothing of it is ever taken from the file.
package struct CourtPolicy: Hashable, Sendable {
    /// The digest of genesis, from a printed notice or another trusted place.
    package var genesis: Digest
    /// The founding act itself, for files that leave it out; its digest must be `genesis`.
    package var genesisBytes: [UInt8]?
    package var minimumHeight: Height?
    package var minimumTime: BlockTime?
    package var layers: [EvidenceLayer]
    /// Members with an interest in the case; the quorum is counted again without them.
    package var parties: [MemberID]
    /// True: without the parties, more than half of all seats must have signed.
    package var needsIndependentMajority: Bool
    package var fields: [RequiredField]
    /// The pseudonym or asset that the case is about, where the court knows it.
    package var subject: Digest?

    package init(
        genesis: Digest, genesisBytes: [UInt8]? = nil, minimumHeight: Height? = nil,
        minimumTime: BlockTime? = nil,
        layers: [EvidenceLayer] = [], parties: [MemberID] = [],
        needsIndependentMajority: Bool = false, fields: [RequiredField] = [],
        subject: Digest? = nil
    ) {
        self.genesis = genesis
        self.genesisBytes = genesisBytes
        self.minimumHeight = minimumHeight
        self.minimumTime = minimumTime
        self.layers = layers
        self.parties = parties
        self.needsIndependentMajority = needsIndependentMajority
        self.fields = fields
        self.subject = subject
    }
}
