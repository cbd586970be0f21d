import ArgumentParser
import NodeAPI

/// `tally duty`: what the member's node has to do for others, and why it waits.
struct DutyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Work for others: releases, notices, reports, records. 对外事项。",
        discussion: """
            The node does this work by itself. A work is drafted, sealed (handed in), committed (on \
            the chain, sent until it is acknowledged), and done; or refused by the chain, withdrawn \
            (its right ended) or needless.
            """,
        subcommands: [List.self, Show.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What waits, and for whom. 列出待办事项。",
            discussion: """
                Exit code 0 where nothing waits for somebody, 1 where somebody must look: the last \
                lines say of each what to do.
                """)

        @Flag(help: "Also what has ended.")
        var all = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let view = try await session.client.duties(withEnded: all)
                try output.show(view, zh: DutyText.list(view, .zh), en: DutyText.list(view, .en))
                if view.needsSomebody { throw DutyCommand.somebodyMustLook }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One duty: why it waits and what to do. 查看一件事项。",
            discussion: "Exit code 0 while it goes its way, 1 where somebody must look.")

        @Argument(
            help: """
                release, acknowledgement, notice, gate-report, offline-record, withholding or recall.
                """)
        var kind: String

        @Argument(help: "The permit, notice, proposal or record; its first characters are enough.")
        var subject: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let view = try await session.client.duty(kind, try await whole(session))
                try output.show(view, zh: DutyText.one(view, .zh), en: DutyText.one(view, .en))
                if view.concern != nil { throw DutyCommand.somebodyMustLook }
            }
        }

        /// The subject in full; first characters stand for the one that begins with them.
        private func whole(_ session: Session) async throws -> String {
            guard subject.utf8.count < 64 else { return subject }
            let found = try await session.client.duties(withEnded: true).duties
                .filter { $0.kind == kind && $0.subject.hasPrefix(subject.lowercased()) }
            guard let first = found.first else {
                throw Failure(
                    .refused, code: "no-such-duty", zh: "没有该事项：用 tally duty list --all 查看",
                    en: "there is no such duty: see tally duty list --all")
            }
            guard found.count == 1 else {
                throw Failure(
                    .usage, code: "duty-ambiguous",
                    zh: "有 \(found.count) 件事项以 `\(subject)` 开头：请多写几位",
                    en: "\(found.count) duties begin with `\(subject)`: give more characters")
            }
            return first.subject
        }
    }

    private static let somebodyMustLook = ExitCode(Failure.Kind.refused.rawValue)
}
