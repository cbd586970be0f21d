import ArgumentParser
import Foundation
import TestSupport

@testable import TallyCommands

/// What one call of the tool printed, and how it ended.
struct ToolAnswer {
    let code: Int32
    let output: String
    let errors: String
}

enum Tool {
    /// Runs the tool in this process and keeps what it prints.
    static func run(_ arguments: [String]) async -> ToolAnswer {
        let kept = Console.Kept()
        let code = await Console.$kept.withValue(kept) { await TallyTool.run(arguments) }
        return ToolAnswer(code: code, output: kept.output, errors: kept.errors)
    }

    /// Every command below the root, by the words that call it.
    static let commands: [(path: [String], type: any ParsableCommand.Type)] = below(Tally.self, [])

    private static func below(
        _ type: any ParsableCommand.Type, _ path: [String]
    ) -> [(path: [String], type: any ParsableCommand.Type)] {
        let groups = type.configuration.groupedSubcommands.flatMap(\.subcommands)
        return (type.configuration.ungroupedSubcommands + groups).flatMap { child in
            let words = path + [child._commandName]
            return [(words, child)] + below(child, words)
        }
    }
}

/// A folder of a test's own, away when the test is.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/tally-tool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        return file
    }

    /// A program that runs another one with a limit of open files, soft and hard.
    func limited(_ program: String, descriptors: Int) throws -> String {
        let script = try file(
            "limited", "#!/bin/sh\nulimit -n \(descriptors)\nexec '\(program)' \"$@\"\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
        return script
    }

    /// All files below, with their bytes.
    var contents: [String: Data] {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                FileManager.default.contents(atPath: path + "/" + name).map { (name, $0) }
            })
    }
}

extension String {
    /// True if a Chinese character is among them.
    var isChinese: Bool { unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) } }
}
