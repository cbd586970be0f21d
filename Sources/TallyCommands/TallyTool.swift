import ArgumentParser
import Foundation

/// The tool as one function: arguments in, text out, an exit code back.
///
/// Tests call it in their own process with another `Console`; the program `tally` does nothing else.
package enum TallyTool {
    /// Runs one command to its end.
    ///
    /// - Parameter arguments: what follows the program's name.
    /// - Returns: the code with which the process is to end; `Failure.Kind` lists them.
    package static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try Tally.parseAsRoot(arguments)
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
            return 0
        } catch let exit as ExitCode {
            return exit.rawValue
        } catch {
            return explain(error, arguments)
        }
    }

    /// Help that was asked for goes to the output; a wrong call is told on the error stream.
    private static func explain(_ error: any Error, _ arguments: [String]) -> Int32 {
        let code = Tally.exitCode(for: error).rawValue
        let text = Tally.fullMessage(for: error)
        guard code != 0 else {
            Console.print(text)
            return 0
        }
        let language = DisplayLanguage.of(arguments)
        Console.complain(language.say(UsageWords.chinese(text), text))
        return code
    }
}

extension DisplayLanguage {
    /// The language that a call asks for, also where the call itself is wrong.
    static func of(_ arguments: [String]) -> DisplayLanguage {
        for (index, word) in arguments.enumerated() {
            if word.hasPrefix("--lang=") {
                return DisplayLanguage(rawValue: String(word.dropFirst(7))) ?? .preferred
            }
            if word == "--lang", index + 1 < arguments.count {
                return DisplayLanguage(rawValue: arguments[index + 1]) ?? .preferred
            }
        }
        return .preferred
    }
}
