import Interchange
import TestSupport
import Testing
import WrittenText

/// Ways by which a consent became wider than it was signed: one test for each kind.
@Suite struct `FHIR consents that would widen` {
    private func permit(
        _ purpose: String = "TREAT", _ members: KeyValuePairs<String, JSONValue> = [:]
    ) -> JSONValue {
        .object(
            [
                JSONMember("type", .text("permit")), JSONMember("period", FHIR.year),
                JSONMember("purpose", .array([FHIR.purpose(purpose)])),
            ] + members.map { JSONMember($0.key, $0.value) })
    }

    private func words(_ text: String) -> JSONValue { FHIR.object(["text": .text(text)]) }

    private func coded(_ system: String, _ code: String, _ text: String) -> JSONValue {
        FHIR.object([
            "coding": .array([FHIR.coding(system, code)]), "text": .text(text),
        ])
    }

    private static let objections = [
        "拒绝参加登记书", "本人撤销授权", "患者不愿提供", "撤回此前的同意", "反对意见书", "Refused by patient",
        "revoked on request", "Declined form", "please do not give away", "Oppositionserklärung",
        "denegación", "un refus", "retrait de mon accord", "Opt - out", "仅供本科室",
    ]

    @Test(arguments: objections)
    func `words that object leave no permission, beside a code too`(text: String) throws {
        let loinc = "http://loinc.org"
        let shown = FHIR.object([
            "coding": .array([
                FHIR.object([
                    "system": .text(loinc), "code": .text("59284-0"), "display": .text(text),
                ])
            ])
        ])
        for kind in [words(text), coded(loinc, "59284-0", text), shown] {
            let consent = try FHIR.read(FHIR.consent(permit(), ["category": .array([kind])]))
            #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "category[0]"))
            let rule = try FHIR.read(FHIR.consent(permit(), ["policyRule": kind]))
            #expect(rule.recorded.allSatisfy { !$0.permits } && !rule.unmapped.isEmpty)
        }
    }

    @Test func `words that nobody knows leave no permission, names of forms do`() throws {
        let unknown = try FHIR.read(
            FHIR.consent(permit(), ["category": .array([words("Blauer Zettel")])]))
        #expect(unknown.scopes.isEmpty && unknown.has(.permissionDropped, at: "category"))
        for text in ["患者知情同意书", "Informed consent form", "Privacy Consent"] {
            let plain = try FHIR.read(
                FHIR.consent(permit(), ["category": .array([words(text)])]))
            #expect(plain.recorded.map(\.permits) == [true], "\(text)")
        }
    }

    @Test func `rules, policies and labels that say no leave no permission`() throws {
        let refrain = FHIR.coding(FHIR.acts, "NODSCLCDS")
        let cases: [KeyValuePairs<String, JSONValue>] = [
            ["policyRule": FHIR.concept(FHIR.coding("urn:y", "keep-to-yourself"))],
            ["policyRule": FHIR.concept(refrain)], ["category": .array([FHIR.concept(refrain)])],
            ["meta": FHIR.object(["security": .array([refrain])])],
            [
                "policy": .array([
                    FHIR.object(["uri": .text("https://forms.example/not-for-others")])
                ])
            ],
        ]
        for more in cases {
            let consent = try FHIR.read(FHIR.consent(permit(), more))
            #expect(consent.scopes.isEmpty, "\(more)")
            #expect(consent.unmapped.contains { $0.effect == .permissionDropped })
        }
        let strange = FHIR.object(["uri": .text("https://forms.example/seven")])
        let told = try FHIR.read(FHIR.consent(permit(), ["policy": .array([strange])]))
        #expect(told.recorded.count == 1 && told.has(.noted, at: "policy[0].uri"))
    }

    @Test(arguments: ["14771-0", "1558-6", "41653-7", "2339-0", "17856-6"])
    func `a code that is narrower than its field permits nothing of it`(code: String) throws {
        let code = JSONValue.array([FHIR.concept(FHIR.coding("http://loinc.org", code))])
        let consent = try FHIR.read(FHIR.consent(permit("TREAT", ["code": code])))
        #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "provision.code"))
        let refusal = FHIR.object(["type": .text("deny"), "code": code])
        #expect(try FHIR.read(FHIR.consent(refusal)).scopes[0].fields.count == 1)
    }

    @Test func `a type of resource that is a part of its field permits nothing of it`() throws {
        let type = JSONValue.array([FHIR.coding(FHIR.types, "MedicationStatement")])
        let consent = try FHIR.read(FHIR.consent(permit("TREAT", ["class": type])))
        #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "provision.class"))
    }

    @Test(arguments: ["CLINTRCH", "CAREMGT"])
    func `a purpose that is narrower than ours permits nothing`(code: String) throws {
        let consent = try FHIR.read(FHIR.consent(permit(code)))
        #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "provision.purpose"))
    }

    private func actor(
        _ reference: JSONValue,
        _ role: JSONValue = FHIR.concept(
            FHIR.coding(FHIR.participations, "IRCP"))
    ) -> JSONValue {
        .array([FHIR.object(["role": role, "reference": reference])])
    }

    private func member(_ more: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(FHIR.member("clinic-d").members + more.map { JSONMember($0.key, $0.value) })
    }

    @Test func `a part of a member is not the member`() throws {
        let past = FHIR.object([
            "identifier": FHIR.object([
                "system": .text("urn:tally:member"), "value": .text("clinic-d"),
                "period": FHIR.object(["end": .text("2019-06-30")]),
            ])
        ])
        let role = coded(FHIR.participations, "IRCP", "only who works at night")
        for actor in [
            actor(member(["reference": .text("#someone")])),
            actor(member(["reference": .text("urn:uuid:4")])),
            actor(member(["reference": .text("Organization/77")])),
            actor(member(["display": .text("Only the lower floor")])), actor(past),
            actor(FHIR.member("clinic-d"), role),
        ] {
            let consent = try FHIR.read(FHIR.consent(permit("TREAT", ["actor": actor])))
            #expect(
                consent.scopes.isEmpty && consent.has(.permissionDropped, at: "provision.actor"))
            let refusal = FHIR.object(["type": .text("deny"), "actor": actor])
            #expect(try !FHIR.read(FHIR.consent(refusal)).scopes.isEmpty)
        }
        let whole = actor(member(["display": .text("Clinic of the valley")]))
        let consent = try FHIR.read(FHIR.consent(permit("TREAT", ["actor": whole])))
        #expect(consent.scopes.map(\.audiences) == [["clinic-d"]])
    }

    @Test func `words beside a code are told, and limit where they say so`() throws {
        for (text, isKept) in [("only in the morning", false), ("仅早晨", false), ("sugar", true)] {
            let code = JSONValue.array([coded("urn:tally:field", "glucose", text)])
            let consent = try FHIR.read(FHIR.consent(permit("TREAT", ["code": code])))
            #expect(consent.scopes.count == (isKept ? 1 : 0), "\(text)")
            #expect(consent.unmapped.contains { $0.path == "provision.code[0].text" })
        }
    }

    @Test func `who is no grantee receives nothing`() throws {
        func document(_ decision: String, _ receiver: String) -> JSONValue {
            let inside = FHIR.object([
                "period": FHIR.year, "purpose": .array([FHIR.purpose("TREAT")]),
                "actor": .array([FHIR.actor(receiver)]),
            ])
            return FHIR.object([
                "resourceType": .text("Consent"), "status": .text("active"),
                "subject": FHIR.reference("Patient/q7"), "decision": .text(decision),
                "grantee": .array([FHIR.member("clinic-e")]), "provision": .array([inside]),
            ])
        }
        let other = try FHIR.read(document("deny", "clinic-d"), release: .r5)
        #expect(other.recorded.allSatisfy { !$0.permits })
        #expect(other.has(.permissionDropped, at: "provision[0]"))
        let same = try FHIR.read(document("deny", "clinic-e"), release: .r5)
        #expect(same.scopes.filter(\.permits).map(\.audiences) == [["clinic-e"]])
    }

    @Test func `a purpose against the scope of the document permits nothing`() throws {
        for (scope, purpose) in [("treatment", "HRESCH"), ("research", "TREAT")] {
            let consent = try FHIR.read(FHIR.consent(permit(purpose), scope: scope))
            #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "provision"))
            #expect(consent.has(.narrowed, at: "scope"))
        }
        let care = try FHIR.read(FHIR.consent(permit("TREAT"), scope: "treatment"))
        #expect(care.scopes.map(\.purposes) == [["care"]])
    }

    @Test func `a refusal with a time of data says that it reaches every time`() throws {
        let refusal = FHIR.object([
            "type": .text("deny"), "dataPeriod": FHIR.period("2025-03-01", "2025-04-30"),
        ])
        let scope = try FHIR.read(FHIR.consent(refusal)).scopes[0]
        #expect(scope.english.contains("data of every time") && scope.chinese.contains("不论"))
        #expect(!scope.english.contains("only data") && !scope.chinese.contains("仅限"))
    }

    private func bundle(_ type: String, _ method: String) -> JSONValue {
        FHIR.object([
            "resourceType": .text("Bundle"), "type": .text(type),
            "entry": .array([
                FHIR.object([
                    "resource": FHIR.consent(permit()),
                    "request": FHIR.object(["method": .text(method), "url": .text("Consent/3")]),
                ])
            ]),
        ])
    }

    @Test func `versions that were, and what is deleted, are no consents`() throws {
        for (type, method) in [("history", "PUT"), ("transaction", "DELETE")] {
            #expect(throws: ConsentImportFault.self) {
                try ConsentDocuments(JSONWriter.write(bundle(type, method)))
            }
        }
        #expect(
            try ConsentDocuments(JSONWriter.write(bundle("transaction", "PUT"))).items.count == 1)
        let inside = FHIR.consent(FHIR.object(["type": .text("deny")]))
        let consent = try FHIR.read(FHIR.consent(permit(), ["contained": .array([inside])]))
        #expect(consent.scopes.isEmpty && consent.has(.permissionDropped, at: "contained[0]"))
    }

    @Test func `a tag of XML with many attributes is refused before it is parsed`() {
        let many = (0..<50_000).map { " a\($0)=\"1\"" }.joined()
        let text = "<!-- it's = = -->\n<Consent xmlns=\"http://hl7.org/fhir\"\(many)/>"
        #expect(throws: ConsentImportFault.notXML(line: 2, why: .syntax)) {
            try ConsentDocuments(Array(text.utf8))
        }
    }
}
