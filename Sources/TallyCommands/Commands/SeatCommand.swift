import ArgumentParser
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// `tally seat`: who votes, and what a node that is to vote hands in.
struct SeatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seat",
        abstract: "List the seats; make the status of a node that is to vote. 席位：列出、出具状态。",
        subcommands: [List.self, Status.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the seats in force. 列出现行席位。")

        struct Answer: Encodable {
            let member: String
            let key: String
        }

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let seats = try await Session.open(session, output.language).seats()
                let answer = seats.seats.map {
                    Answer(member: $0.member.text, key: Hex.encode($0.key.bytes))
                }
                let rows = answer.map { "\($0.key)  \($0.member)" }.joined(separator: "\n")
                try output.show(
                    answer, zh: "\(rows)\n共 \(seats.count) 席，满 \(seats.quorum) 席生效",
                    en: "\(rows)\n\(seats.count) seats, \(seats.quorum) decide")
            }
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say with the seat's key that this node has caught up. 出具“已追上”状态。",
            discussion: """
                Run it at the node that is to vote, while it runs and is at the height of its peers. \
                Hand the file to a member, who drafts the change of seats from it.
                """)

        struct Answer: Encodable {
            let file: String
            let member: String
            let height: UInt64
            let key: String
        }

        @Option(help: "The node's folder; the node must run.")
        var home: String

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @Flag(help: "Sign with the new key that `tally rotate-key seat` made.")
        var newKey = false

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let place = try OutputPlace(out)
                let folder = NodeFolder(home)
                let file = try await SeatStatusMaking(
                    folder, passphrase: try passphrase.read(output.language)
                ).file(keyFile: newKey ? folder.nextKey(.seat) : folder.key(.seat))
                try place.write(Array(file.page.utf8))
                let answer = Answer(
                    file: out, member: file.status.member.text, height: file.status.height.value,
                    key: Hex.encode(file.key.bytes))
                try output.show(
                    answer,
                    zh: "已写入 \(out)：\(answer.member)，高度 \(answer.height)；请交给任一成员起草席位变更",
                    en:
                        "written to \(out): \(answer.member) at \(answer.height); hand it to a member, "
                        + "who drafts the change of seats")
            }
        }
    }
}
