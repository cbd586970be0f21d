import Interchange
import Testing
import WrittenText

@Suite struct `FHIR consent that cannot be read` {
    private let frame =
        #""resourceType":"Consent","status":"active","scope":{"coding":[{"system":"#
        + #""http://terminology.hl7.org/CodeSystem/consentscope","code":"research"}]},"#
        + #""patient":{"reference":"Patient/a"}"#

    private func fault(_ text: String) -> ConsentImportFault? {
        do throws(ConsentImportFault) {
            _ = try FHIRConsentImporter().read(Array(text.utf8))
            return nil
        } catch { return error }
    }

    private func scopes(_ provision: String) throws -> ImportedConsent {
        try FHIRConsentImporter().read(Array("{\(frame),\"provision\":\(provision)}".utf8))
    }

    @Test func `says what is wrong and where, in both languages`() {
        let cases: [(String, ConsentImportFault)] = [
            (
                "{", .notJSON(.syntax(.truncated(at: 1), path: "", line: 1, column: 2))
            ), ("[]", .missing(path: "resourceType")),
            (#"{"resourceType":"Patient"}"#, .notConsent(found: "Patient")),
            (#"{"resourceType":"Consent"}"#, .missing(path: "status")),
            ("{\(frame)}", .missing(path: "provision")),
            (
                #"{"resourceType":"Consent","status":"on"}"#,
                .unknownCode(path: "status", code: "on")
            ),
            (
                "{\(frame),\"provision\":{\"type\":\"deny\",\"provision\":[{}]}}",
                .missing(path: "provision.provision[0].type")
            ),
            (
                "{\(frame),\"provision\":{\"type\":\"maybe\"}}",
                .unknownCode(path: "provision.type", code: "maybe")
            ),
            (
                "{\(frame),\"provision\":{\"type\":\"permit\",\"period\":{\"start\":\"2026-02-30\"}}}",
                .malformedDate(path: "provision.period.start")
            ),
            (
                "{\(frame),\"provision\":{\"type\":\"deny\",\"period\":{\"start\":\"2026-03-02\",\"end\":\"2026-03-01\"}}}",
                .emptyPeriod(path: "provision.period")
            ),
            (
                "{\(frame),\"provision\":{\"modifierExtension\":[{}]}}",
                .modifierExtension(path: "provision.modifierExtension")
            ),
            (
                "{\(frame),\"provision\":{\"type\":\"permit\",\"except\":[]}}",
                .unknownCode(path: "provision", code: "except")
            ),
        ]
        for (text, expected) in cases {
            let found = fault(text)
            #expect(found == expected)
            #expect(found?.english.isEmpty == false && found?.chinese.isEmpty == false)
        }
        #expect(Set(cases.map(\.1.code)).count == 7)
    }

    @Test func `refuses a name twice, which would permit or deny by the reader's taste`() {
        for pair in [#""type":"deny","type":"permit""#, #""type":"permit","type":"deny""#] {
            let found = fault("{\(frame),\"provision\":{\(pair)}}")
            guard case .notJSON(.syntax(.duplicateName, "provision.type", 1, _))? = found else {
                Issue.record("\(pair): \(String(describing: found))")
                continue
            }
        }
    }

    /// A limit of another type than R4 says would be no limit, and the permission wider than signed.
    @Test(arguments: [
        (#""actor":{"reference":{"display":"a"}}"#, "provision.actor"),
        (#""actor":[]"#, "provision.actor"), (#""actor":null"#, "provision.actor"),
        (#""purpose":{"code":"y"}"#, "provision.purpose"),
        (#""action":{"text":"print"}"#, "provision.action"),
        (#""action":["print"]"#, "provision.action[0]"),
        (#""class":{"code":"y"}"#, "provision.class"),
        (#""securityLabel":{"code":"R"}"#, "provision.securityLabel"),
        (#""period":[{"end":"2026-01-01"}]"#, "provision.period"),
        (#""period":{"end":2026}"#, "provision.period.end"),
        (#""data":{"reference":{"reference":"a"}}"#, "provision.data"),
        (#""provision":{"type":"deny"}"#, "provision.provision"),
    ])
    func `refuses a limit of another type`(limit: String, path: String) {
        let found = fault("{\(frame),\"provision\":{\"type\":\"permit\",\(limit)}}")
        #expect(found == .wrongType(path: path))
    }

    @Test(arguments: [
        (
            #""period":{"until":"2026-01-01"}"#,
            ConsentImportFault.unknownCode(
                path: "provision.period", code: "until")
        ),
        (#""action":[{"codng":[]}]"#, .missing(path: "provision.action[0].coding")),
        (#""data":[{"meaning":"instance"}]"#, .missing(path: "provision.data[0].reference")),
    ])
    func `refuses a limit that says nothing`(limit: String, expected: ConsentImportFault) {
        let found = fault("{\(frame),\"provision\":{\"type\":\"permit\",\(limit)}}")
        #expect(found == expected)
    }

    @Test func `drops a permission whose only audience or purpose is unknown`() throws {
        for limit in [
            #""actor":[{"role":{},"reference":{"display":"some clinic"}}]"#,
            #""purpose":[{"system":"x","code":"y"}]"#, #""action":[{"text":"print"}]"#,
            #""securityLabel":[{"system":"x","code":"y"}]"#, #""code":[{"text":"everything"}]"#,
        ] {
            let consent = try scopes(#"{"type":"permit",\#(limit)}"#)
            #expect(consent.scopes.isEmpty, "\(limit)")
            #expect(consent.unmapped.map(\.effect) == [.permissionDropped], "\(limit)")
        }
    }

    @Test func `widens a refusal whose limit is unknown`() throws {
        let consent = try scopes(
            #"{"type":"deny","provision":[{"type":"deny","purpose":[{"system":"x","code":"y"}]}]}"#)
        #expect(consent.scopes.map(\.purposes) == [["research"], []])
        #expect(consent.scopes.map(\.isWidened) == [false, true])
        #expect(consent.scopes.allSatisfy { !$0.permits })
        #expect(consent.unmapped.map(\.effect) == [.refusalWidened])
    }

    @Test func `takes no permission out of one that is not wholly known`() throws {
        let consent = try scopes(
            #"{"type":"permit","actor":[{"reference":{"display":"some clinic"}}],"#
                + #""provision":[{"type":"permit"},{"type":"deny"}]}"#)
        #expect(consent.scopes.map(\.permits) == [false])
        #expect(
            consent.unmapped.map(\.effect) == [.permissionDropped, .frame, .permissionDropped])
    }

    @Test func `keeps an inner period inside the outer one`() throws {
        let consent = try scopes(
            #"{"type":"deny","period":{"start":"2026-01-01","end":"2026-12-31"},"provision":"#
                + #"[{"type":"permit","period":{"start":"2025","end":"2030-06-01T00:00:00Z"}}]}"#)
        #expect(consent.scopes[0].notBefore == 1_767_196_800_000)
        #expect(consent.scopes[0].notAfter == 1_798_732_800_000)
    }

    @Test func `refuses malformed mapping files`() {
        for text in [
            #"{"format":"tally/fhir-mapping/v1","codes":[],"codes":[]}"#,
            #"{"format":"tally/fhir-mapping/v1","codes":[],"member":[]}"#,
            "{", #"{"format":"x","codes":[]}"#, #"{"format":"tally/fhir-mapping/v1"}"#,
            #"{"format":"tally/fhir-mapping/v1","codes":[{"system":"s","code":"c","level":6}]}"#,
            #"{"format":"tally/fhir-mapping/v1","codes":[{"system":"s","code":"c","categories":["X"]}]}"#,
        ] {
            #expect(throws: ConsentImportFault.self) {
                try ConsentMapping.standard.adding(file: Array(text.utf8))
            }
        }
    }
}
