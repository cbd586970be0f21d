import Bilingual
import BlockStore
import CanonicalCoding
import Consensus
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import NodeRuntime
@testable import Replica

/// Facts of a node that is well, to be spoilt one at a time.
struct HealthSample {
    var heartbeat = Milliseconds(200)
    var diskSilence = Milliseconds(500)
    var freeBytes: UInt64? = 1 << 40
    var round = Round.first
    var missing: ReplicaReport.Missing?
    var claim: Height?
    var clock = ClockStanding.agrees
    var suspended: [MemberID] = []
    var signing = ReplicaReport.Signing.signs
    var versions = ["1", "1"]
    var linked = 3
    var age = Milliseconds.seconds(2)
    var halt: NodeProblem?

    var facts: HealthFacts {
        let members = ["m0", "m1"].map { MemberID(unchecked: $0) }
        let seats = zip(members, versions).map { member, version in
            NodeHealth.Seat(
                member: member, isOwn: member == members[0], isLinked: true,
                silence: Milliseconds(44_000), lastVote: nil, tip: nil, round: nil,
                version: version, clockOffset: nil, observes: nil)
        }
        let health = NodeHealth(
            member: members[0], chain: ChainID(.zero), role: .voting, height: Height(7),
            round: round, step: .prevote, isOpen: true, proposer: nil, suspended: suspended,
            seatReports: seats, missing: missing, signing: signing, next: nil,
            blockTime: BlockTime(1), entryCount: 3, sinceLastBlock: age, heartbeat: heartbeat,
            work: "votes", linked: [], seats: 4, quorum: 3, waitingTransactions: 0,
            waitingBytes: 0, highestClaim: claim, clock: clock, freeBytes: freeBytes,
            leastFreeBytes: 1 << 20, diskSilence: diskSilence, voteLogBytes: 0, voteLogRecords: 0,
            signedAt: nil, scrub: ScrubProgress(), counters: NodeCounters(), peersRefused: 0,
            syncFailures: 0, started: BlockTime(1), reachesQuorum: linked >= 3)
        return HealthFacts(
            health, hasSeat: true, linkedSeats: linked, age: age, patience: .seconds(10),
            proposeTimeout: .seconds(2), halt: halt)
    }

    var codes: [UInt64] { HealthRules.problems(facts).map(\.code) }
}

@Suite struct `Health rules` {
    private func missing(_ have: Int) -> ReplicaReport.Missing {
        ReplicaReport.Missing(
            step: .prevote, have: have, need: 3,
            members: [MemberID(unchecked: "m1"), MemberID(unchecked: "m3")], awaitsProposal: false)
    }

    @Test func `find nothing where nothing is wrong`() {
        #expect(HealthSample().codes.isEmpty)
    }

    @Test func `name the members whose votes a quorum lacks, once it takes too long`() throws {
        var sample = HealthSample(missing: missing(2))
        #expect(sample.codes.isEmpty)
        sample.age = .seconds(30)
        let problem = try #require(HealthRules.problems(sample.facts).first)
        #expect(problem.code == 7170)
        #expect(problem.english.contains("2 of 3 prevotes"))
        #expect(problem.english.contains("m1 (heard 44 s ago), m3 (never heard)"))
        #expect(problem.chinese.contains("m1") && problem.chinese.contains("2/3"))
        #expect(HealthRules.stops(problem))
    }

    @Test func `tell a quorum that disagrees from one that is missing`() {
        var sample = HealthSample(missing: missing(3))
        sample.age = .seconds(30)
        #expect(sample.codes.isEmpty)
        sample.age = .seconds(120)
        #expect(sample.codes == [7141])
    }

    @Test(
        arguments: [
            (HealthSample(heartbeat: .seconds(12)), 7142),
            (HealthSample(diskSilence: .seconds(20)), 7174),
            (HealthSample(freeBytes: 1_100_000), 7130),
            (HealthSample(round: Round(4)), 7176),
            (HealthSample(claim: Height(40)), 7172),
            (HealthSample(clock: .differs(-400)), 7143),
            (HealthSample(suspended: [MemberID(unchecked: "m0")]), 7175),
            (HealthSample(clock: .wrong(900)), 7143),
            (HealthSample(versions: ["1", "2"]), 7173),
            (HealthSample(linked: 2), 7140),
        ] as [(HealthSample, UInt64)])
    func `give each fact its number and a remedy`(sample: HealthSample, code: UInt64) {
        #expect(sample.codes == [code])
        #expect(Remedy.of(code) != nil)
    }

    @Test func `say for what the loop waits, and leave rounds alone where the node is halted`() {
        var sample = HealthSample(heartbeat: .seconds(12), missing: missing(1))
        sample.age = .seconds(60)
        sample.halt = .store(Wording(english: "x", chinese: "某"))
        #expect(sample.codes == [7110, 7142])
        let silent = HealthRules.problems(sample.facts).last
        #expect(silent?.english.contains("its votes") == true)
    }

    @Test(
        arguments: [
            StorageFault.full("blocks/x"), StorageFault.failed("blocks/x", error: 5),
            StoreFault.damagedBlock(Height(3), path: "x"), StoreFault.needsReopening,
            SignerFault.behind(
                last: SignerPosition(height: Height(3), round: .first, step: .prevote)),
            FileFault.missing(path: "x"), KeyFileFault.wrongPassphrase,
            KeyFileFault.wrongPurpose(expected: .seat, found: .gateway), CodingFault.notCanonical,
            NodeProblem.stalled(seconds: 9),
        ] as [any Error & Sendable])
    func `tell a fault to each reader in one language`(fault: any Error & Sendable) {
        let words = Wording(fault)
        #expect(words.english.unicodeScalars.allSatisfy { $0.value < 0x2E80 })
        #expect(words.chinese.unicodeScalars.contains { $0.value >= 0x4E00 })
        // What is left in Latin letters is a path.
        #expect(!words.chinese.contains(" is ") && !words.chinese.contains("the "))
        #expect(NodeProblem.store(fault).chinese.contains(words.chinese))
        #expect(NodeProblem.voteLog(fault).english.contains(words.english))
    }

    @Test func `remedies ascend and speak both languages`() {
        let codes = Remedy.all.map(\.code)
        #expect(codes == Set(codes).sorted())
        #expect(Remedy.all.allSatisfy { !$0.english.isEmpty && !$0.chinese.isEmpty })
    }
}
