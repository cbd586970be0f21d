import CanonicalCoding
import LedgerTypes

/// `redeem-code`: the audience's request, signed with the code's key as well. It is decided like any
/// other request; a permit uses the code up by one.
package struct RedeemCode: LedgerAction, Hashable {
    package static let kind = TransactionKind.redeemCode
    package let code: RecordID
    package let request: Request

    package init(code: RecordID, request: Request) {
        self.code = code
        self.request = request
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        code.encode(into: &writer)
        request.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        code = try RecordID(from: &reader)
        request = try Request(from: &reader)
        reader.endArray()
    }

    package func validate() throws(Refusal) { try request.checkForm() }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard reader.has(Tables.codes, code) else { throw .unknownCode }
        var facts = SigningFacts()
        facts.code = code
        facts.inPerson = call.staff != nil
        return facts
    }

    package struct Resolution: Sendable {
        let code: AuthorisationCode
        let result: Deciding.Result
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Resolution {
        let result = try Deciding.decide(request, by: Actor(call), &reader)
        let subjects = result.scene.subjects.map(\.pseudonym)
        let found = try CodeRegister.check(
            code, audience: call.principal, subject: subjects.count == 1 ? subjects[0] : nil,
            purpose: request.purpose, level: result.scene.use.labels.level, &reader)
        if let grant = found.grant, request.grant != grant { throw .codeOtherGrant }
        return Resolution(code: found, result: result)
    }

    package func apply(
        _ found: Resolution, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        // An escalation may end in a permit without the code: it uses the code as well.
        if found.result.decision.outcome != .deny {
            CodeRegister.count(found.code, by: call.principal, call.id, &change)
        }
        return Deciding.record(found.result, call, &change)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        request.concerns(call, &reader)
    }
}
