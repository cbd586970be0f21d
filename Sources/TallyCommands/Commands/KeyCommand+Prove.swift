import ArgumentParser
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing

extension KeyCommand {
    /// What `key prove` prints.
    struct Proof: Encodable {
        let file: String
        let publicKey: String
        let holder: String
        let chain: String
    }

    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a new key sign what it is for, before it is enrolled. 新密钥声明用途。",
            discussion: """
                Whoever enrols the key asks for this file. It holds no secret. A person's and a \
                governance key say themselves whose they are; a patient's key needs --holder and \
                --subject, and another key signs for each holder.
                """)

        @Argument(help: "The key file.")
        var file: String

        @Option(help: "The digest of the chain, as `tally genesis inspect` shows it.")
        var chain: String

        @Option(help: "Of a patient's key: the member that keeps the record.")
        var holder: String?

        @Option(help: "Of a patient's key: the pseudonym that the holder gave.")
        var subject: String?

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let place = try OutputPlace(out, reading: [file])
                let found = try KeyFile.read(file)
                let chain = try Given.chain(chain)
                let (holder, purpose) = try use(of: found)
                let key = try found.signer(
                    patientOf: holder, suite: .ed25519SHA256,
                    passphrase: try passphrase.read(output.language))
                let claim = KeyClaim(
                    chain: chain, holder: holder, purpose: purpose, key: key.verifyingKey)
                let proof = try KeyProofFile(
                    claim: claim, possession: KeyPossession(of: claim, by: key))
                try place.write(Array(proof.page.utf8))
                let answer = Proof(
                    file: out, publicKey: Hex.encode(claim.key.bytes), holder: holder.text,
                    chain: self.chain)
                try output.show(
                    answer,
                    zh: "证明已写入 \(out)：请交给登记人员；公钥 \(answer.publicKey)",
                    en: "the proof is in \(out): hand it to whoever enrols the key; public key "
                        + answer.publicKey)
            }
        }

        /// Whose the key is and what for, by its file or, of a patient's, by the options.
        private func use(of file: KeyFile) throws -> (MemberID, KeyClaim.Purpose) {
            switch file.purpose {
            case .staff:
                let person = try Person(file.owner)
                return (person.member, .staff(person.staff))
            case .governance:
                return (try Given.member(file.owner), .governance)
            case .patient:
                guard let holder, let subject else {
                    throw Failure(
                        .usage, code: "patient-incomplete",
                        zh: "患者密钥须给出 --holder（持有机构）与 --subject（该机构给出的假名）",
                        en: "a patient's key needs --holder, the member that keeps the record, and "
                            + "--subject, the pseudonym that it gave")
                }
                return (try Given.member(holder), .subject(try Given.pseudonym(subject)))
            case .seat, .gateway, .box, .certificate, .pseudonym:
                throw Failure(
                    .usage, code: "purpose-unproved",
                    zh: "`\(file.purpose.rawValue)` 密钥由节点自身证明：见 tally rotate-key 与 "
                        + "tally seat status",
                    en: "a `\(file.purpose.rawValue)` key is proved by its node: see "
                        + "`tally rotate-key` and `tally seat status`")
            }
        }
    }
}
