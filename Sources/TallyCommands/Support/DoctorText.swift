import TallyClient

/// The doctor's answer for people: what is wrong and what to do first, then the facts.
struct DoctorText {
    private let report: DoctorReport
    private let language: DisplayLanguage

    init(_ report: DoctorReport, _ language: DisplayLanguage) {
        self.report = report
        self.language = language
    }

    private func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

    private func word(_ word: String) -> String { ConsensusWords.say(word, language) }

    var text: String {
        var lines = [verdict]
        for problem in report.problems {
            lines.append("")
            lines.append("\(problem.code)  " + say(problem.zh, problem.en))
            if let remedy = problem.remedy {
                lines.append("      → " + say(remedy.zh, remedy.en))
            }
        }
        lines.append("")
        if let health = report.health { lines += facts(health) }
        if let folder = report.folder { lines += facts(folder) }
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        switch report.verdict {
        case 0: say("一切正常", "all is well")
        case 1: say("需要有人查看", "somebody should look")
        default: say("节点或链停滞", "the node or its chain stands still")
        }
    }

    private func seconds(_ milliseconds: UInt64?) -> String {
        guard let milliseconds else { return "–" }
        let tenths = milliseconds / 100
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) s" : "\(milliseconds / 1_000) s"
    }

    private func mebibytes(_ bytes: UInt64?) -> String {
        bytes.map { "\($0 / 1_048_576) MiB" } ?? "–"
    }

    private func facts(_ view: HealthView) -> [String] {
        let consensus = view.consensus
        var lines = [
            say("成员      ", "member      ") + view.member
                + say(
                    "（\(word(view.role))，\(word(consensus.signing))）",
                    " (\(view.role), \(consensus.signing))"),
            say("区块      ", "block       ") + "\(view.height)" + say("，", ", ")
                + (view.sinceLastBlockMilliseconds.map {
                    say("\(seconds($0))前", "\(seconds($0)) ago")
                } ?? say("启动后尚无新区块", "none since the start")),
            say("轮次      ", "round       ") + say("第 \(view.round) 轮，", "\(view.round), ")
                + word(consensus.step)
                + (consensus.open ? "" : say("（无待决内容）", " (nothing to decide)")),
            say("提案者    ", "proposer    ") + (consensus.proposer ?? "–"),
        ]
        if let missing = consensus.missing {
            lines.append(
                say("缺少票    ", "votes       ")
                    + "\(word(missing.step)) \(missing.have)/\(missing.need)"
                    + (missing.members.isEmpty
                        ? ""
                        : say("，缺：", "; missing: ")
                            + missing.members.joined(separator: say("、", ", "))))
        }
        if let next = consensus.next {
            lines.append(
                say("下一超时  ", "next        ") + word(next.kind)
                    + say("，", ", ") + seconds(next.milliseconds))
        }
        lines.append(
            say("法定席位  ", "quorum      ") + view.quorumText(language))
        lines += consensus.seats.map(line)
        lines += view.links.filter { $0.reason != nil }.map(line)
        lines += [
            say("磁盘      ", "disk        ") + mebibytes(view.disk.freeBytes)
                + say(" 可用，预留 ", " free, reserve ") + mebibytes(view.disk.leastFreeBytes),
            say("投票记录  ", "vote log    ")
                + say(
                    "\(view.disk.voteLogRecords) 条，\(view.disk.voteLogBytes) B",
                    "\(view.disk.voteLogRecords), \(view.disk.voteLogBytes) B")
                + (view.disk.signedHeight.map { say("，已签至高度 \($0)", "; signed up to height \($0)") }
                    ?? ""),
            say("复读区块  ", "scrub       ") + "\(view.disk.scrubHeight)/\(view.height)"
                + say("，第 \(view.disk.scrubPasses + 1) 遍", ", pass \(view.disk.scrubPasses + 1)"),
            say("待入块    ", "waiting     ") + "\(view.waitingTransactions)",
        ]
        return lines
    }

    /// Why a member is not linked, or for blocks only.
    private func line(_ link: HealthView.Link) -> String {
        let words = link.words.map { say($0.zh, $0.en) } ?? ""
        let who = link.saidByPeer ? say("对方称：", "it says: ") : ""
        let place = link.address.isEmpty ? "" : " \(link.address)"
        return say("连接      ", "link      ") + "\(link.member)\(place)  \(who)\(words)"
    }

    private func line(_ seat: ConsensusView.Seat) -> String {
        let silence = seat.silenceMilliseconds.map { seconds($0) }
        var parts = [
            seat.linked ? say("已连接", "linked") : say("未连接", "NOT linked"),
            silence.map { say("\($0)前有消息", "heard \($0) ago") }
                ?? say("从未收到消息", "never heard"),
        ]
        if let vote = seat.lastVote {
            let block = vote.block.map { String($0.prefix(8)) } ?? word("nil")
            parts.append("\(word(vote.step)) \(vote.height)/\(vote.round) \(block)")
        }
        if let tip = seat.tip { parts.append(say("高度 \(tip)", "at \(tip)")) }
        if let version = seat.version, !version.isEmpty { parts.append(version) }
        if let offset = seat.clockOffsetMilliseconds {
            parts.append(say("时钟 \(offset) ms", "clock \(offset) ms"))
        }
        if seat.observes == true { parts.append(say("仅观察", "observes")) }
        return "  \(seat.member)  " + parts.joined(separator: " · ")
    }

    private func facts(_ folder: DoctorReport.Folder) -> [String] {
        [
            say("文件夹    ", "folder      ") + folder.path
                + (folder.held ? say("（被节点占用）", " (held by a node)") : ""),
            say("区块      ", "blocks      ") + (folder.tip.map(String.init) ?? "–"),
            say("磁盘      ", "disk        ") + mebibytes(folder.freeBytes)
                + say(" 可用，预留 ", " free, reserve ") + mebibytes(folder.leastFreeBytes),
            say("投票记录  ", "vote log    ")
                + (folder.voteLogRecords.map {
                    say(
                        "\($0) 条，\(folder.voteLogBytes ?? 0) B",
                        "\($0), \(folder.voteLogBytes ?? 0) B")
                } ?? "–")
                + (folder.signedHeight.map { say("，已签至高度 \($0)", "; signed up to height \($0)") }
                    ?? ""),
        ]
    }
}

extension HealthView {
    /// How many seats must be reached, and whether they are: the first number is not how many are.
    func quorumText(_ language: DisplayLanguage) -> String {
        let need = language.say(
            "共 \(seats) 席，须 \(quorum) 席：", "\(quorum) of \(seats) seats needed: ")
        return need
            + (reachesQuorum ? language.say("可达", "reached") : language.say("不足", "NOT reached"))
    }
}
