import ArgumentParser
import CanonicalCoding
import Governance
import Interchange
import LedgerTypes
import TallyClient

/// `tally import`: records of other systems.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read records of other systems. 导入其他系统的记录。",
        subcommands: [Consent.self])

    struct Consent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Map an HL7 FHIR R4 Consent (JSON). 导入 FHIR 同意书。",
            discussion: """
                Prints every scope, and every element that has no mapping: nothing is dropped \
                silently. With --mapping FILE codes of other systems get a meaning. `tally consent \
                record` puts a scope on the chain.
                """)

        struct Answer: Encodable {
            struct Scope: Encodable {
                let path: String
                let permits: Bool
                let purposes: [String]
                let actions: [String]
                let categories: [String]
                let fields: [String]
                let maximumLevel: UInt64?
                let audiences: [String]
                let notBefore: Int64?
                let notAfter: Int64?
            }
            struct Unmapped: Encodable {
                let path: String
                let value: String
                let zh: String
                let en: String
            }
            let identifier: String
            let state: String
            let patient: String
            let scopes: [Scope]
            let unmapped: [Unmapped]
        }

        @Argument(help: "The Consent resource, JSON.")
        var file: String

        @Option(help: "Meanings of further codes, JSON.")
        var mapping: String?

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let answer = try read()
                try output.show(answer, zh: Self.text(answer, .zh), en: Self.text(answer, .en))
            }
        }

        private func read() throws -> Answer {
            let bytes = try Files.read(file)
            let meanings = try mapping.map { try Files.read($0) }
            do throws(ConsentImportFault) {
                var codes = ConsentMapping.standard
                if let meanings { codes = try codes.adding(file: meanings) }
                return Answer(try FHIRConsentImporter(mapping: codes).read(bytes))
            } catch {
                throw Failure(
                    .badInput, code: "consent-\(error.code)", zh: error.chinese, en: error.english)
            }
        }

        private static func text(_ answer: Answer, _ language: DisplayLanguage) -> String {
            var lines = ["\(answer.identifier)  \(answer.state)"]
            for scope in answer.scopes {
                let effect =
                    scope.permits ? language.say("准许", "permit") : language.say("不准", "deny")
                let until = scope.notAfter.map { TimeText.shanghai(UInt64(max(0, $0))) } ?? "–"
                lines.append(
                    "\(effect)  \(scope.purposes.joined(separator: ","))  "
                        + "\(scope.fields.joined(separator: ","))  ≤ \(until)  [\(scope.path)]")
            }
            for item in answer.unmapped {
                lines.append("?  \(item.path) = \(item.value): " + language.say(item.zh, item.en))
            }
            return lines.joined(separator: "\n")
        }
    }
}

extension ImportCommand.Consent.Answer {
    init(_ imported: ImportedConsent) {
        identifier = imported.identifier
        state = imported.state.rawValue
        patient = imported.patient
        scopes = imported.scopes.map {
            Scope(
                path: $0.path, permits: $0.permits, purposes: $0.purposes, actions: $0.actions,
                categories: $0.categories, fields: $0.fields, maximumLevel: $0.maximumLevel,
                audiences: $0.audiences, notBefore: $0.notBefore, notAfter: $0.notAfter)
        }
        unmapped = imported.unmapped.map {
            Unmapped(path: $0.path, value: $0.value, zh: $0.chinese, en: $0.english)
        }
    }
}
