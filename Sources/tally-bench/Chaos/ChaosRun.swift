import Foundation
import LedgerTypes
import NodeTrials
import TallyClient

/// One run of chaos: stories one after another on one network under load, and after each of them
/// the same questions to every node.
final class ChaosRun {
    let network: TrialNetwork
    let watch: SignatureWatch
    let load: TrialLoad
    let audit: ChainAudit
    let narrator: ChaosNarrator
    var random: ChaosRandom
    /// Acknowledged entries that were found on all nodes.
    private var confirmed = 0

    init(
        _ network: TrialNetwork, watch: SignatureWatch, load: TrialLoad, narrator: ChaosNarrator,
        seed: UInt64
    ) {
        self.network = network
        self.watch = watch
        self.load = load
        self.narrator = narrator
        audit = ChainAudit(network.running, watch: watch)
        random = ChaosRandom(seed: seed)
    }

    /// Plays one story, then asks every node.
    func play(_ story: ChaosStory) throws {
        narrator.begin(story)
        switch story {
        case .kill: try kill()
        case .stop: try stop()
        case .partition: try partition()
        case .wiped: try wipe()
        case .oldBackup: try restoreOldBackup()
        case .flippedByte: try flipByte()
        case .fullDisk: try fillDisk()
        case .permitWithoutQuorum: try permitWithoutQuorum()
        case .twoOpenings: try openTwice()
        case .inboxClosed: try closeInbox()
        case .strangers: try crowd()
        case .growShrink: try growAndShrink()
        case .restored: try restore()
        case .recovered: try recover()
        }
        let acknowledged = try askEverybody()
        narrator.end(acknowledged: acknowledged, height: audit.height)
    }

    /// Acknowledged entries are on all nodes where it was said, blocks are equal, and nobody has
    /// signed two things. Returns how many entries were acknowledged since the last time.
    private func askEverybody() throws -> Int {
        let acknowledged = load.acknowledged
        let height = network.tip
        narrator.expect(
            network.waitUntilWell(at: height + 1), "所有节点恢复表决并继续出块",
            "all nodes vote again and go on to new blocks")
        try compare(network.voters, through: height, acknowledged)
        defer { confirmed = acknowledged.count }
        return acknowledged.count - confirmed
    }

    /// Reads some nodes up to a height: their blocks are equal, and hold what was acknowledged.
    func compare(
        _ members: [String], through height: UInt64, _ acknowledged: [TrialLoad.Acknowledged]
    ) throws {
        for member in members {
            // A node that stays behind has been told of; the others are compared all the same.
            guard let own = network.health(of: member)?.height else { continue }
            narrator.note(violations: try audit.read(member, through: min(own, height)))
        }
        narrator.note(violations: audit.missing(acknowledged[confirmed...]))
        narrator.note(conflicts: watch.conflicts)
    }

    /// Reads everything again from the first block on, on every node.
    func askEverythingAgain() throws {
        audit.forgetWhatWasRead()
        confirmed = 0
        _ = try askEverybody()
    }

    // MARK: what stories use

    /// Lets the load go on for a while.
    func pass(_ milliseconds: Int) { usleep(UInt32(milliseconds) * 1_000) }

    /// What a node's log must say since a mark, in these words.
    func expectSaid(
        _ words: String, by member: String, since mark: UInt64, seconds: Double = 30
    ) {
        let isSaid = network.wait(seconds: seconds) {
            network[member].log(from: mark).contains { $0.contains(words) }
        }
        narrator.expect(
            isSaid, "\(member) 的日志写明：“\(words)”", "the log of \(member) says \"\(words)\"")
    }

    /// Runs a command of `tally` as an operator would; what it said.
    @discardableResult
    func command(
        _ arguments: [String], exits code: Int32 = 0, _ zh: String, _ en: String
    ) throws -> String {
        let done = try TrialTool(network.tool).run(arguments)
        narrator.expect(done.code == code, zh, en)
        if done.code != code { narrator.say(done.text, done.text) }
        return done.text
    }

    /// Waits until somebody who still takes part is so many blocks further.
    func expectProgress(
        at member: String, by blocks: UInt64 = 2, _ zh: String, _ en: String
    ) {
        let from = network.health(of: member)?.height ?? 0
        narrator.expect(
            network.wait(for: member) { $0.height >= from + blocks }, zh, en)
    }
}
