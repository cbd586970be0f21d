import Governance
import Testing

@testable import TallyCommands

/// A patient's key is announced anew by two, and the old one objects: by commands alone.
enum PatientsKeyWalk {
    private static let officer = "centre-b/data-chen"

    static func run(_ net: RunningConsortium) async throws {
        let name = try net.network.name(of: "p002", at: "centre-b")
        let subject = name.pseudonym(suite: net.network.genesis.suite).description
        let witness = "nurse-lin"
        let cosigned = ["--cosigner", net.key("centre-b/\(witness)")]
        let old = try await key("old", of: subject, net)
        let new = try await key("new", of: subject, net)
        let registered = try await net.tally(
            [
                "subject", "register", subject, "--value", "\(name.value)", "--key-proof",
                old.proof,
            ] + cosigned, as: officer)
        #expect(registered.code == 0, "\(registered.errors)")
        let check = try net.scratch.file("check.txt", "identity card seen, 2026-11-30")
        func announce(_ more: [String]) async throws -> ToolAnswer {
            try await net.tally(
                [
                    "subject", "recover", subject, "--key-proof", new.proof, "--reason-code",
                    "lost",
                    "--identity-check", check, "--json",
                ] + more, as: officer)
        }
        let nobody = try await announce([])
        #expect(nobody.code == 64 && nobody.errors.contains("announcer-missing"))
        let alone = try await announce(["--witness", witness])
        #expect(alone.errors.contains("actor-unsigned"), "\(alone.errors)")
        let recovery = try net.id(
            try await announce(
                [
                    "--witness", witness, "--disclosures",
                    net.scratch.path + "/check.disclosures",
                ] + cosigned))
        for (language, words) in [("zh", "已公告"), ("en", "announced")] {
            let show = try await net.tally(
                ["subject", "show", subject], as: officer, language: language)
            #expect(show.code == 0 && show.output.contains(recovery), "\(show.errors)")
            #expect(show.output.contains(words) && show.output.contains(witness))
        }
        // The node tells people within moments: a notice that is outstanding now may be told by then.
        let notices = try await net.tally(["chain", "notices"], as: officer)
        #expect(notices.code == 0, "\(notices.errors)")
        try await object(recovery, old: old.file, new: new.file, net)
        let over = try await net.tally(["subject", "show", subject], as: officer, language: "zh")
        #expect(over.output.contains("已撤销"), "\(over.output)")
    }

    /// The new key stops nothing; the old one does, at another member's node.
    private static func object(
        _ recovery: String, old: String, new: String, _ net: RunningConsortium
    ) async throws {
        for (file, member, code) in [
            (new, officer, Int32(1)), (old, "hospital-a/data-sun", 0),
        ] {
            let answer = try await net.tally(
                [
                    "subject", "cancel-recovery", recovery, "--cosigner", file, "--patient-of",
                    "centre-b",
                ], as: member)
            #expect(answer.code == code, "\(answer.errors)\(answer.output)")
        }
    }

    /// A device of the patient: its secret, and the proof of its key for this holder.
    private static func key(
        _ name: String, of subject: String, _ net: RunningConsortium
    ) async throws -> (file: String, proof: String) {
        let file = "\(net.scratch.path)/patient-\(name).json"
        let proof = "\(net.scratch.path)/patient-\(name).proof"
        let passphrase = ["--passphrase-file", net.network.passphraseFile]
        for words in [
            ["key", "new", "my secret", "--patient", "--out", file],
            [
                "key", "prove", file, "--chain", net.network.genesis.chainID.description,
                "--holder", "centre-b", "--subject", subject, "--out", proof,
            ],
        ] {
            let made = await Tool.run(words + passphrase)
            #expect(made.code == 0, "\(made.errors)")
        }
        return (file, proof)
    }
}
