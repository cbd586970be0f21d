import ArgumentParser
import Interchange
import TallyClient

/// `tally import`: records of other systems.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read records of other systems. 导入其他系统的记录。",
        subcommands: [Consent.self])

    struct Consent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read HL7 FHIR Consents and say what they mean here. 阅读 FHIR 同意书。",
            discussion: """
                R4, R4B or R5, as JSON, XML, a Bundle or one resource a line. Every provision is \
                explained in one sentence in Chinese and English beside its place in the file, and \
                every element that has no mapping is named: nothing is dropped silently. With \
                --mapping FILE codes of other systems get a meaning. Nothing is recorded: that does \
                `tally consent record --from FILE`. Exit code 65 where some consent cannot be read.
                """)

        /// What a file gives: its consents, and the resources that give none.
        struct Answer: Encodable {
            struct Fault: Encodable {
                let place: String
                let code: String
                let message: TextView
            }
            var consents: [ConsentReview] = []
            var faults: [Fault] = []
        }

        @Argument(help: "A file with Consent resources.")
        var file: String

        @OptionGroup var reading: ConsentFileOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let all = try reading.readAll(try Files.read(file))
                if all.count == 1, case .failure(let fault) = all[0].result {
                    throw Failure(fault, at: all[0].place)
                }
                var answer = Answer()
                for item in all {
                    switch item.result {
                    case .success(let consent):
                        answer.consents.append(
                            ConsentReview(consent, ConsentDraft(consent), at: item.place))
                    case .failure(let fault):
                        answer.faults.append(Answer.Fault(fault, at: item.place))
                    }
                }
                try output.show(answer, zh: Self.text(answer, .zh), en: Self.text(answer, .en))
                // Patients and organizations stand beside the consents in Bundles.
                let isRead = all.allSatisfy { item in
                    if case .success = item.result { return true }
                    return item.isOther && !answer.consents.isEmpty
                }
                guard isRead else { throw ExitCode(Failure.Kind.badInput.rawValue) }
            }
        }

        private static func text(_ answer: Answer, _ language: DisplayLanguage) -> String {
            let faults = answer.faults.map { fault in
                let place = fault.place.isEmpty ? "" : fault.place + ": "
                return "✗  " + place + language.say(fault.message.zh, fault.message.en)
                    + " [\(fault.code)]"
            }
            return (answer.consents.map { $0.text(language) } + faults).joined(separator: "\n")
        }
    }
}

extension ImportCommand.Consent.Answer.Fault {
    fileprivate init(_ fault: ConsentImportFault, at place: String) {
        let failure = Failure(fault, at: "")
        self.init(
            place: place, code: failure.code, message: TextView(zh: failure.zh, en: failure.en))
    }
}
