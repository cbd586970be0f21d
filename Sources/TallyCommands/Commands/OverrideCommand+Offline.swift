import ArgumentParser
import CanonicalCoding
import Governance
import Interchange
import LedgerTypes
import NodeAPI
import NodeFiles
import Sealing
import TallyClient

extension OverrideCommand {
    /// `tally override offline`: an emergency while no quorum can be reached.
    struct Offline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "An emergency while the network is away. 断网时的应急越权。",
            discussion: """
                Your own node decides by the last committed charters, on your own member's patients \
                only. `draft` asks it; `sign` adds the approver's signature at another machine; \
                `open` shows the data, once; `status` tells whether the chain has the record. A draft \
                waits ten minutes. While a quorum is reached, use `tally override declare`.
                """,
            subcommands: [Draft.self, Sign.self, Open.self, Status.self])

        /// The files of one draft, put together.
        static func read(_ files: [String]) throws -> OfflineDraftFile {
            let pages = try files.map { try Files.page($0, as: OfflineDraftFile.self) }
            return try pages.dropFirst().reduce(pages[0]) { whole, page in
                guard let joined = whole.joined(page) else {
                    throw Failure(
                        .refused, code: "other-record",
                        zh: "各文件不是同一份离线记录：\(whole.id) 与 \(page.id)",
                        en: "the files are of two records: \(whole.id) and \(page.id)")
                }
                return joined
            }
        }

        /// What every step prints of a draft.
        struct Answer: Encodable {
            let record: String
            let sequence: UInt64
            let file: String
            let lacking: Int

            init(_ draft: OfflineDraftFile, file: String) {
                record = draft.id.description
                sequence = draft.record.sequence
                self.file = file
                lacking = draft.lacking
            }

            func text(_ language: DisplayLanguage) -> String {
                let next =
                    lacking > 0
                    ? language.say(
                        "还缺 \(lacking) 个签名：请批准人执行 tally override offline sign \(file) --out 新文件",
                        "\(lacking) signature(s) are lacking: the approver runs "
                            + "tally override offline sign \(file) --out NEW-FILE")
                    : language.say(
                        "签名已齐：请医师本人执行 tally override offline open \(file)",
                        "all have signed: the physician runs tally override offline open \(file)")
                return language.say(
                    "离线记录第 \(sequence) 号，编号 \(record)，已写入 \(file)\n\(next)（十分钟内有效）",
                    "offline record \(sequence), id \(record), written to \(file)\n"
                        + "\(next) (within ten minutes)")
            }
        }
    }
}

extension OverrideCommand.Offline {
    struct Draft: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have your node decide; writes what is to be signed. 就地裁决，写出待签文件。",
            discussion: """
                Signs with your key, and with each --cosigner at this machine. Each draft uses up a \
                number: one that is never opened stays visible as a gap.
                """)

        @OptionGroup var emergency: EmergencyOptions

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @Option(help: "File for what discloses the reason later; keep it.")
        var disclosures: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                try emergency.checkedHours()
                let place = try OutputPlace(out, reading: [self.session.key])
                let opening = try disclosures.map {
                    try OutputPlace($0, reading: [self.session.key])
                }
                let session = try await Session.open(session, output.language)
                let hidden = try emergency.hiddenReason(session.suite, output.language)
                let draft = try await ask(session, hidden.digest)
                try opening?.write(disclosing: [hidden.disclosure])
                let signed = session.keys.reduce(draft) { $0.signing(with: $1) }
                try place.write(Array(signed.page.utf8), secret: true)
                let answer = Answer(signed, file: out)
                try output.show(answer, zh: answer.text(.zh), en: answer.text(.en))
            }
        }

        /// The node's decision as a record; refused unless it is of what was asked for.
        private func ask(_ session: Session, _ reason: Digest) async throws -> OfflineDraftFile {
            let now = WallClock.now()
            let declaration = try emergency.declaration(
                holder: session.person.member, now: now, try await session.words())
            let scope = declaration.scope
            let view = try await session.client.draftOffline(
                OfflineDraftBody(
                    request: Governance.Request(
                        asset: scope.asset, subject: scope.subject, action: "read",
                        purpose: scope.purpose, fields: scope.fields, output: "raw",
                        clientTime: now),
                    declaration: declaration, reasonCommitment: reason))
            guard let bytes = Base64.decode(view.bytes),
                let record = try? OfflineRecord(canonical: bytes), record.scope == scope,
                record.chain == session.chain, record.reasonCommitment == reason
            else { throw ClientFault.unreadable("draft") }
            let draft = OfflineDraftFile(suite: session.suite, record: record)
            guard draft.id.description == view.record else {
                throw ClientFault.unreadable("draft")
            }
            return draft
        }
    }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign a draft; needs the file and the key, no network. 离线签名。",
            discussion: "Prints what is signed. The draft stays as it is; --out is a new file.")

        @Argument(help: "The draft.")
        var file: String

        @Option(name: .shortAndLong, help: "Your key file.")
        var key: String

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let place = try OutputPlace(out, reading: [file, key])
                let draft = try OverrideCommand.Offline.read([file])
                let holder = try KeyFile.read(key)
                guard draft.signers.map(\.description).contains(holder.owner) else {
                    let names = draft.signers.map(\.description).joined(separator: ", ")
                    throw Failure(
                        .noPermission, code: "not-a-signer",
                        zh: "\(holder.owner) 不是此记录的签名人；签名人为 \(names)",
                        en: "\(holder.owner) does not sign this record; its signers are \(names)")
                }
                let secret = try holder.signingKey(
                    .staff, suite: draft.suite, passphrase: try passphrase.read(output.language))
                let signed = draft.signing(with: secret)
                if !output.json { Console.print(draft.page) }
                try place.write(Array(signed.page.utf8), secret: true)
                let answer = Answer(signed, file: out)
                try output.show(answer, zh: answer.text(.zh), en: answer.text(.en))
            }
        }
    }
}
