import ArgumentParser
import Foundation
import LedgerTypes
import NodeFiles
import Sealing

/// `tally key`: people's key files.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make and show passphrase-protected key files. 生成与查看口令保护的密钥文件。",
        subcommands: [New.self, Prove.self, Show.self])

    /// What `key new` and `key show` print.
    struct Answer: Encodable {
        let file: String
        let purpose: String
        let owner: String
        let publicKey: String
        let keyID: String?
    }

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key for a person or a patient, or a governance key. 生成密钥。",
            discussion: """
                A patient's file holds one secret, from which another key follows for each holder. \
                Before a key is enrolled it signs what it is for: `tally key prove`.
                """)

        @Argument(
            help: "Whose key it is: hospital-a/dr-li; a MEMBER; a patient's own word for the file.")
        var owner: String

        @Flag(help: "A governance key of a member; make it at the machine where it stays.")
        var governance = false

        @Flag(help: "A patient's own secret; make it at the patient's device.")
        var patient = false

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                guard !(governance && patient) else {
                    throw Failure(
                        .usage, code: "purposes-two", zh: "--governance 与 --patient 只能给出一个",
                        en: "give --governance or --patient, not both")
                }
                let holder =
                    try governance
                    ? Given.member(owner).text : patient ? owner : Person(owner).description
                let place = try OutputPlace(out)
                let secret = try passphrase.read(output.language, isNew: true)
                let file =
                    try patient
                    ? KeyFile.newPatient(owner: holder, passphrase: secret)
                    : KeyFile(
                        SigningKey.generate(suite: .ed25519SHA256),
                        purpose: governance ? .governance : .staff, owner: holder,
                        passphrase: secret)
                try file.write(to: place.path)
                try Show.print(file, at: out, output)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the public part of a key file. 查看密钥文件的公开部分。")

        @Argument(help: "The key file.")
        var file: String

        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                try Self.print(try KeyFile.read(file), at: file, output)
            }
        }

        static func print(_ file: KeyFile, at path: String, _ output: OutputOptions) throws {
            let key = try? VerifyingKey(enrolling: file.publicPart, suite: .ed25519SHA256)
            let answer = Answer(
                file: path, purpose: file.purpose.rawValue, owner: file.owner,
                publicKey: Hex.encode(file.publicPart),
                keyID: file.purpose == .box ? nil : key?.id.description)
            try output.show(
                answer,
                zh: """
                    文件    \(path)
                    用途    \(answer.purpose)
                    归属    \(answer.owner)
                    公钥    \(answer.publicKey)
                    密钥号  \(answer.keyID ?? "—")
                    """,
                en: """
                    file        \(path)
                    purpose     \(answer.purpose)
                    owner       \(answer.owner)
                    public key  \(answer.publicKey)
                    key id      \(answer.keyID ?? "—")
                    """)
        }
    }
}
