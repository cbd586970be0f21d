import Bilingual
import BlockStore
import CanonicalCoding
import Consensus
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Diagnosis
@testable import Duties
@testable import Links
@testable import NodeFiles
@testable import Outbox
@testable import Replica

/// Facts of a node that is well, to be spoilt one at a time.
struct HealthSample {
    var heartbeat = Milliseconds(200)
    var diskSilence = Milliseconds(500)
    var freeBytes: UInt64? = 1 << 40
    var round = Round.first
    var missing: ReplicaReport.Missing?
    var claim: Height?
    var liars: [String] = []
    /// Members whose seats were not heard for 90 s.
    var away: [String] = []
    var dutySilence: Milliseconds?
    var clock = ClockStanding.agrees
    var suspended: [MemberID] = []
    var signing = ReplicaReport.Signing.signs
    var versions = ["1", "1"]
    var linked = 3
    var age = Milliseconds.seconds(2)
    var halt: NodeProblem?
    var hasSeat = true
    var own = OwnEnrolment()
    var links: [LinkStanding] = []
    var certificateDays: [MemberID: Int64] = [:]
    var copyAt: String?
    var copiedPeers: [MemberID] = []
    var duties: [WorkAccount] = []
    var isCrowded = false
    var terms = OfficeTerms()

    /// A work to which somebody has to see.
    static func duty(_ kind: WorkKind, _ concern: WorkConcern) -> WorkAccount {
        let suite = CryptoSuite.ed25519SHA256
        let chain = ChainID(suite.hash([1]))
        let work = Work(
            WorkID(kind, suite.hash([7])), chain: chain, since: BlockTime(1))
        let words = Wording(english: "as it is", chinese: "如此")
        return WorkAccount(
            standing: WorkStanding(work), concern: concern, what: words, whom: words, member: nil,
            patient: nil, due: nil, why: words, next: words,
            withdrawal: nil)
    }

    static func link(
        _ reason: LinkReason, byPeer: Bool = false, of member: String = "m1"
    ) -> LinkStanding {
        var standing = LinkStanding(member: MemberID(unchecked: member))
        standing.reason = reason
        standing.isPeers = byPeer
        standing.address = "192.0.2.1:7400"
        return standing
    }

    var facts: HealthFacts {
        let members = ["m0", "m1", "m2"].map { MemberID(unchecked: $0) }
        // Seats that are not linked offer nothing.
        let level = linked >= 3 ? claim ?? Height(7) : nil
        let seats = zip(members, versions + versions.suffix(1)).map { member, version in
            NodeHealth.Seat(
                member: member, isOwn: member == members[0],
                isLinked: !away.contains(member.text),
                silence: Milliseconds(away.contains(member.text) ? 90_000 : 44_000), lastVote: nil,
                tip: nil,
                claim: liars.contains(member.text) ? Height(900) : level, round: nil,
                version: version, clockOffset: nil, observes: nil)
        }
        var health = NodeHealth(
            member: members[0], chain: ChainID(.zero), role: .voting, height: Height(7),
            round: round, step: .prevote, isOpen: true, proposer: nil, suspended: suspended,
            seatReports: seats, missing: missing, signing: signing, next: nil,
            blockTime: BlockTime(1), entryCount: 3, sinceLastBlock: age, heartbeat: heartbeat,
            work: "votes", linked: [], seats: 4, quorum: 3, waitingTransactions: 0,
            waitingBytes: 0, highestClaim: claim, clock: clock, freeBytes: freeBytes,
            leastFreeBytes: 1 << 20, diskSilence: diskSilence, voteLogBytes: 0, voteLogRecords: 0,
            signedAt: nil, scrub: ScrubProgress(), counters: NodeCounters(), peersRefused: 0,
            syncFailures: 0, started: BlockTime(1), reachesQuorum: linked >= 3, isAtTip: linked >= 3
        )
        health.links = links
        health.certificateDays = certificateDays
        health.isCrowded = isCrowded
        health.dutySilence = dutySilence
        var facts = HealthFacts(
            health, hasSeat: hasSeat, linkedSeats: linked, age: age, patience: .seconds(10),
            proposeTimeout: .seconds(2), halt: halt)
        facts.own = own
        facts.copyAt = copyAt
        facts.copiedPeers = copiedPeers
        facts.duties = duties
        facts.terms = terms
        return facts
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

    @Test func `name the first duty that waits, and count the others`() throws {
        let duties = [WorkKind.release, .release, .acknowledgement].map {
            HealthSample.duty($0, .waits)
        }
        let problems = HealthRules.problems(HealthSample(duties: duties).facts)
        #expect(problems.map(\.code) == [7157])
        let problem = try #require(problems.first)
        #expect(problem.english.contains("release \(duties[0].standing.subject.short) for "))
        #expect(problem.english.contains("and 2 more; see `tally duty list`"))
        #expect(problem.chinese.contains("另有 2 项") && !HealthRules.stops(problem))
    }

    /// One sample for each row of the table.
    private static let rows =
        [
            (HealthSample(heartbeat: .seconds(12)), 7142),
            (HealthSample(diskSilence: .seconds(20)), 7174),
            (HealthSample(freeBytes: 1_100_000), 7130),
            (HealthSample(round: Round(4)), 7176),
            (HealthSample(claim: Height(40)), 7172),
            (HealthSample(away: ["m2"]), 7171),
            (HealthSample(dutySilence: .seconds(61)), 7146),
            (HealthSample(clock: .differs(-400)), 7143),
            (HealthSample(suspended: [MemberID(unchecked: "m0")]), 7175),
            (HealthSample(clock: .wrong(900)), 7143),
            (HealthSample(versions: ["1", "2"]), 7173),
            (HealthSample(linked: 2), 7140),
            (HealthSample(linked: 2, hasSeat: false), 7147),
            (HealthSample(missing: lacking, age: .seconds(30)), 7170),
            (HealthSample(age: .seconds(120)), 7141),
            (HealthSample(own: OwnEnrolment(isSuspended: true)), 7163),
            (
                HealthSample(links: [
                    HealthSample.link(.memberStopped, byPeer: true),
                    HealthSample.link(.memberStopped, byPeer: true, of: "m2"),
                ]), 7163
            ),
            (HealthSample(links: [HealthSample.link(.memberStopped, byPeer: true)]), 7165),
            (HealthSample(own: OwnEnrolment(otherSeatKey: true, waiting: [.seat])), 7126),
            (HealthSample(own: OwnEnrolment(otherSeatKey: true)), 7148),
            (HealthSample(own: OwnEnrolment(otherGatewayKey: true, waiting: [.gateway])), 7162),
            (HealthSample(own: OwnEnrolment(otherGatewayKey: true)), 7149),
            (HealthSample(own: OwnEnrolment(unknownCertificate: "aa")), 7145),
            (HealthSample(certificateDays: [m0: 59, m1: 60]), 7144),
            (HealthSample(certificateDays: [m0: 60, m1: -1]), 7167),
            (HealthSample(copyAt: "192.0.2.1:7400"), 7164),
            (HealthSample(copiedPeers: [m1]), 7188),
            (HealthSample(terms: terms { $0.staff = [term(20)] }), 7177),
            (HealthSample(terms: terms { $0.committee = [term(-1)] }), 7178),
            (HealthSample(terms: terms { $0.missing = [.audit] }), 7179),
            (HealthSample(terms: terms { $0.unlicensed = [term(1).person] }), 7189),
            (HealthSample(isCrowded: true), 7197),
            (HealthSample(links: [HealthSample.link(.otherChain)]), 7161),
            (
                HealthSample(
                    links: [HealthSample.link(.certificateNotEnrolled, byPeer: true)]), 7165
            ),
            (HealthSample(links: [HealthSample.link(.otherVersion)]), 7166),
            (HealthSample(links: [HealthSample.link(.gatewayKeyDiffers)]), 7168),
            (HealthSample(links: [HealthSample.link(.otherMember)]), 7169),
            (HealthSample(duties: [HealthSample.duty(.notice, .refused)]), 7153),
            (HealthSample(duties: [HealthSample.duty(.release, .waits)]), 7157),
            (HealthSample(duties: [HealthSample.duty(.notice, .overdue)]), 7158),
            (HealthSample(duties: [HealthSample.duty(.offlineRecord, .waits)]), 7159),
        ] as [(HealthSample, UInt64)]

    private static func terms(_ change: (inout OfficeTerms) -> Void) -> OfficeTerms {
        var terms = OfficeTerms()
        change(&terms)
        return terms
    }

    private static func term(_ days: Int64, _ name: String = "p") -> TermEnd {
        TermEnd(
            person: StaffReference(member: m0, staff: StaffID(unchecked: name)), office: "nurse",
            days: days)
    }

    @Test func `name terms by how soon they end, and count whom they do not name`() {
        let soon = [(-3, "over"), (0, "a"), (13, "b"), (14, "c"), (179, "d")]
            .map { Self.term($0.0, $0.1) }
        let problem = NodeProblem.staffTermsEnd(soon)
        for words in [
            "over: m0/over (nurse); within 14 days: m0/a (nurse), m0/b (nurse)",
            "within 60 days: m0/c (nurse)", "within 180 days: m0/d (nurse)",
        ] {
            #expect(problem.english.contains(words), "\(words)")
        }
        #expect(problem.chinese.contains("14 天内届满：m0/a"))
        let many = NodeProblem.committeeTermsEnd((0..<8).map { Self.term(5, "p\($0)") })
        #expect(many.english.contains("m0/p4 (nurse) and 3 more"))
    }

    private static let (m0, m1) = (MemberID(unchecked: "m0"), MemberID(unchecked: "m1"))
    private static let lacking = ReplicaReport.Missing(
        step: .prevote, have: 2, need: 3, members: [m1], awaitsProposal: false)

    @Test(arguments: rows)
    func `give each fact its number and a remedy`(sample: HealthSample, code: UInt64) {
        #expect(sample.codes == [code])
        #expect(Remedy.of(code) != nil)
    }

    @Test func `are made to happen here, each row of the table`() {
        let codes = HealthRules.table.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(Set(codes) == Set(Self.rows.map(\.1)))
    }

    @Test func `believe no single seat that claims to be far ahead`() {
        #expect(HealthSample(liars: ["m1"]).codes.isEmpty)
        #expect(HealthSample(liars: ["m1", "m2"]).codes == [7172])
    }

    @Test func `do not take followers for seats that say this member is suspended`() {
        let followers = ["court", "regulator"].map {
            HealthSample.link(.memberStopped, byPeer: true, of: $0)
        }
        #expect(HealthSample(links: followers).codes == [7165])
    }

    @Test func `advise nothing about keys to a node that is behind or hears nobody`() {
        let own = OwnEnrolment(otherSeatKey: true, otherGatewayKey: true)
        #expect(HealthSample(claim: Height(40), own: own).codes == [7172])
        #expect(HealthSample(linked: 1, own: own).codes == [7140])
        // A key that the ledger names and that waits is newer than the one in use in any case.
        var waiting = own
        waiting.waiting = [.gateway]
        #expect(HealthSample(linked: 1, own: waiting).codes == [7140, 7162])
        let peers = [HealthSample.link(.gatewayKeyDiffers)]
        #expect(HealthSample(claim: Height(40), links: peers).codes == [7172])
        // What a peer says of this node's key is its own ledger's word, which may be old.
        let said = [HealthSample.link(.gatewayKeyDiffers, byPeer: true)]
        #expect(HealthSample(links: said).codes.isEmpty)
    }

    @Test func `tell how far off a clock is, which way, and for how long a certificate holds`() {
        #expect(
            NodeProblem.clockOff(milliseconds: 86_400_000).english.contains("24 h 0 min behind"))
        #expect(NodeProblem.clockOff(milliseconds: -90_000).chinese.contains("快 1 分 30 秒"))
        #expect(NodeProblem.certificateEnds(days: -2).english.contains("ended 2 days ago"))
    }

    @Test(arguments: LinkReason.allCases)
    func `have words in both languages for every reason of a link`(reason: LinkReason) {
        let words = reason.words
        #expect(words.english.unicodeScalars.allSatisfy { $0.value < 0x2E80 })
        #expect(words.chinese.unicodeScalars.contains { $0.value >= 0x4E00 })
        #expect(reason.rawValue.utf8.count <= Limits.maximumRemarkBytes)
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
