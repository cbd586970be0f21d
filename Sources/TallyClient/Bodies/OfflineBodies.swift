import CanonicalCoding
import LedgerTypes
import Sealing

/// An emergency declared at a node that is cut off: canonical bytes, base64.
public struct OfflineDraftBody: Codable, Sendable {
    public let request: String
    public let declaration: String
    public let reasonCommitment: String

    enum CodingKeys: String, CodingKey {
        case request, declaration, reasonCommitment
    }

    public init(request: String, declaration: String, reasonCommitment: String) {
        self.request = request
        self.declaration = declaration
        self.reasonCommitment = reasonCommitment
    }
}

/// What the physician and the approver are to sign.
public struct OfflineDraftView: Codable, Sendable {
    public let record: String
    public let sequence: UInt64
    /// The lines to sign, base64.
    public let signedBytes: String
    /// The record itself, canonical bytes, base64: nobody signs a number alone.
    public let bytes: String

    enum CodingKeys: String, CodingKey {
        case record, sequence, signedBytes, bytes
    }

    package init(record: String, sequence: UInt64, signedBytes: String, bytes: String) {
        self.record = record
        self.sequence = sequence
        self.signedBytes = signedBytes
        self.bytes = bytes
    }
}

/// How the member's offline records stand.
public struct OfflineStandingView: Codable, Sendable {
    /// A record that was opened here and that the chain does not have yet.
    public struct Waiting: Codable, Sendable {
        public let record: String
        public let sequence: UInt64
        public let physician: String
        /// Absent for whoever has no standing with the patient.
        public let subject: String?
        /// The node's wall clock when it was decided.
        public let decided: UInt64

        enum CodingKeys: String, CodingKey {
            case record, sequence, physician, subject, decided
        }

        package init(
            record: String, sequence: UInt64, physician: String, subject: String?, decided: UInt64
        ) {
            self.record = record
            self.sequence = sequence
            self.physician = physician
            self.subject = subject
            self.decided = decided
        }
    }

    /// Numbers that the chain has nothing of: drafts that were never opened, or records that wait.
    public struct Gap: Codable, Sendable {
        public let from: UInt64
        public let through: UInt64

        enum CodingKeys: String, CodingKey {
            case from, through
        }

        package init(from: UInt64, through: UInt64) {
            self.from = from
            self.through = through
        }
    }

    public let isCutOff: Bool
    /// The highest number on the chain; 0 before the first.
    public let last: UInt64
    public let gaps: [Gap]
    public let waiting: [Waiting]
    /// Records that were opened here, and that neither the chain nor this node has any more.
    public let lost: [String]
    /// What keeps the node from knowing all.
    public let problems: [TextView]

    enum CodingKeys: String, CodingKey {
        case isCutOff, last, gaps, waiting, lost, problems
    }

    package init(
        isCutOff: Bool, last: UInt64, gaps: [Gap], waiting: [Waiting], lost: [String],
        problems: [TextView]
    ) {
        self.isCutOff = isCutOff
        self.last = last
        self.gaps = gaps
        self.waiting = waiting
        self.lost = lost
        self.problems = problems
    }
}

/// The signatures under a draft, canonical bytes of [key, signature], base64.
public struct OfflineOpenBody: Codable, Sendable {
    public let record: String
    public let signatures: [String]

    enum CodingKeys: String, CodingKey {
        case record, signatures
    }

    public init(record: String, signatures: [String]) {
        self.record = record
        self.signatures = signatures
    }
}

extension OfflineOpenBody {
    package init(record: String, signed signatures: [TransactionSignature]) {
        self.init(
            record: record,
            signatures: signatures.map { Base64.encode($0.canonicalBytes) })
    }
}
