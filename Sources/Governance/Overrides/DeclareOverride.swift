import CanonicalCoding
import LedgerTypes
import Sealing

/// What a physician declares at a connected node.
package struct OverrideDeclaration: Hashable, Sendable, CanonicalCodable {
    package let scope: OverrideScope
    package let reason: OverrideReason
    /// At most 6 hours after the block.
    package let expires: BlockTime
    /// A second physician; nil where none is needed or one of the holder approves.
    package let approver: StaffReference?
    /// Whether the approver signs this very declaration; otherwise they approve later. It is said here
    /// so that a signature that is left out on the way changes nothing.
    package let isCosigned: Bool

    package init(
        scope: OverrideScope, reason: OverrideReason, expires: BlockTime,
        approver: StaffReference? = nil, isCosigned: Bool = false
    ) {
        self.scope = scope
        self.reason = reason
        self.expires = expires
        self.approver = approver
        self.isCosigned = isCosigned
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        scope.encode(into: &writer)
        reason.encode(into: &writer)
        expires.encode(into: &writer)
        writer.optional(approver)
        writer.flag(isCosigned)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        scope = try OverrideScope(from: &reader)
        reason = try OverrideReason(from: &reader)
        expires = try BlockTime(from: &reader)
        approver = try reader.optional()
        isCosigned = try reader.flag(field: "is cosigned")
        reader.endArray()
    }
}

/// `declare-override`: emergency access, declared by the physician in person; or an offline record
/// of one, anchored by the holder's gateway after reconnection.
///
/// The first commitment of the payload is the reason in words.
package struct DeclareOverride: LedgerAction, Hashable {
    package static let kind = TransactionKind.declareOverride
    package let content: Content

    package enum Content: Hashable, Sendable {
        case online(OverrideDeclaration)
        case offline(SignedOfflineRecord)
    }

    package init(_ declaration: OverrideDeclaration) { content = .online(declaration) }
    package init(anchoring record: SignedOfflineRecord) { content = .offline(record) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch content {
        case .online(let declaration):
            writer.unsigned(1)
            declaration.encode(into: &writer)
        case .offline(let record):
            writer.unsigned(2)
            record.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: content = .online(try OverrideDeclaration(from: &reader))
        case 2: content = .offline(try SignedOfflineRecord(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "override")
        }
        reader.endArray()
    }

    var scope: OverrideScope {
        switch content {
        case .online(let declaration): declaration.scope
        case .offline(let signed): signed.record.scope
        }
    }

    package func validate() throws(Refusal) {
        guard !scope.fields.isEmpty, Names.areWellFormed(scope.fields),
            Names.isWellFormed(scope.purpose)
        else { throw .overrideMalformed }
        if case .online(let declared) = content, declared.isCosigned, declared.approver == nil {
            throw .overrideMalformed
        }
    }

    package func namedSigners(_ state: LedgerState) -> [NamedSigner] {
        guard case .online(let declared) = content, declared.isCosigned,
            let approver = declared.approver
        else { return [] }
        return [.staff(approver)]
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        if case .online = content { facts.inPerson = true }
        return facts
    }

    package struct Resolution: Sendable {
        let override: Override
        let anchored: AnchoredRecord?
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Resolution {
        guard let subject = reader.get(Tables.subjects, scope.subject) else {
            throw .unknownSubject
        }
        guard subject.holder == scope.holder else { throw .overrideElsewhere }
        switch content {
        case .online(let declaration):
            return Resolution(
                override: try resolve(declaration, subject, call, &reader), anchored: nil)
        case .offline(let signed):
            let anchored = try OfflineAnchoring.resolve(signed, subject, call, &reader)
            return Resolution(override: anchored.override, anchored: anchored)
        }
    }

    private func resolve(
        _ declared: OverrideDeclaration, _ subject: Subject, _ call: Call,
        _ reader: inout StateReader
    ) throws(Refusal) -> Override {
        guard let staff = call.staff else { throw .staffMissing }
        let physician = StaffReference(member: call.member, staff: staff)
        try reader.requireOverrides(at: physician.member)
        guard let reason = call.commitments.first else { throw .overrideMalformed }
        guard declared.expires > reader.time,
            let latest = reader.time.adding(GovernanceLimits.override),
            declared.expires <= latest
        else { throw .overrideTooLong }
        // An offline record is of what happened: it is never refused for their number.
        guard
            reader.count(Tables.overridesOfPhysician, physician) < reader.parameters.openOverrides
        else { throw .overridesOpen }
        if let approver = declared.approver {
            try reader.requireSecondPerson(approver, beside: physician)
            try reader.requireOverrides(at: approver.member)
            try Signers.requireInOffice(approver, [.physician], &reader)
        }
        let approver = declared.isCosigned ? declared.approver : nil
        if let approver, !Signers(call, &reader).has(.staff(approver)) { throw .signatureMissing }
        let isRefused = reader.refusesEmergency(subject.pseudonym)
        let needsApproval = isRefused || reader.hasOverdueDuties(physician)
        return Override.declared(
            call, scope: scope, physician: physician, reason: declared.reason, commitment: reason,
            againstRefusal: isRefused, needsApproval: needsApproval,
            opened: reader.time, expires: declared.expires, named: declared.approver,
            approver: approver, offline: nil, reader)
    }

    package func apply(
        _ found: Resolution, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        if let anchored = found.anchored { OfflineAnchoring.keep(anchored, &change) }
        OverrideDuties.open(found.override, call, &change)
        return Verdict(.accepted, detail: found.override.canonicalBytes)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(subject: scope.subject, &reader)
    }
}

extension Override {
    /// An override with the deadlines that follow from the time at which the chain learns of it.
    static func declared(
        _ call: Call, scope: OverrideScope, physician: StaffReference, reason: OverrideReason,
        commitment: Digest, againstRefusal: Bool, needsApproval: Bool, opened: BlockTime,
        expires: BlockTime, named: StaffReference?, approver: StaffReference?,
        offline: OfflineEvidence?,
        _ reader: StateReader
    ) -> Override {
        let review =
            againstRefusal ? GovernanceLimits.refusalReview : GovernanceLimits.overrideReview
        return Override(
            id: call.record, scope: scope, physician: physician, reason: reason,
            reasonCommitment: commitment, againstRefusal: againstRefusal,
            needsApproval: needsApproval, opened: opened, expires: expires,
            writeUpDue: reader.time.adding(GovernanceLimits.writeUp) ?? reader.time,
            reviewDue: reader.time.adding(review) ?? reader.time,
            reviewCase: Case.id(type: .override, openedBy: call.id, suite: reader.suite),
            offline: offline, named: named, approver: approver)
    }
}
