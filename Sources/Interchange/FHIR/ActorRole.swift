/// What an actor of a provision is there for.
enum ActorRole: Hashable {
    /// Receives the data, or is kept from it.
    case recipient
    /// Gives the data away: no recipient.
    case discloser
    /// Something that is not known here.
    case other

    /// By the codings of the role; one concept's codings say the same.
    init(_ codings: [FHIRCoding]) {
        let known = Set(
            codings.compactMap { coding -> ActorRole? in
                let system = ConsentMapping.canonical(coding.system)
                if Self.recipients.contains(where: { $0 == (system, coding.code) }) {
                    return .recipient
                }
                return Self.disclosers.contains(where: { $0 == (system, coding.code) })
                    ? .discloser : nil
            })
        self = known.count == 1 ? known.first ?? .other : .other
    }

    private static let security = "http://terminology.hl7.org/CodeSystem/extra-security-role-type"
    private static let provenance =
        "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
    private static let contracts = "http://terminology.hl7.org/CodeSystem/contractsignertypecodes"

    /// Source: HL7 v3 ParticipationType, FHIR R4 extra-security-role-type, contract signers.
    static let recipients: [(String, String)] = [
        (ConsentMapping.participations, "IRCP"), (ConsentMapping.participations, "PRCP"),
        (ConsentMapping.participations, "REFT"), (ConsentMapping.participations, "TRC"),
        (contracts, "GRANTEE"), (security, "dataprocessor"),
    ]

    /// Source: as above, and FHIR R4 provenance-participant-type.
    static let disclosers: [(String, String)] = [
        (ConsentMapping.participations, "CST"), (ConsentMapping.participations, "INF"),
        (provenance, "performer"), (provenance, "custodian"), (provenance, "informant"),
        (provenance, "transmitter"),
    ]
}
