import ArgumentParser
import Foundation
import Interchange
import TallyClient

extension OverrideCommand.Offline {
    /// `tally override offline open`: the data, once.
    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "See the data, once; by the physician of the draft. 医师本人查看数据，仅一次。",
            discussion: """
                The node makes the record durable before it shows anything. Give all files of the \
                draft that carry signatures. Without --out the data are printed.
                """)

        @Argument(help: "The draft, as each signer wrote it.")
        var files: [String]

        @Option(name: .shortAndLong, help: "The file for the data; left out: the output.")
        var out: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let draft = try OverrideCommand.Offline.read(files)
                let session = try await Session.open(session, output.language)
                try check(draft, session)
                if let out { try Files.reserve(out) }
                let data: Data
                do {
                    data = try await session.client.openOffline(
                        OfflineOpenBody(
                            record: draft.id.description, signed: draft.signatures))
                } catch {
                    if let out { try? FileManager.default.removeItem(atPath: out) }
                    throw error
                }
                try keep(data, of: draft)
            }
        }

        private func check(_ draft: OfflineDraftFile, _ session: Session) throws {
            guard draft.record.physician.description == session.person.description else {
                throw Failure(
                    .noPermission, code: "not-the-physician",
                    zh: "只有声明急情的医师 \(draft.record.physician) 本人可以打开",
                    en: "only \(draft.record.physician), who declared the emergency, opens it")
            }
            guard draft.lacking == 0 else {
                throw Failure(
                    .refused, code: "signatures-missing",
                    zh: "还缺 \(draft.lacking) 个签名：请批准人先执行 tally override offline sign",
                    en: "\(draft.lacking) signature(s) are lacking: the approver runs "
                        + "tally override offline sign first")
            }
        }

        /// They are shown once: where the file cannot be written they go to the output.
        private func keep(_ data: Data, of draft: OfflineDraftFile) throws {
            guard let out else {
                Console.write(data)
                return
            }
            do {
                try Files.replace(out, with: Array(data), secret: true)
            } catch {
                Console.write(data)
                throw error
            }
            let answer = Answer(draft, file: out)
            try output.show(
                answer,
                zh: "数据已写入 \(out)（仅此一次）。联网后记录自动上链；请于 6 小时内补记",
                en: "the data are in \(out), shown this once. The record goes on the chain when "
                    + "the network is back; write up within 6 hours")
        }
    }
}
