import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A further value of the asker's word, for attributes of vocabularies that the fields of a
/// request do not name.
package struct Claim: Hashable, Sendable, CanonicalCodable {
    /// Id of the attribute, with `request.` in front.
    package let attribute: String
    package let value: FactLiteral

    package init(attribute: String, value: FactLiteral) {
        self.attribute = attribute
        self.value = value
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(attribute)
        value.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        attribute = try reader.text()
        value = try FactLiteral(from: &reader)
        reader.endArray()
    }
}

extension FactLiteral {
    /// Whether its words are names of a vocabulary: free text would be on the chain for ever.
    var isOfNames: Bool {
        switch self {
        case .member(let name): Names.isWellFormed(name)
        case .members(let names): names.allSatisfy(Names.isWellFormed)
        case .flag, .integer, .instant: true
        }
    }
}

/// What somebody wants to do with whose data: the act that is judged.
///
/// Names are ids of vocabularies. Whether data leave the domain is resolved, never asked.
package struct Request: Hashable, Sendable {
    /// At least one of `asset` and `subject`.
    package let asset: RecordID?
    package let subject: Pseudonym?
    package let action: String
    package let purpose: String
    /// Ascending by bytes.
    package let fields: [String]
    package let output: String
    /// Ascending by attribute.
    package let claims: [Claim]
    /// The grant it rests on; nil lets the ledger look for one.
    package let grant: RecordID?
    /// The asker's clock; recorded, never judged.
    package let clientTime: BlockTime

    package init(
        asset: RecordID?, subject: Pseudonym? = nil, action: String, purpose: String,
        fields: [String], output: String, claims: [Claim] = [], grant: RecordID? = nil,
        clientTime: BlockTime
    ) {
        self.asset = asset
        self.subject = subject
        self.action = action
        self.purpose = purpose
        self.fields = Names.sorted(fields)
        self.output = output
        self.claims = claims.sorted {
            $0.attribute.utf8.lexicographicallyPrecedes($1.attribute.utf8)
        }
        self.grant = grant
        self.clientTime = clientTime
    }

    /// Form: a target, names that are names, claims about the request only.
    func checkForm() throws(Refusal) {
        // Without fields there is no label to judge by.
        guard asset != nil || subject != nil, !fields.isEmpty, Names.areWellFormed(fields),
            [action, purpose, output].allSatisfy(Names.isWellFormed),
            Names.areWellFormed(claims.map(\.attribute)),
            claims.allSatisfy({ $0.attribute.hasPrefix("request.") && $0.value.isOfNames })
        else { throw .requestMalformed }
    }

    private static let domain = DigestDomain("tally/request-content/v1")

    /// Digest of who asks for what, without times: a committee's ruling reaches every request of
    /// the same content.
    package func content(of actor: Actor, suite: CryptoSuite) -> Digest {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        actor.encode(into: &writer)
        Request(
            asset: asset, subject: subject, action: action, purpose: purpose, fields: fields,
            output: output, claims: claims, grant: grant, clientTime: BlockTime(0)
        ).encode(into: &writer)
        return suite.digest(Self.domain, writer.bytes)
    }
}

extension Request: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        writer.optional(asset)
        writer.optional(subject)
        writer.text(action)
        writer.text(purpose)
        writer.array(fields)
        writer.text(output)
        writer.array(claims)
        writer.optional(grant)
        clientTime.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        asset = try reader.optional()
        subject = try reader.optional()
        action = try reader.text()
        purpose = try reader.text()
        fields = try reader.array(upTo: GovernanceLimits.scopeNames)
        output = try reader.text()
        claims = try reader.array(upTo: GovernanceLimits.scopeNames)
        grant = try reader.optional()
        clientTime = try BlockTime(from: &reader)
        reader.endArray()
    }
}

/// Who asks: a person of a member, for itself or on behalf of another.
package struct Actor: Hashable, Sendable, CanonicalCodable {
    package let member: MemberID
    package let staff: StaffID?
    package let onBehalfOf: MemberID?

    package init(member: MemberID, staff: StaffID?, onBehalfOf: MemberID? = nil) {
        self.member = member
        self.staff = staff
        self.onBehalfOf = onBehalfOf
    }

    package init(_ call: Call) {
        self.init(
            member: call.member, staff: call.staff, onBehalfOf: call.transaction.onBehalfOf)
    }

    /// The member that will have the data.
    package var principal: MemberID { onBehalfOf ?? member }

    package var person: StaffReference? {
        staff.map { StaffReference(member: member, staff: $0) }
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        member.encode(into: &writer)
        writer.optional(staff)
        writer.optional(onBehalfOf)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        member = try MemberID(from: &reader)
        staff = try reader.optional()
        onBehalfOf = try reader.optional()
        reader.endArray()
    }
}
