import Foundation
import Governance
import LedgerTypes
import TestSupport
import Testing

@testable import TallyCommands

/// The example consortium on processes of the built program, with a charter in force and a patient.
final class RunningConsortium {
    let scratch: Scratch
    let network: DemoNetwork
    let story: DemoStory

    /// Runs a body on a running consortium, and ends its processes whatever happens.
    ///
    /// - Parameter descriptors: how many files and sockets a node may have open; nil as the system
    ///   has it.
    static func with(
        descriptors: Int? = nil, _ body: (RunningConsortium) async throws -> Void
    ) async throws {
        let running = try RunningConsortium(descriptors)
        defer { running.network.stopAll() }
        try await Console.$kept.withValue(Console.Kept()) {
            try await running.story.startNetwork()
            try await running.story.adoptCharter()
            try await running.story.registerPatient()
        }
        try #require(running.story.narrator.failures.isEmpty)
        try await body(running)
    }

    private init(_ descriptors: Int?) throws {
        let program =
            URL(fileURLWithPath: DemoCommand.executable).deletingLastPathComponent().path + "/tally"
        try #require(
            FileManager.default.isExecutableFile(atPath: program),
            "\(program) is not built: `swift build --build-tests` makes it")
        let example = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("genesis").path
        let scratch = try Scratch()
        self.scratch = scratch
        let executable = try descriptors.map { try scratch.limited(program, descriptors: $0) }
        network = try DemoNetwork(
            example: example, root: scratch.path + "/net", executable: executable ?? program,
            language: .en)
        story = DemoStory(
            network: network, narrator: DemoNarrator(language: .en), example: example)
    }

    /// Calls the tool as a person at the person's own node.
    func tally(
        _ words: [String], as person: String, language: String = "en"
    ) async throws -> ToolAnswer {
        let who = try Person(person)
        return await Tool.run(
            words + [
                "--node", network[who.member.text].address.absoluteString, "--key", key(person),
                "--passphrase-file", network.passphraseFile, "--lang", language,
            ])
    }

    func key(_ person: String) -> String {
        let parts = person.split(separator: "/")
        return "\(network.root)/\(parts[0])/staff/\(parts[1]).json"
    }

    /// The id that a command printed in JSON.
    func id(_ answer: ToolAnswer, _ name: String = "record") throws -> String {
        #expect(answer.code == 0, "\(answer.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
        return try #require((object as? [String: Any])?[name] as? String, "\(answer.output)")
    }

    /// Waits for a command to end with a code; true if it did.
    func waits(
        for code: Int32, seconds: Double = 60, _ call: () async throws -> ToolAnswer
    ) async throws -> Bool {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            if try await call().code == code { return true }
            try await Task.sleep(for: .milliseconds(200))
        }
        return false
    }

    /// Calls a command until it prints a text; the last answer, also where it never did.
    func answer(
        saying text: String, seconds: Double = 60, _ call: () async throws -> ToolAnswer
    ) async throws -> ToolAnswer {
        let deadline = Date().addingTimeInterval(seconds)
        var answer = try await call()
        while !answer.output.contains(text), Date() < deadline {
            try await Task.sleep(for: .milliseconds(200))
            answer = try await call()
        }
        return answer
    }
}
