import LedgerTypes
import Links
import NIOCore
import NodeFiles
import SystemCalls

/// What is told of keys, certificates and refused links.
extension NodeProblem {
    private static func words(_ purpose: KeyPurpose) -> (english: String, chinese: String) {
        purpose == .seat ? ("seat", "席位") : ("gateway", "网关")
    }

    /// The new key is recorded, waits in the folder, and is not in use.
    static func keyNotSwitched(_ purpose: KeyPurpose) -> NodeProblem {
        let (english, chinese) = words(purpose)
        let name = purpose.rawValue
        return NodeProblem(
            purpose == .seat ? 7126 : 7162, .observing,
            "the ledger has this member's new \(english) key, which waits in `keys/\(name)-next.json`; "
                + "this node still signs with the old one, and is not heard",
            "账本已启用本机构新的\(chinese)密钥，新密钥仍在 `keys/\(name)-next.json`；本节点仍用旧密钥，其签名不被接受")
    }

    /// The key that the ledger names is not in the folder.
    static func keyNotHere(_ purpose: KeyPurpose) -> NodeProblem {
        let (english, chinese) = words(purpose)
        let name = purpose.rawValue
        return NodeProblem(
            purpose == .seat ? 7148 : 7149, .observing,
            "the ledger names another \(english) key of this member than `keys/\(name).json`, and it is "
                + "not waiting in keys/ either: this node is not heard",
            "账本所载本机构的\(chinese)密钥既不是 `keys/\(name).json`，也不在 keys/ 中待启用；本节点的签名不被接受")
    }

    static let memberSuspended = NodeProblem(
        7163, .observing,
        "this member is suspended: where it has no seat, peers take no link of its node, "
            + "which gets no further block",
        "本机构已被停用：无席位时其他节点拒绝连接，本节点收不到新区块")

    static func copyRuns(at address: String?) -> NodeProblem {
        NodeProblem(
            7164, .observing,
            "another node with this node's keys is running"
                + (address.map { ", met at \($0)" } ?? ": peers give it this node's links"),
            "另有节点正在使用本节点的密钥" + (address.map { "（\($0)）" } ?? "：其他节点的连接被其占用"))
    }

    static func peersCopied(_ members: [MemberID]) -> NodeProblem {
        let names = members.map(\.text)
        return NodeProblem(
            7188, .warning,
            "two nodes call with the keys of \(names.joined(separator: ", "))",
            "有两个节点使用 \(names.joined(separator: "、")) 的密钥发起连接")
    }

    static func certificateEnds(days: Int64) -> NodeProblem {
        NodeProblem(
            7144, .warning,
            "the node's certificate \(span(days).english); links go on, since the ledger's key decides",
            "节点证书\(span(days).chinese)；连接不受影响，以账本登记的公钥为准")
    }

    static func peersCertificatesEnd(_ days: [MemberID: Int64]) -> NodeProblem {
        let members = days.keys.sorted()
        let english = members.map { "that of \($0) \(span(days[$0] ?? 0).english)" }
        let chinese = members.map { "\($0) 的证书\(span(days[$0] ?? 0).chinese)" }
        return NodeProblem(
            7167, .warning,
            "certificates of peers: \(english.joined(separator: ", ")); links go on",
            "\(chinese.joined(separator: "、"))；连接不受影响")
    }

    private static func span(_ days: Int64) -> (english: String, chinese: String) {
        days >= 0
            ? ("ends in \(days) days", "将在 \(days) 天后到期")
            : ("ended \(-days) days ago", "已过期 \(-days) 天")
    }

    /// Links that are not there, or for blocks only, and why; nil if there are none.
    static func links(_ code: UInt64, _ standings: [LinkStanding]) -> NodeProblem? {
        guard !standings.isEmpty else { return nil }
        let (english, chinese) = list(standings)
        return NodeProblem(code, .warning, "links: \(english)", "连接情况：\(chinese)")
    }

    /// Members and why they are not linked.
    static func list(_ standings: [LinkStanding]) -> (english: String, chinese: String) {
        let english = standings.map { standing in
            guard let reason = standing.reason else { return "\(standing.member) (not heard yet)" }
            let place = standing.address.isEmpty ? "" : " at \(standing.address)"
            let who = standing.isPeers ? "it says: " : ""
            return "\(standing.member)\(place) (\(who)\(reason.words.english))"
        }
        let chinese = standings.map { standing in
            guard let reason = standing.reason else { return "\(standing.member)（尚无消息）" }
            let place = standing.address.isEmpty ? "" : " \(standing.address)"
            let who = standing.isPeers ? "对方称：" : ""
            return "\(standing.member)\(place)（\(who)\(reason.words.chinese)）"
        }
        return (english.joined(separator: ", "), chinese.joined(separator: "、"))
    }

    static func noQuorum(
        connected: Int, needed: Int, _ absent: [LinkStanding] = []
    ) -> NodeProblem {
        let (english, chinese) = list(absent)
        return NodeProblem(
            .noQuorum, .warning,
            "\(connected) seats can be reached with this one, \(needed) are needed: nothing is "
                + "committed until more are back"
                + (english.isEmpty ? "" : "; not linked: \(english)"),
            "目前可联系到 \(connected) 个席位（含本席位），需要 \(needed) 个才能提交区块"
                + (chinese.isEmpty ? "" : "；未连接：\(chinese)"))
    }

    static func fewSeatsSeen(
        linked: Int, needed: Int, _ absent: [LinkStanding]
    ) -> NodeProblem {
        let (english, chinese) = list(absent)
        return NodeProblem(
            7147, .warning,
            "\(linked) seats are linked, fewer than the \(needed) that decide: this node does not see "
                + "whether the chain goes on" + (english.isEmpty ? "" : "; not linked: \(english)"),
            "仅连接 \(linked) 个席位，少于法定 \(needed) 个：本节点无从得知链是否仍在前进"
                + (chinese.isEmpty ? "" : "；未连接：\(chinese)"))
    }

    static func crowded(_ figures: ConnectionFigures) -> NodeProblem {
        NodeProblem(
            .callersTurnedAway, .warning,
            "callers reached a limit of connections: \(figures.open) are open, at most \(figures.most) "
                + "and \(figures.mostOfOneHost) of one address may be; \(figures.turnedAway) were closed "
                + "or refused for it since the start, those that asked nothing first",
            "来访连接数达到上限：现有 \(figures.open) 个，总上限 \(figures.most) 个，每地址 "
                + "\(figures.mostOfOneHost) 个；启动以来因此关闭或拒绝 \(figures.turnedAway) 个，先关闭未提出请求者")
    }

    /// - Parameter milliseconds: positive if the peers are ahead.
    static func clockOff(milliseconds: Int64) -> NodeProblem {
        let size = length(milliseconds.magnitude)
        let isBehind = milliseconds > 0
        return NodeProblem(
            7143, .warning,
            "the clock of this machine is \(size.english) \(isBehind ? "behind" : "ahead of") those "
                + "of the peers",
            "本机时钟比其他节点\(isBehind ? "慢" : "快") \(size.chinese)")
    }

    private static func length(_ milliseconds: UInt64) -> (english: String, chinese: String) {
        let minutes = milliseconds / 60_000
        if minutes >= 60 {
            return ("\(minutes / 60) h \(minutes % 60) min", "\(minutes / 60) 小时 \(minutes % 60) 分")
        }
        if minutes >= 1 {
            let seconds = milliseconds / 1_000 % 60
            return ("\(minutes) min \(seconds) s", "\(minutes) 分 \(seconds) 秒")
        }
        return ("\(milliseconds) ms", "\(milliseconds) 毫秒")
    }

    /// An address at which the node should listen is not to be had.
    ///
    /// - Parameter key: the key in config.json that gives it.
    package static func addressTaken(
        _ address: String, key: String, _ error: any Error
    ) -> NodeProblem {
        let reason: (english: String, chinese: String)
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: reason = ("another program listens there", "已被其他程序占用")
        case EADDRNOTAVAIL: reason = ("this machine has no such address", "本机没有该地址")
        case EACCES: reason = ("this user may not listen there", "当前用户无权监听")
        default: reason = ("\(error)", "系统报告：\(error)")
        }
        return NodeProblem(
            .addressTaken, .halted,
            "cannot listen at \(address): \(reason.english); stop that program, or change `\(key)` in "
                + "config.json. Nothing was started, and no peer was called",
            "无法监听 \(address)：\(reason.chinese)；请停止该程序，或更改 config.json 的 `\(key)`。"
                + "节点尚未启动，也未连接任何成员")
    }

    /// A node reads its chain from the beginning before it answers.
    package static func starting(_ progress: StartProgress) -> NodeProblem {
        NodeProblem(
            7185, .warning,
            "the node is starting: block \(progress.height) of \(progress.tip) is checked",
            "节点正在启动：已核验区块 \(progress.height)/\(progress.tip)")
    }
}
