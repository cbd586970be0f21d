import Foundation
import Governance
import LedgerTypes
import Testing

@testable import TallyCommands

/// A consent from a file, through the tool, to the chain.
enum ConsentFileWalk {
    private static let officer = "centre-b/data-chen"

    static func run(_ net: RunningConsortium) async throws {
        let patient = net.story.facts.patient.description
        func record(_ text: String, _ more: [String]) async throws -> ToolAnswer {
            let file = try net.scratch.file("consent.fhir", text)
            return try await net.tally(
                [
                    "consent", "record", "--from", file, "--patient-checked", "--attested",
                    "--separate", "--cosigner",
                    net.key("centre-b/nurse-lin"),
                ] + more, as: officer)
        }
        let unchecked = try await net.tally(
            [
                "consent", "record", "--from",
                try net.scratch.file("unchecked.fhir", ConsentFile.both), "--subject", patient,
                "--attested", "--separate", "--cosigner", net.key("centre-b/nurse-lin"),
            ], as: officer)
        #expect(unchecked.code == 64 && unchecked.errors.contains("[patient-unchecked]"))
        let before = try await standing(net)
        try await faults(record, patient)
        #expect(try await standing(net) == before)
        let both = try await record(ConsentFile.both, ["--subject", patient])
        #expect(both.code == 0, "\(both.errors)")
        for words in [
            "may do anything", "不得为质量控制", "provision 2 is recorded", "provision 1 is recorded",
        ] {
            #expect(both.output.contains(words), "\(words): \(both.output)")
        }
        let after = try await standing(net)
        #expect(after.count == before.count + 2)
        // The same file once more changes nothing.
        let again = try await record(ConsentFile.both, ["--subject", patient, "--json"])
        #expect(again.code == 0 && again.output.contains("\"records\" : ["), "\(again.errors)")
        #expect(try await standing(net) == after)
        // Given together with other things it is another word, and not one that stands already.
        let other = try await net.tally(
            [
                "consent", "record", "--from",
                try net.scratch.file("together.fhir", ConsentFile.both), "--subject", patient,
                "--patient-checked", "--attested", "--cosigner", net.key("centre-b/nurse-lin"),
            ], as: officer)
        #expect(other.code == 0, "\(other.errors)")
        #expect(try await standing(net).count == after.count + 2)
    }

    private static func standing(_ net: RunningConsortium) async throws -> [String] {
        let show = try await net.tally(
            ["subject", "show", net.story.facts.patient.description], as: officer)
        return show.output.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("consent") || $0.hasPrefix("refusal")
        }
    }

    private static func faults(
        _ record: (String, [String]) async throws -> ToolAnswer, _ patient: String
    ) async throws {
        let year = ConsentFile.year
        let care = ConsentFile.purpose("TREAT")
        let other = #","performer":[{"reference":"RelatedPerson/m1"}]"#
        let cases: [(String, [String], Int32, String)] = [
            (ConsentFile.both, [], 64, "option-missing"),
            (ConsentFile.both, ["--purposes", "care"], 64, "file-says-it"),
            (ConsentFile.both, ["--refusal"], 64, "file-says-it"),
            (ConsentFile.both, ["--provision", "1"], 64, "refusals-first"),
            (ConsentFile.both, ["--provision", "9"], 64, "number-out-of-range"),
            (ConsentFile.both, ["--draft", "d.cbor"], 64, "provisions-several"),
            (ConsentFile.text(#"{"type":"permit",\#(care)}"#), [], 1, "nothing-recorded"),
            (
                ConsentFile.text(#"{"type":"permit",\#(year),\#(care)}"#, other), [], 64,
                "relation-missing"
            ),
            (ConsentFile.text(#"{"type":"permit","actor":[]}"#), [], 65, "consent-6075"),
            (
                ConsentFile.text(
                    #"{"type":"permit",\#(year),\#(care),\#(ConsentFile.receiver("hospitl-a"))}"#),
                [], 64, "member-unknown"
            ),
        ]
        for (text, more, code, name) in cases {
            let subject = name == "option-missing" ? [] : ["--subject", patient]
            let answer = try await record(text, subject + more)
            #expect(
                answer.code == code && answer.errors.contains("[\(name)]"),
                "\(name): \(answer.code) \(answer.errors)")
        }
    }
}
