import Foundation
import Governance
import Testing

@testable import TallyCommands

/// The regulator's word on who may act as a physician: by commands alone.
enum LicenceWalk {
    private static let clerk = "regulator/clerk-jin"
    private static let physician = "hospital-a/dr-wang"

    static func run(_ net: RunningConsortium) async throws {
        let patient = net.story.facts.patient.description
        func ask(_ language: String) async throws -> ToolAnswer {
            try await net.tally(
                [
                    "request", "--subject", patient, "--action", "read", "--purpose", "care",
                    "--fields", "glucose",
                ], as: physician, language: language)
        }
        let before = try await ask("en")
        #expect([0, 1].contains(before.code) && !before.errors.contains("licence"))
        let own = try await net.tally(
            ["licence", "withdraw", physician], as: "hospital-a/officer-zhao")
        #expect(own.code == 1 && own.errors.contains("licensingKinds"), "\(own.errors)")
        let withdrawn = try await net.tally(["licence", "withdraw", physician], as: clerk)
        #expect(withdrawn.code == 0, "\(withdrawn.errors)")
        for (language, words) in [
            ("en", "took the person's licence back"), ("zh", "已被发证机关撤回"),
        ] {
            #expect(
                try await net.waits(for: 1) {
                    let answer = try await ask(language)
                    let isTold = answer.errors.contains(words)
                    return isTold ? answer : ToolAnswer(code: 0, output: "", errors: "")
                })
        }
        try await shown(net)
        let attest = ["licence", "attest", physician, "--until", "2030-01-01"]
        let alone = try await net.tally(attest, as: clerk)
        #expect(alone.code != 0, "\(alone.errors)")
        #expect(alone.errors.contains("Who signs such a transaction"), "\(alone.errors)")
        let inChinese = try await net.tally(attest, as: clerk, language: "zh")
        #expect(inChinese.errors.contains("推翻其他发证机关的证明，或恢复已撤回的执业证时：同机构另一人"))
        let again = try await net.tally(
            attest + ["--cosigner", net.key("regulator/aud-w")], as: clerk)
        #expect(again.code == 0, "\(again.errors)")
        let none = try await net.tally(
            ["licence", "attest", "centre-b/data-chen", "--until", "2030-01-01"], as: clerk)
        #expect(none.code == 1 && none.errors.contains("[licence-number-missing]"))
        try await founding(net)
    }

    /// What whoever attests looks at before: the enrolment, what was attested, and the number.
    private static func shown(_ net: RunningConsortium) async throws {
        let opening = "\(net.network.root)/hospital-a/salts/licence-dr-wang.hex"
        let show = ["licence", "show", physician]
        let opened = try await net.tally(show + ["--opening", opening], as: clerk)
        #expect(opened.code == 0 && opened.output.contains("taken back"), "\(opened)")
        #expect(opened.output.contains("\nnumber: "), "\(opened.output)")
        let chinese = try await net.tally(
            show + ["--opening", opening], as: clerk, language: "zh")
        #expect(chinese.output.contains("撤回") && chinese.output.contains("\n证号："))
        let other = try await net.tally(
            ["licence", "show", "hospital-a/dr-li", "--opening", opening], as: clerk)
        #expect(other.code == 1 && other.errors.contains("[opening-differs]"), "\(other.errors)")
        let unreadable = try await net.tally(
            show + ["--opening", net.network.passphraseFile], as: clerk)
        #expect(unreadable.code == 65, "\(unreadable.errors)")
        let nobody = try await net.tally(["licence", "show", "hospital-a/nobody"], as: clerk)
        #expect(nobody.code == 1 && nobody.errors.contains("[unknown-staff]"))
    }

    /// The cards of the network once more, and the licences that an authority and another attest.
    private static func founding(_ net: RunningConsortium) async throws {
        let root = net.network.root
        let consortium = "\(net.story.example)/consortium.json"
        let cards = net.network.source.members.map { "\(root)/\($0.id)/card.json" }
        let passphrase = ["--passphrase-file", net.network.passphraseFile]
        for (home, count, code) in [("regulator", 4, Int32(0)), ("hospital-a", 2, 65)] {
            let file = "\(net.scratch.path)/licences-\(home).json"
            let made = await Tool.run(
                [
                    "licence", "found", "--consortium", consortium, "--home", "\(root)/\(home)",
                    "--until", "2030-01-01", "-o", file, "--json",
                ] + cards + passphrase)
            #expect(made.code == 0, "\(made.errors)")
            #expect(made.output.matches(of: /"signature"/).count == count, "\(made.output)")
            let built = await Tool.run(
                [
                    "genesis", "build", "--consortium", consortium, "--licences", file, "--out",
                    "\(net.scratch.path)/genesis-\(home).cbor",
                ] + cards)
            #expect((built.code == 0) == (code == 0), "\(built.errors)")
            // All have one; without the file they are named.
            #expect(!built.output.contains("hospital-a/dr-wang"), "\(built.output)")
            let bare = await Tool.run(
                [
                    "genesis", "build", "--consortium", consortium, "--out",
                    "\(net.scratch.path)/bare-\(home).cbor",
                ] + cards)
            #expect(bare.code == 0, "\(bare.errors)")
            #expect(bare.output.contains("hospital-a/dr-wang"), "\(bare.output)")
            #expect(code == 0 || built.errors.contains("genesis-2315"), "\(built.errors)")
        }
    }
}
