import Foundation
import Interchange
import TestSupport
import Testing

@testable import TallyCommands

/// A consent as a file of FHIR, for the tool's tests.
enum ConsentFile {
    static let year = #""period":{"start":"2027-01-01","end":"2037-12-31"}"#

    static func text(_ provision: String, _ more: String = "") -> String {
        #"{"resourceType":"Consent","status":"active","scope":{"coding":[{"system":"#
            + #""http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},"#
            + #""patient":{"reference":"Patient/p001"}\#(more),"provision":\#(provision)}"#
    }

    static func purpose(_ code: String) -> String {
        #""purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"\#(code)"}]"#
    }

    static func receiver(_ member: String) -> String {
        #""actor":[{"role":{"coding":[{"system":"#
            + #""http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},"#
            + #""reference":{"identifier":{"system":"urn:tally:member","value":"\#(member)"}}}]"#
    }

    /// A permission of teaching that ends, and a refusal of some of it without an end.
    static let both = text(
        #"{"type":"deny","provision":[{"type":"permit",\#(year),\#(purpose("TRAIN")),"#
            + #"\#(receiver("hospital-a"))},"#
            + #"{"type":"deny",\#(purpose("HQUALIMP")),\#(receiver("research-r"))}]}"#)
}

@Suite struct `Consents in a file` {
    private func run(_ text: String, _ words: [String] = []) async throws -> ToolAnswer {
        let scratch = try Scratch()
        let file = try scratch.file("consent.fhir", text)
        return await Tool.run(["import", "consent", file] + words)
    }

    @Test func `are explained in both languages whatever the language`() async throws {
        for language in ["zh", "en"] {
            let answer = try await run(ConsentFile.both, ["--lang", language])
            #expect(answer.code == 0, "\(answer.errors)")
            for words in [
                "hospital-a 可以为教学（teach）", "hospital-a may do anything", "[provision.provision[0]]",
                "research-r 不得为质量控制（quality）", "research-r may not", "无截止日期",
            ] {
                #expect(answer.output.contains(words), "\(words): \(answer.output)")
            }
        }
    }

    @Test func `have their days in the zone that is given`() async throws {
        let text = ConsentFile.text(
            #"{"type":"permit",\#(ConsentFile.year),\#(ConsentFile.purpose("TREAT"))}"#)
        for (zone, time) in [
            ("+08:00", "1798732800000"), ("Z", "1798761600000"), ("-05:30", "1798781400000"),
        ] {
            let answer = try await run(text, ["--zone", zone, "--json"])
            #expect(answer.output.contains("\"notBefore\" : \(time)"), "\(answer.output)")
        }
        for wrong in ["8", "+8:00", "+15:00", "Asia/Shanghai", "+08:99"] {
            let answer = try await run(text, ["--zone", wrong])
            #expect(answer.code == 64 && answer.errors.contains("[zone-malformed]"), "\(wrong)")
        }
    }

    @Test func `tell test data, and each consent of a Bundle by its place`() async throws {
        let test = ConsentFile.text(
            #"{"type":"deny"}"#,
            #","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","#
                + #""code":"HTEST"}]}"#)
        let bundle =
            #"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}},"#
            + #"{"resource":\#(test)},{"resource":\#(ConsentFile.text("{}"))}]}"#
        let answer = try await run(bundle, ["--lang", "zh"])
        #expect(answer.code == 65)
        for words in ["测试数据", "entry[1].resource", "entry[2].resource", "consent-6074"] {
            #expect(answer.output.contains(words), "\(words): \(answer.output)")
        }
        let lone = try await run(
            #"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}},"#
                + #"{"resource":\#(test)}]}"#, ["--json"])
        #expect(lone.code == 0 && lone.output.contains("\"isTestData\" : true"))
    }

    @Test func `say where they are dated after today`() async throws {
        for (date, isAhead) in [("9998-03-04", true), ("2001-03-04", false)] {
            let text = ConsentFile.text(#"{"type":"deny"}"#, #","dateTime":"\#(date)""#)
            let answer = try await run(text, ["--json"])
            #expect(answer.code == 0 && answer.output.contains("\"date-ahead\"") == isAhead)
        }
    }

    @Test func `are a fault where they cannot be read`() async throws {
        for (text, code) in [
            ("{", "consent-6071"), (#"{"resourceType":"Patient"}"#, "consent-6073"),
            (ConsentFile.text(#"{"type":"permit","actor":[]}"#), "consent-6075"),
        ] {
            for language in ["zh", "en"] {
                let answer = try await run(text, ["--lang", language])
                #expect(answer.code == 65 && answer.errors.contains("[\(code)]"))
                #expect(answer.errors.isChinese == (language == "zh"), "\(answer.errors)")
            }
        }
    }

    @Test func `are drafted with refusals first, and never a permission without them`() throws {
        let consent = try FHIRConsentImporter().read(Array(ConsentFile.both.utf8))
        let draft = ConsentDraft(consent)
        #expect(try draft.chosen([], standing: []).map(\.permits) == [false, true])
        #expect(try draft.chosen([2], standing: []).map(\.number) == [2])
        #expect(try draft.chosen([1, 2], standing: [2]).map(\.number) == [1])
        #expect(try draft.chosen([1], standing: [2]).map(\.number) == [1])
        #expect(throws: Failure.self) { try draft.chosen([1], standing: []) }
        #expect(throws: Failure.self) { try draft.chosen([3], standing: []) }
        #expect(throws: Failure.self) { try draft.chosen([0], standing: []) }
    }
}
