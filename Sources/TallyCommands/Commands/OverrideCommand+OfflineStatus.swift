import ArgumentParser
import CanonicalCoding
import Governance
import Interchange
import LedgerTypes
import TallyClient

extension OverrideCommand.Offline {
    /// `tally override offline status`: whether the chain has what was opened without it.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whether the chain has the offline records. 离线记录是否已上链。",
            discussion: """
                With a draft: how that record stands. Exit code 0 where the chain has it, 2 where it \
                does not. Without one: what waits, and the gaps; 0 where nothing waits, else 2.
                """)

        @Argument(help: "A draft; left out: all records of the member.")
        var file: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let draft = try file.map { try OverrideCommand.Offline.read([$0]) }
                let session = try await Session.open(session, output.language)
                let view = try await session.client.offlineStanding()
                guard let draft else {
                    try output.show(view, zh: Self.text(view, .zh), en: Self.text(view, .en))
                    let isSettled =
                        view.waiting.isEmpty && view.lost.isEmpty && view.problems.isEmpty
                    if !isSettled { throw Self.notYet }
                    return
                }
                let standing = try await RecordStanding(draft, view, session)
                try output.show(standing, zh: standing.text(.zh), en: standing.text(.en))
                if standing.state != .anchored { throw Self.notYet }
            }
        }

        private static let notYet = ExitCode(Failure.Kind.indeterminate.rawValue)

        private static func text(
            _ view: OfflineStandingView, _ language: DisplayLanguage
        ) -> String {
            var lines = [
                view.isCutOff
                    ? language.say("本节点与网络断开", "this node is cut off")
                    : language.say("本节点可达法定席位", "this node reaches a quorum"),
                language.say("已上链至第 \(view.last) 号", "on the chain up to number \(view.last)"),
            ]
            lines += view.gaps.map {
                language.say(
                    "缺号 \($0.from)–\($0.through)：草稿未打开，或记录尚待上链",
                    "gap \($0.from)–\($0.through): drafts that were never opened, or that wait")
            }
            lines += view.waiting.map {
                let when = TimeText.shanghai($0.decided)
                return language.say(
                    "待上链：第 \($0.sequence) 号 \($0.record)，\($0.physician)，\(when)",
                    "waits: number \($0.sequence) \($0.record), \($0.physician), \(when)")
            }
            lines += view.lost.map {
                language.say("遗失：\($0)，曾据此显示数据", "lost: \($0); data were shown on it")
            }
            lines += view.problems.map { language.say("注意：\($0.zh)", "note: \($0.en)") }
            if view.waiting.isEmpty, view.lost.isEmpty, view.problems.isEmpty {
                lines.append(language.say("没有待上链的记录", "no record waits for the chain"))
            }
            return lines.joined(separator: "\n")
        }
    }
}

/// How one offline record stands, as far as the node can know.
struct RecordStanding: Encodable {
    enum State: String, Encodable {
        case anchored, waiting
        /// It was opened here, and neither the chain nor this node has it any more.
        case lost
        /// Files of this node cannot be read: it may be one of them.
        case unknown
        /// The chain is past its number, or the node has no such record: it was never opened here.
        case notOpened = "not-opened"
    }

    let record: String
    let sequence: UInt64
    let state: State
    let isCutOff: Bool
    /// The override on the chain; its duties are those of any other.
    let override: String?
    let writeUpDue: UInt64?
    let reviewDue: UInt64?
    /// What the chain found wrong, by number.
    let findings: [UInt64]
    /// What keeps the node from knowing all.
    let problems: [TextView]

    init(_ draft: OfflineDraftFile, _ view: OfflineStandingView, _ session: Session) async throws {
        record = draft.id.description
        sequence = draft.record.sequence
        isCutOff = view.isCutOff
        let (found, hidden) = try await Self.anchored(draft, session)
        override = found?.id.description
        writeUpDue = found?.writeUpDue.value
        reviewDue = found?.reviewDue.value
        findings = found?.offline?.findings.map(\.rawValue) ?? []
        let name = record
        problems = view.problems + [hidden].compactMap(\.self)
        state =
            if found != nil {
                .anchored
            } else if view.waiting.contains(where: { $0.record == name }) {
                .waiting
            } else if view.lost.contains(name) {
                .lost
            } else {
                problems.isEmpty ? .notOpened : .unknown
            }
    }

    /// The override that holds the record's digest, among those of its patient; or why the node does
    /// not show them.
    private static func anchored(
        _ draft: OfflineDraftFile, _ session: Session
    ) async throws -> (Override?, hidden: TextView?) {
        let subject: SubjectView
        do {
            subject = try await session.client.subject(draft.record.scope.subject)
        } catch ClientFault.refused(let refusal) where refusal.code == "no-standing" {
            return (nil, TextView(zh: refusal.chinese, en: refusal.english))
        }
        for text in subject.overrides.reversed() {
            let id = try Given.record(text, "override")
            guard let override = try await session.read(Tables.overrides, id) else {
                throw ClientFault.unreadable("override \(text)")
            }
            if override.offline?.record == draft.id { return (override, nil) }
        }
        return (nil, nil)
    }

    func text(_ language: DisplayLanguage) -> String {
        switch state {
        case .anchored:
            let due = writeUpDue.map(TimeText.shanghai) ?? "–"
            let flaws = findings.map(String.init).joined(separator: ", ")
            let noted =
                findings.isEmpty
                ? "" : language.say("\n链上附注 \(flaws)", "\nthe chain noted \(flaws)")
            return language.say(
                "已上链：离线记录第 \(sequence) 号\n越权编号 \(override ?? "–")\n补记截止 \(due)",
                "on the chain: offline record \(sequence)\noverride \(override ?? "–")\n"
                    + "write up by \(due)") + noted
        case .waiting:
            let why =
                isCutOff
                ? language.say("本节点仍断网", "this node is still cut off")
                : language.say("正在提交", "it is being submitted")
            return language.say(
                "已打开，待上链：离线记录第 \(sequence) 号，\(why)",
                "opened, waits for the chain: offline record \(sequence), \(why)")
        case .lost:
            return language.say(
                "已打开并显示过数据，但链上与本节点均已没有该记录（离线记录第 \(sequence) 号）：请从备份恢复其文件，"
                    + "否则请告知委员会",
                "it was opened and data were shown, and neither the chain nor this node has it any "
                    + "more (offline record \(sequence)): restore its file from a backup, or tell "
                    + "the committee")
        case .unknown:
            let faults = problems.map { language.say($0.zh, $0.en) }.joined(separator: "\n")
            return language.say(
                "不得而知：链上没有该记录，而本节点的部分文件无法读取\n\(faults)",
                "not known: the chain does not have it, and files of this node cannot be read\n"
                    + faults)
        case .notOpened:
            return language.say(
                "链上与本节点均无此记录：草稿未打开（离线记录第 \(sequence) 号）",
                "neither the chain nor this node has the record: the draft was not opened "
                    + "(offline record \(sequence))")
        }
    }
}
