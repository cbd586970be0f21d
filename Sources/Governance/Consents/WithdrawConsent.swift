import CanonicalCoding
import LedgerTypes

/// `withdraw-consent`: from now on the consent is none; any member may submit it.
package struct WithdrawConsent: LedgerAction, Hashable {
    package static let kind = TransactionKind.withdrawConsent
    package let consent: RecordID
    /// Whether the subject's or guardian's own key signs it; otherwise holder and witness attest it.
    package let inOwnHand: Bool

    package init(consent: RecordID, inOwnHand: Bool) {
        self.consent = consent
        self.inOwnHand = inOwnHand
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        consent.encode(into: &writer)
        writer.flag(inOwnHand)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        consent = try RecordID(from: &reader)
        inOwnHand = try reader.flag(field: "in own hand")
        reader.endArray()
    }

    package func namedSigners(_ state: LedgerState) -> [NamedSigner] {
        guard inOwnHand, let found = state.get(Tables.consents, consent),
            case .subject(let subject) = found.terms.about
        else { return [] }
        return [.subject(subject)]
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.consents, consent) else { throw .unknownConsent }
        return try ConsentRegister.signingFacts(
            found.terms.about, inOwnHand: inOwnHand, &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Consent {
        guard var found = reader.get(Tables.consents, consent) else { throw .unknownConsent }
        guard found.state == .active else { throw .consentEnded }
        try ConsentRegister.requireOwnWord(found, inOwnHand: inOwnHand)
        if !found.terms.permits {
            try ConsentRegister.requireNotWider(
                found.terms.about, inOwnHand: inOwnHand, &reader)
        }
        found.state = .withdrawn
        return found
    }

    package func apply(_ withdrawn: Consent, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.consents, consent, withdrawn)
        if inOwnHand { ConsentRegister.withdrawn(withdrawn, &change) }
        if withdrawn.terms.permits {
            Recalling.consent(withdrawn, .withdrawn, inOwnHand: inOwnHand, &change)
        }
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        guard let found = reader.get(Tables.consents, consent) else { return [] }
        return ConsentRegister.concerns(found.terms.about, &reader)
    }
}
