import ArgumentParser
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// `tally rotate-key`: new keys for old ones. A new key is made at the machine where it lives.
struct RotateKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract:
            "Replace a key of a seat, gateway, governance, person; renew a certificate. 更换密钥。",
        subcommands: [
            Seat.self, Gateway.self, Governance.self, Staff.self, Lost.self, Certificate.self,
            Switch.self,
        ])

    /// What is printed.
    struct Answer: Encodable {
        let file: String
        let publicKey: String
        let draft: String?
    }

    struct Seat: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new seat key beside the old one. 生成新的席位密钥。")

        @Option(help: "The node's folder; the node goes on running.")
        var home: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let folder = NodeFolder(home)
                let key = try KeyRotation.makeNext(
                    .seat, folder, passphrase: passphrase.read(output.language))
                let answer = Answer(
                    file: folder.nextKey(.seat), publicKey: Hex.encode(key.verifyingKey.bytes),
                    draft: nil)
                try output.show(
                    answer,
                    zh: """
                        新密钥 \(answer.file)
                        下一步：
                          1. tally seat status --home \(home) --new-key -o seat.status
                          2. 由任一成员起草并提交：tally governance draft seat-change --status seat.status …
                          3. 上链后停下节点，tally rotate-key switch seat --home \(home)，再启动
                        """,
                    en: """
                        new key in \(answer.file)
                        next:
                          1. tally seat status --home \(home) --new-key -o seat.status
                          2. a member drafts and submits: tally governance draft seat-change --status seat.status …
                          3. when it is recorded stop the node, tally rotate-key switch seat --home \(home), start it
                        """)
            }
        }
    }

    struct Gateway: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new gateway key and draft its announcement. 生成并公告新的网关密钥。",
            discussion: """
                The old gateway key signs the draft at once; the governance key signs it off line. \
                Until the announced time the old key is used, from then on the new one.
                """)

        @Option(help: "The node's folder; the node must run.")
        var home: String

        @Option(help: "In how many minutes the new key takes effect; leave time for signing.")
        var inMinutes: UInt64 = 24 * 60

        @Option(name: .shortAndLong, help: "The draft to write.")
        var out: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let inMinutes = try Given.number(
                    inMinutes, in: KeyRotation.minutesAhead, "--in-minutes")
                let place = try OutputPlace(out)
                let folder = NodeFolder(home)
                let secret = try passphrase.read(output.language)
                let key = try KeyRotation.makeNext(.gateway, folder, passphrase: secret)
                let (session, gateway) = try await Session.ofGateway(folder, passphrase: secret)
                let draft = try await KeyRotation.draft(
                    .gateway, newKey: key.verifyingKey,
                    KeyPossession(
                        of: key, chain: session.chain, holder: session.person.member,
                        for: .gateway), inMinutes: inMinutes, session
                ).signing(with: gateway)
                try place.write(Array(draft.page.utf8))
                let answer = Answer(
                    file: folder.nextKey(.gateway), publicKey: Hex.encode(key.verifyingKey.bytes),
                    draft: out)
                try output.show(
                    answer,
                    zh: """
                        新密钥 \(answer.file)，草案 \(out)
                        下一步：治理密钥离线签名并提交；到生效时刻停下节点，
                        tally rotate-key switch gateway --home \(home)，再启动
                        """,
                    en: """
                        new key in \(answer.file), draft in \(out)
                        next: sign it off line with the governance key and submit it; at the announced
                        time stop the node, tally rotate-key switch gateway --home \(home), start it
                        """)
            }
        }
    }

    struct Governance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draft a new governance key; the old one signs off line. 更换治理密钥。",
            discussion: """
                Make the new key where it stays, `tally key new MEMBER --governance --out FILE`, and \
                there its proof: `tally key prove FILE --chain CHAIN --out PROOF`.
                """)

        @Option(help: "The proof that `tally key prove` wrote with the new key.")
        var keyProof: String

        @Option(help: "In how many minutes the new key takes effect; leave time for signing.")
        var inMinutes: UInt64 = 24 * 60

        @Option(name: .shortAndLong, help: "The draft to write.")
        var out: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let inMinutes = try Given.number(
                    inMinutes, in: KeyRotation.minutesAhead, "--in-minutes")
                let place = try OutputPlace(
                    out, reading: [session.key, keyProof] + session.cosigner)
                let session = try await Session.open(session, output.language)
                let proof = try session.proof(keyProof, for: .governance)
                let draft = try await KeyRotation.draft(
                    .governance, newKey: proof.claim.key, proof.possession,
                    inMinutes: inMinutes, session)
                try place.write(Array(draft.page.utf8))
                try GovernanceCommand.show(draft, out, output)
            }
        }
    }

    struct Staff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace a person's key, by the security officer. 更换人员密钥。",
            discussion: """
                The person makes the new key with `tally key new` and its proof with \
                `tally key prove`. The audit officer signs too: --cosigner.
                """)

        @Argument(help: "The person of your member, by their id.")
        var person: String

        @Option(help: "The proof that `tally key prove` wrote with the new key.")
        var keyProof: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let target = try Person("\(session.person.member)/\(person)")
                let proof = try session.proof(keyProof, for: .staff(target.staff))
                let action = RotateKey(
                    target: .staff(target.staff), newKey: proof.claim.key,
                    possession: proof.possession)
                try await session.finish(
                    session.transaction(action), submitting, output, zh: "新密钥即刻生效",
                    en: "the new key is in use from now on")
            }
        }
    }
}

extension RotateKeyCommand {
    struct Certificate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Renew the node's certificate under the same key. 同一密钥续期证书。",
            discussion: """
                The ledger knows the certificate's key, not its dates: nothing is to be recorded. \
                Restart the node to use it.
                """)

        @Option(help: "The node's folder.")
        var home: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let folder = NodeFolder(home)
                let until = try NodeKeys.renewCertificate(
                    in: folder, passphrase: passphrase.read(output.language))
                try output.show(
                    ["file": folder.certificate, "until": TimeText.shanghai(until.value)],
                    zh: "证书已续期至 \(TimeText.shanghai(until.value))：重启节点后使用",
                    en:
                        "renewed until \(TimeText.shanghai(until.value)); restart the node to use it"
                )
            }
        }
    }

    struct Switch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a new seat or gateway key in use; the node must not run. 启用新密钥。")

        @Argument(help: "seat or gateway.")
        var purpose: String

        @Option(help: "The node's folder.")
        var home: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let purposes: [String: KeyPurpose] = ["seat": .seat, "gateway": .gateway]
                guard let which = purposes[purpose] else {
                    throw Failure(
                        .usage, code: "purpose-unknown", zh: "应为 seat 或 gateway",
                        en: "seat or gateway")
                }
                let folder = NodeFolder(home)
                let retired = try KeyRotation.putInUse(which, folder)
                try output.show(
                    ["file": folder.key(which), "retired": retired],
                    zh: "\(folder.key(which)) 已是新密钥；旧密钥在 \(retired)",
                    en: "\(folder.key(which)) is the new key; the old one is \(retired)")
            }
        }
    }
}
