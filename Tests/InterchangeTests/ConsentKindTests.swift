import Interchange
import Testing
import WrittenText

/// One test for each kind of Consent that was read too widely, or too silently.
@Suite struct `FHIR consent, kind by kind` {
    private func permit(
        _ members: KeyValuePairs<String, JSONValue>, purpose: String = "HRESCH"
    ) -> JSONValue {
        var all: [JSONMember] = [
            JSONMember("type", .text("permit")), JSONMember("period", FHIR.year),
            JSONMember("purpose", .array([FHIR.purpose(purpose)])),
        ]
        for (name, value) in members {
            all.removeAll { $0.name == name }
            all.append(JSONMember(name, value))
        }
        return .object(all)
    }

    private func deny(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object([JSONMember("type", .text("deny"))] + members.map { JSONMember($0.key, $0.value) })
    }

    private let optOut: JSONValue = FHIR.concept(FHIR.coding(FHIR.acts, "OPTOUT"))

    @Test func `an opt-out alone refuses everything`() throws {
        for provision in [nil, FHIR.object(["period": FHIR.period("2027-02-01", nil)])] {
            let consent = try FHIR.read(FHIR.consent(provision, ["policyRule": optOut]))
            #expect(consent.recorded.map(\.permits) == [false])
            #expect(consent.recorded[0].scope.scope.purposes == RecordedWords.base.purposes)
        }
    }

    @Test func `an opt-out spares what is permitted inside`() throws {
        let inside = permit([:], purpose: "TREAT")
        let consent = try FHIR.read(
            FHIR.consent(
                FHIR.object(["period": FHIR.year, "provision": .array([inside])]),
                ["policyRule": optOut]))
        #expect(consent.recorded.map(\.permits) == [false, true])
        #expect(!consent.recorded[0].scope.scope.purposes.contains("care"))
        #expect(consent.recorded[1].scope.scope.purposes == ["care"])
    }

    @Test func `an opt-in is no permission`() throws {
        let rule = FHIR.concept(FHIR.coding(FHIR.acts, "OPTIN"))
        for provision in [nil, FHIR.object(["purpose": .array([FHIR.purpose("TREAT")])])] {
            let consent = try FHIR.read(FHIR.consent(provision, ["policyRule": rule]))
            #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "p"))
        }
    }

    @Test func `a frame is no permission, and an objection never one`() throws {
        let inside = permit(["code": .array([FHIR.concept(FHIR.coding("urn:x", "y"))])])
        let frame = permit(["provision": .array([inside])])
        #expect(try FHIR.read(FHIR.consent(frame)).scopes.isEmpty)
        let objection = FHIR.concept(FHIR.coding("https://forms.example/kind", "Opt-Out"))
        let consent = try FHIR.read(
            FHIR.consent(permit([:]), ["category": .array([objection])]))
        #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "category[0]"))
    }

    @Test func `a root that says neither is refused, or listed where others stand inside`() throws {
        let root = FHIR.object(["period": FHIR.year])
        #expect(FHIR.fault(FHIR.consent(root)) == .missing(path: "provision.type"))
        let outer = FHIR.object(["provision": .array([permit([:])])])
        let consent = try FHIR.read(FHIR.consent(outer))
        #expect(consent.recorded.map(\.permits) == [true] && consent.has(.noted, at: "provision"))
    }

    @Test(arguments: [
        "performer", "organization", "category", "identifier", "verification", "policy",
    ])
    func `a list that is none is refused in the frame too`(name: String) {
        let tree = FHIR.consent(permit([:]), [name: FHIR.object(["display": .text("A")])])
        #expect(FHIR.fault(tree) == .wrongType(path: name))
    }

    @Test func `elements that nobody knows are refused`() {
        let tree = FHIR.consent(permit([:]), ["provisions": .array([deny([:])])])
        #expect(FHIR.fault(tree) == .unknownCode(path: "", code: "provisions"))
    }

    @Test func `a class and a code both hold`() throws {
        let type = FHIR.coding(FHIR.types, "Observation")
        let height = FHIR.concept(FHIR.coding("http://loinc.org", "8302-2"))
        let both = try FHIR.read(
            FHIR.consent(permit(["class": .array([type]), "code": .array([height])])))
        #expect(both.scopes.map(\.fields) == [["height"]])
        let drug = FHIR.coding(FHIR.types, "MedicationRequest")
        let none = try FHIR.read(
            FHIR.consent(permit(["class": .array([drug]), "code": .array([height])])))
        #expect(none.scopes.isEmpty && none.has(.permissionDropped, at: "provision"))
    }

    @Test func `a type of resource is permitted as far as its fields are known`() throws {
        let type = FHIR.coding(FHIR.types, "Observation")
        let permitted = try FHIR.read(FHIR.consent(permit(["class": .array([type])])))
        #expect(permitted.scopes[0].fields.contains("hba1c"))
        #expect(!permitted.scopes[0].fields.contains("diagnosis"))
        let refused = try FHIR.read(FHIR.consent(deny(["class": .array([type])])))
        #expect(refused.scopes[0].fields.isEmpty && refused.scopes[0].categories == ["STAT"])
    }

    @Test func `codes that do not say the same give a scope each`() throws {
        let mapping = try ConsentMapping.standard.adding(
            file: Array(
                (#"{"format":"tally/fhir-mapping/v1","codes":["#
                    + #"{"system":"urn:m","code":"a","purposes":["care"],"actions":["export"],"#
                    + #""categories":["APPL"]},"#
                    + #"{"system":"urn:m","code":"b","purposes":["research"],"#
                    + #""actions":["read"],"categories":["STAT"]}]}"#).utf8))
        let codes = ["a", "b"].map { FHIR.concept(FHIR.coding("urn:m", $0)) }
        let tree = FHIR.consent(
            FHIR.object([
                "type": .text("permit"), "period": FHIR.year, "code": .array(codes),
            ]))
        let consent = try FHIR.read(tree, mapping: mapping)
        #expect(consent.scopes.map(\.purposes) == [["care"], ["research"]])
        #expect(consent.scopes.map(\.actions) == [["export"], ["read"]])
    }

    @Test func `roles decide who receives`() throws {
        for (role, isTaken) in [("IRCP", true), ("PRCP", true), ("AUT", false), ("CST", false)] {
            let consent = try FHIR.read(
                FHIR.consent(permit(["actor": .array([FHIR.actor("clinic-d", role)])])))
            #expect(consent.scopes.contains { $0.audiences == ["clinic-d"] } == isTaken, "\(role)")
            #expect(isTaken || !consent.unmapped.isEmpty, "\(role)")
            let refusal = try FHIR.read(
                FHIR.consent(deny(["actor": .array([FHIR.actor("clinic-d", role)])])))
            #expect(refusal.scopes.map(\.audiences) == (isTaken ? [["clinic-d"]] : [[]]))
            #expect(refusal.scopes[0].isWidened != isTaken)
        }
    }

    @Test func `a person of a member is no member`() throws {
        var who = FHIR.member("clinic-d")
        who = .object(who.members + [JSONMember("reference", .text("Practitioner/9"))])
        let actor = FHIR.object([
            "role": FHIR.concept(FHIR.coding(FHIR.participations, "IRCP")), "reference": who,
        ])
        let consent = try FHIR.read(FHIR.consent(permit(["actor": .array([actor])])))
        #expect(consent.scopes.isEmpty && !consent.unmapped.isEmpty)
        let refusal = try FHIR.read(FHIR.consent(deny(["actor": .array([actor])])))
        #expect(refusal.scopes.map(\.audiences) == [["clinic-d"]] && refusal.scopes[0].isWidened)
    }

    @Test func `what two parts of a reference mean differently means nobody`() throws {
        let mapping = try ConsentMapping.standard.adding(
            file: Array(
                (#"{"format":"tally/fhir-mapping/v1","codes":[],"members":["#
                    + #"{"name":"Organization/8","member":"clinic-e"},"#
                    + #"{"name":"Clinic by the lake","member":"clinic-e"}]}"#).utf8))
        let both = JSONValue.object(
            FHIR.member("clinic-d").members + [JSONMember("reference", .text("Organization/8"))])
        let shown = FHIR.object(["display": .text("Clinic by the lake")])
        for reference in [both, shown] {
            let actor = FHIR.object([
                "role": FHIR.concept(FHIR.coding(FHIR.participations, "IRCP")),
                "reference": reference,
            ])
            let tree = FHIR.consent(permit(["actor": .array([actor])]))
            #expect(try FHIR.read(tree, mapping: mapping).scopes.isEmpty)
        }
    }

    @Test func `a refusal of a purpose reaches what stands below it, a permission does not`() throws
    {
        let cases: [(String, [String], [String])] = [
            ("TREAT", ["care"], ["care", "refer", "rescue"]), ("ETREAT", ["rescue"], ["rescue"]),
            ("HPAYMT", ["claims"], ["claims", "insurance"]), ("DSRCH", [], ["research"]),
        ]
        for (code, permitted, refused) in cases {
            let yes = try FHIR.read(FHIR.consent(permit([:], purpose: code)))
            #expect(yes.scopes.map(\.purposes) == (permitted.isEmpty ? [] : [permitted]))
            let no = try FHIR.read(
                FHIR.consent(deny(["purpose": .array([FHIR.purpose(code)])])))
            #expect(no.scopes.map(\.purposes) == [refused])
        }
    }

    @Test func `one coding of a concept that is known suffices`() throws {
        let weight = FHIR.concept(
            FHIR.coding("http://loinc.org", "29463-7"), FHIR.coding("urn:other", "w"))
        for (tree, effect) in [
            (permit(["code": .array([weight])]), UnmappedElement.Effect.noted),
            (deny(["code": .array([weight])]), .noted),
        ] {
            let consent = try FHIR.read(FHIR.consent(tree))
            #expect(consent.scopes.map(\.fields) == [["weight"]])
            #expect(consent.unmapped.map(\.effect) == [effect])
        }
    }

    @Test func `nothing of a document that is not in force is recorded`() throws {
        for status in ["draft", "proposed", "rejected", "inactive", "entered-in-error"] {
            let consent = try FHIR.read(
                FHIR.consent(permit([:]), ["status": .text(status)]))
            #expect(consent.recorded.isEmpty && consent.has(.notInForce, at: "status"))
        }
    }

    @Test func `what parts were cut out of permits nothing`() throws {
        let tag = FHIR.coding(
            "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "SUBSETTED")
        let consent = try FHIR.read(
            FHIR.consent(permit([:]), ["meta": FHIR.object(["tag": .array([tag])])]))
        #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "meta"))
    }

    @Test func `labels that are not known drop a permission and open a refusal`() throws {
        let labels = JSONValue.array([
            FHIR.coding(FHIR.levels, "R"), FHIR.coding(FHIR.acts, "PSY"),
        ])
        let consent = try FHIR.read(FHIR.consent(permit(["securityLabel": labels])))
        #expect(consent.scopes.isEmpty && !consent.unmapped.isEmpty)
        let refusal = try FHIR.read(FHIR.consent(deny(["securityLabel": labels])))
        #expect(refusal.scopes[0].isWidened)
        #expect(refusal.recorded[0].scope.scope.maximumLevel == 5)
    }

    @Test func `an inner permission stays inside the outer one`() throws {
        let inner = permit([:], purpose: "TREAT")
        let root = FHIR.object([
            "type": .text("permit"), "purpose": .array([FHIR.purpose("HRESCH")]),
            "provision": .array([inner]),
        ])
        let consent = try FHIR.read(FHIR.consent(root))
        #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "provision"))
    }

    @Test func `who agreed is asked for where it is not the patient`() throws {
        let cases: [([String], ImportedConsent.Grantor)] = [
            (["Patient/q7"], .oneself), (["Patient/q8"], .others(["Patient/q8"])),
            (
                ["Patient/q7", "RelatedPerson/1"],
                .others(["Patient/q7", "RelatedPerson/1"])
            ),
        ]
        for (names, grantor) in cases {
            let list = JSONValue.array(names.map(FHIR.reference))
            let consent = try FHIR.read(FHIR.consent(permit([:]), ["performer": list]))
            #expect(consent.grantor == grantor)
        }
        #expect(try FHIR.read(FHIR.consent(permit([:]))).grantor == .unstated)
    }
}
