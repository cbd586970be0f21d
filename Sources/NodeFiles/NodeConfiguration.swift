import Bilingual
import BlockStore
import Foundation
import LedgerTypes
import WrittenText

/// What is wrong with a configuration, for the operator.
package struct ConfigurationProblem: Error, Worded, Hashable, Sendable, CustomStringConvertible {
    /// The key in `config.json`.
    package let key: String
    package let english: String
    package let chinese: String

    package var description: String { "\(key.isEmpty ? "" : "`\(key)`: ")\(english) · \(chinese)" }
}

/// How one node runs; nothing in it is agreed on with others.
package struct NodeConfiguration: Sendable, Hashable {
    package var member: MemberID
    /// Where peers reach this node.
    package var listen: PeerAddress
    /// Where programs and pages of this member reach the node; loopback unless a proxy stands
    /// before it.
    package var api: PeerAddress
    package var peers: [MemberID: PeerAddress]
    /// An observer follows the chain and never signs a vote.
    package var observes: Bool
    /// One of trace, debug, info, notice, warning, error, critical.
    package var logLevel: String
    /// Below this many free bytes the node stops voting, so that its logs never tear.
    package var leastFreeBytes: UInt64
    /// Size at which a file of blocks is closed and sealed.
    package var segmentBytes = BlockStore.Limits.segmentBytes
    /// How fast the blocks on disk are read again, to find what the disk has changed.
    package var scrubBytesPerSecond: UInt64 = 2 * 1024 * 1024

    package init(
        member: MemberID, listen: PeerAddress, api: PeerAddress,
        peers: [MemberID: PeerAddress] = [:], observes: Bool = false, logLevel: String = "info",
        leastFreeBytes: UInt64 = 256 * 1024 * 1024
    ) {
        self.member = member
        self.listen = listen
        self.api = api
        self.peers = peers
        self.observes = observes
        self.logLevel = logLevel
        self.leastFreeBytes = leastFreeBytes
    }

    private struct Form: Codable {
        var member: String
        var listen: String
        var api: String
        var peers: [String: String]?
        var observes: Bool?
        var logLevel: String?
        var leastFreeBytes: UInt64?
        var segmentBytes: UInt64?
        var scrubBytesPerSecond: UInt64?
    }

    /// Reads the JSON of a configuration. A key that is unknown or stands twice is refused.
    package init(json: [UInt8]) throws(ConfigurationProblem) {
        let form: Form
        do throws(WrittenJSONFault) {
            form = try WrittenJSON.decode(from: json)
        } catch {
            throw Self.problem(error.path, error.english, error.chinese)
        }
        guard let member = MemberID(form.member) else {
            throw Self.problem("member", "lower-case letters, digits and hyphens", "应为小写字母、数字和连字符")
        }
        var peers: [MemberID: PeerAddress] = [:]
        for (name, text) in form.peers ?? [:] {
            guard let peer = MemberID(name) else {
                throw Self.problem("peers.\(name)", "not a member's name", "不是成员名称")
            }
            peers[peer] = try Self.address("peers.\(name)", text)
        }
        self.init(
            member: member, listen: try Self.address("listen", form.listen),
            api: try Self.address("api", form.api), peers: peers,
            observes: form.observes ?? false, logLevel: form.logLevel ?? "info",
            leastFreeBytes: form.leastFreeBytes ?? 256 * 1024 * 1024)
        if let bytes = form.segmentBytes {
            guard (16_384...(1 << 30)).contains(bytes) else {
                throw Self.problem(
                    "segmentBytes", "from 16384 to 1073741824", "应在 16384 至 1073741824 之间")
            }
            segmentBytes = Int(bytes)
        }
        if let rate = form.scrubBytesPerSecond {
            guard rate >= 1_024 else {
                throw Self.problem("scrubBytesPerSecond", "at least 1024", "不得小于 1024")
            }
            scrubBytesPerSecond = rate
        }
        let levels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
        guard levels.contains(logLevel) else {
            throw Self.problem(
                "logLevel", "one of \(levels.joined(separator: ", "))", "日志级别不在允许范围")
        }
    }

    package var json: [UInt8] {
        let form = Form(
            member: member.text, listen: "\(listen)", api: "\(api)",
            peers: Dictionary(uniqueKeysWithValues: peers.map { ($0.key.text, "\($0.value)") }),
            observes: observes, logLevel: logLevel, leastFreeBytes: leastFreeBytes,
            segmentBytes: segmentBytes == BlockStore.Limits.segmentBytes
                ? nil : UInt64(segmentBytes),
            scrubBytesPerSecond: scrubBytesPerSecond == 2 * 1024 * 1024 ? nil : scrubBytesPerSecond)
        return JSONForm.bytes(form)
    }

    private static func address(
        _ key: String, _ text: String
    ) throws(ConfigurationProblem) -> PeerAddress {
        guard let address = PeerAddress(text) else {
            throw problem(key, "an address such as 192.0.2.7:7400", "应为“主机:端口”")
        }
        return address
    }

    private static func problem(
        _ key: String, _ english: String, _ chinese: String
    ) -> ConfigurationProblem {
        ConfigurationProblem(key: key, english: english, chinese: chinese)
    }
}
