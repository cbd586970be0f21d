import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A further value of the asker's word, for attributes of vocabularies that the fields of a
/// request do not name.
public struct Claim: Hashable, Sendable, CanonicalCodable {
    /// Id of the attribute, with `request.` in front.
    public let attribute: String
    public let value: FactLiteral

    public init(attribute: String, value: FactLiteral) {
        self.attribute = attribute
        self.value = value
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.text(attribute)
        value.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
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
public struct Request: Hashable, Sendable {
    /// At least one of `asset` and `subject`.
    public let asset: RecordID?
    public let subject: Pseudonym?
    public let action: String
    public let purpose: String
    /// Ascending by bytes.
    public let fields: [String]
    public let output: String
    /// Ascending by attribute.
    public let claims: [Claim]
    /// The grant it rests on; nil lets the ledger look for one.
    public let grant: RecordID?
    /// The asker's clock; recorded, never judged.
    public let clientTime: BlockTime

    public init(
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
    public func content(of actor: Actor, suite: CryptoSuite) -> Digest {
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
    public func encode(into writer: inout CanonicalWriter) {
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

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
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
public struct Actor: Hashable, Sendable, CanonicalCodable {
    public let member: MemberID
    public let staff: StaffID?
    public let onBehalfOf: MemberID?

    public init(member: MemberID, staff: StaffID?, onBehalfOf: MemberID? = nil) {
        self.member = member
        self.staff = staff
        self.onBehalfOf = onBehalfOf
    }

    public init(_ call: Call) {
        self.init(
            member: call.member, staff: call.staff, onBehalfOf: call.transaction.onBehalfOf)
    }

    /// The member that will have the data.
    public var principal: MemberID { onBehalfOf ?? member }

    public var person: StaffReference? {
        staff.map { StaffReference(member: member, staff: $0) }
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        member.encode(into: &writer)
        writer.optional(staff)
        writer.optional(onBehalfOf)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        member = try MemberID(from: &reader)
        staff = try reader.optional()
        onBehalfOf = try reader.optional()
        reader.endArray()
    }
}
