import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// A key that may sign a draft, and whose it is.
package struct PanelSigner: Hashable, Sendable, CanonicalCodable {
    package let owner: KeyOwner
    package let key: VerifyingKey

    package init(owner: KeyOwner, key: VerifyingKey) {
        self.owner = owner
        self.key = key
    }

    /// Such as `hospital-a governance`.
    package var name: String {
        switch owner {
        case .gateway(let member): "\(member) gateway"
        case .governance(let member): "\(member) governance"
        case .seat(let member): "\(member) seat"
        case .staff(let person): person.description
        case .subject(let pseudonym): pseudonym.description
        case .code(let record): record.description
        }
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        owner.encode(into: &writer)
        key.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        owner = try KeyOwner(from: &reader)
        key = try VerifyingKey(from: &reader)
        guard key.isPrimeOrder else {
            throw .invalidValue(at: reader.offset, field: "signer key")
        }
        reader.endArray()
    }
}

/// Who may sign a draft and how many must, as the drafter's node knew it.
///
/// It guides those who sign; the ledger itself decides by its state.
package struct SigningPanel: Hashable, Sendable, CanonicalCodable {
    package let needed: UInt64
    package let signers: [PanelSigner]

    /// - Parameter needed: 1 … the number of signers.
    package init(needed: UInt64, signers: [PanelSigner]) {
        precondition((1...UInt64(max(1, signers.count))).contains(needed), "\(needed) of signers")
        self.needed = needed
        self.signers = signers
    }

    package func signer(_ key: KeyID) -> PanelSigner? { signers.first { $0.key.id == key } }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(needed)
        writer.array(signers)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        needed = try reader.unsigned()
        signers = try reader.array(upTo: LedgerTypes.Limits.maximumSignatures)
        guard (1...UInt64(max(1, signers.count))).contains(needed),
            Set(signers.map(\.key)).count == signers.count, !signers.isEmpty
        else { throw .invalidValue(at: reader.offset, field: "signers") }
        reader.endArray()
    }
}
