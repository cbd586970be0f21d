import ArgumentParser
import Foundation
import NodeFiles

/// What every command that prints takes.
struct OutputOptions: ParsableArguments {
    @Option(name: .customLong("lang"), help: "Language of the output: zh or en.")
    var language: DisplayLanguage = .preferred

    @Flag(help: "Print one JSON value instead of text.")
    var json = false

    /// Prints text in the chosen language, or the value as JSON.
    func show(_ value: some Encodable, zh: @autoclosure () -> String, en: @autoclosure () -> String)
        throws
    {
        if json {
            Console.print(Self.encoded(value))
        } else {
            Console.print(language.say(zh(), en()))
        }
    }

    /// The value as readable JSON with sorted keys.
    static func encoded(_ value: some Encodable) -> String {
        String(decoding: JSONForm.bytes(value).dropLast(), as: UTF8.self)
    }

    /// Runs a command's work; a failure is printed in the chosen form and ends the process.
    func run(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let exit as ExitCode {
            throw exit
        } catch {
            report(Failure(error))
            throw ExitCode(Failure(error).kind.rawValue)
        }
    }

    private func report(_ failure: Failure) {
        let text: String
        if json {
            let body = ["code": failure.code, "zh": failure.zh, "en": failure.en]
            text = Self.encoded(["error": body])
        } else {
            text = "tally: " + language.say(failure.zh, failure.en) + " [\(failure.code)]"
        }
        Console.complain(text)
    }
}
