import LedgerTypes
import Sealing

/// Layers of proof that a court may insist on.
public enum EvidenceLayer: String, Sendable, Hashable, CaseIterable {
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
public struct RequiredField: Hashable, Sendable {
    public let kind: TransactionKind
    public let name: String

    public init(kind: TransactionKind, name: String) {
        self.kind = kind
        self.name = name
    }
}

/// What the court brings itself; nothing of it is ever taken from the file.
public struct CourtPolicy: Hashable, Sendable {
    /// The digest of genesis, from a printed notice or another trusted place.
    public var genesis: Digest
    /// The founding act itself, for files that leave it out; its digest must be `genesis`.
    public var genesisBytes: [UInt8]?
    public var minimumHeight: Height?
    public var minimumTime: BlockTime?
    public var layers: [EvidenceLayer]
    /// Members with an interest in the case; the quorum is counted again without them.
    public var parties: [MemberID]
    /// True: without the parties, more than half of all seats must have signed.
    public var needsIndependentMajority: Bool
    public var fields: [RequiredField]
    /// The pseudonym or asset that the case is about, where the court knows it.
    public var subject: Digest?

    public init(
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
