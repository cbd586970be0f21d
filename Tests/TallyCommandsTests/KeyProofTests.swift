import Foundation
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import TallyCommands

/// Keys of patients and people on a running consortium, by the commands alone.
enum KeyProofSteps {
    private static let officer = "centre-b/data-chen"
    private static let name = SubjectName(
        holder: MemberID(unchecked: "centre-b"), value: CryptoSuite.ed25519SHA256.hash([5]))
    private static let patient = name.pseudonym(suite: .ed25519SHA256).description

    static func run(_ net: RunningConsortium) async throws {
        try await registersAPatient(net)
        try await refusesAnothersProof(net)
    }

    private static func made(_ words: [String], _ net: RunningConsortium) async throws {
        let answer = await Tool.run(words + ["--passphrase-file", net.network.passphraseFile])
        #expect(answer.code == 0, "\(words): \(answer.errors)")
    }

    private static func prove(
        _ key: String, holder: String, to proof: String, _ net: RunningConsortium
    ) async throws {
        try await made(
            [
                "key", "prove", key, "--chain", net.network.genesis.chainID.description,
                "--holder", holder, "--subject", patient, "--out", proof,
            ], net)
    }

    /// The patient's device makes the secret and the proof; the holder registers the key, and the
    /// patient withdraws through another member's node.
    private static func registersAPatient(_ net: RunningConsortium) async throws {
        let (key, proof) = (net.scratch.path + "/p005.json", net.scratch.path + "/p005.proof")
        try await made(["key", "new", "my secret", "--patient", "--out", key], net)
        try await prove(key, holder: "centre-b", to: proof, net)
        let registered = try await net.tally(
            [
                "subject", "register", patient, "--value", "\(name.value)", "--key-proof", proof,
                "--cosigner",
                net.key("centre-b/nurse-lin"),
            ], as: officer)
        #expect(registered.code == 0, "\(registered.errors)")
        let paper = try net.scratch.file("consent-p005.txt", "I agree to care")
        let consent = try net.id(
            try await net.tally(
                [
                    "consent", "record", "--subject", patient, "--purposes", "care",
                    "--maximum-level", "4", "--from", "2026-01-01", "--until", "2030-01-01",
                    "--document", paper, "--cosigner", key, "--disclosures",
                    net.scratch.path + "/p005.disclosures", "--json",
                ], as: officer))
        // Without the holder's name the device signs with the key for the submitting member.
        let other = "hospital-a/data-sun"
        let unknown = try await net.tally(
            ["consent", "withdraw", consent, "--cosigner", key], as: other)
        #expect(unknown.code == 1, "\(unknown.output)")
        let withdrawn = try await net.tally(
            ["consent", "withdraw", consent, "--cosigner", key, "--patient-of", "centre-b"],
            as: other)
        #expect(withdrawn.code == 0, "\(withdrawn.errors)")
    }

    private static func refusesAnothersProof(_ net: RunningConsortium) async throws {
        let (key, proof) = (net.scratch.path + "/p006.json", net.scratch.path + "/p006.proof")
        try await made(["key", "new", "another", "--patient", "--out", key], net)
        try await prove(key, holder: "hospital-a", to: proof, net)
        let refused = try await net.tally(
            ["subject", "register", patient, "--value", "\(name.value)", "--key-proof", proof],
            as: officer)
        #expect(refused.code == 65 && refused.errors.contains("[key-proof-other]"))
        // A pseudonym that is not of this member and this value is caught before anybody signs.
        let foreign = try await net.tally(
            ["subject", "register", patient, "--value", patient], as: officer)
        #expect(foreign.code == 65 && foreign.errors.contains("[pseudonym-foreign]"))
        let staff = try await net.tally(
            ["rotate-key", "staff", "nurse-lin", "--key-proof", proof], as: officer)
        #expect(staff.code == 65 && staff.errors.contains("[key-proof-other]"))
        let missing = try await net.tally(
            [
                "staff", "enrol", "nobody", "--roles", "nurse", "--clearance", "3", "--until",
                "2030-01-01",
            ], as: officer)
        #expect(missing.code == 64 && missing.errors.contains("[key-proof-missing]"))
    }
}
