import Bilingual
import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Duties
@testable import Outbox

@Suite struct `Where duties stand` {
    private func account(
        _ kind: WorkKind, _ world: DutyWorld, at index: Int
    ) throws -> WorkAccount {
        let standing = try #require(
            world.desks[index].standings?.first { $0.kind == kind }, "no \(kind.name)")
        return WorkAccount(standing, on: world.ledger)
    }

    @Test func `is not known before the outbox was read`() throws {
        let world = try DutyWorld()
        world.disks[1].refuseReading("outbox")
        world.restart(1)
        world.turn(1)
        #expect(world.desks[1].standings == nil)
        #expect(!world.desks[1].problems.isEmpty)
        world.disks[1].refuseReading()
        world.turn(1)
        #expect(world.desks[1].standings == [])
    }

    @Test func `says of a release for whom it is and why it waits`() throws {
        let world = try DutyWorld()
        world.away = [0]
        _ = try world.permit()
        try world.settle(rounds: 3)
        let account = try account(.release, world, at: 1)
        #expect(account.member == DutyRules.members[0])
        // The open health repeats it: it names no patient.
        #expect(account.whom.english == "m0" && account.patient != nil)
        #expect(account.why.english.contains("times to m0, not acknowledged yet"))
        #expect(account.why.chinese.contains("尚未确认"))
        #expect(account.concern == nil && account.next.english.hasPrefix("nothing"))
    }

    @Test func `concerns somebody once it waits for an hour while a quorum is there`() throws {
        let world = try DutyWorld()
        world.away = [0]
        _ = try world.permit()
        try world.settle(rounds: 3)
        // Alone: the chain's time stands, and when it leaps there is a moment for catching up.
        world.isCutOff = true
        world.turn(1)
        try world.block(after: 2 * 3_600_000)
        world.turn(1)
        #expect(try account(.release, world, at: 1).concern == nil)
        world.isCutOff = false
        world.turn(1)
        #expect(try account(.release, world, at: 1).concern == nil)
        world.now += Duties.Limits.settling
        world.turn(1)
        let found = try account(.release, world, at: 1)
        #expect(found.concern == .waits)
        #expect(found.next.english.contains("inbox/") && found.next.chinese.contains("接收方"))
    }

    @Test func `concerns somebody where the time for a notice is over`() throws {
        let world = try DutyWorld()
        world.takesTransactions = false
        _ = try world.permit()
        world.turn(1)
        let due = try account(.notice, world, at: 1)
        #expect(due.concern == nil && due.due != nil)
        #expect(due.whom.chinese.hasPrefix("患者"))
        try world.block(after: 25 * 3_600_000)
        world.turn(1)
        #expect(try account(.notice, world, at: 1).concern == .overdue)
    }

    @Test func `concerns nobody once the chain asks for it no more`() throws {
        let world = try DutyWorld()
        world.takesTransactions = false
        _ = try world.permit()
        world.turn(1)
        let work = try #require(world.desks[1].book?.open.first { $0.id.kind == .notice })
        guard case .sealed(let signed) = work.stage else {
            Issue.record("it is not sealed")
            return
        }
        #expect(!world.desks[1].runsOut(work.id))
        // A copy of the node, or the node before it was restored, did the same with another nonce.
        let other = world.gateways[1].transaction(
            signed.transaction.kind, payload: signed.transaction.payload, on: world.ledger,
            clock: world.ledger.time)
        #expect(other.id != signed.id)
        #expect(try world.commit(other).outcome == .accepted)
        world.turn(1)
        #expect(world.desks[1].runsOut(work.id))
        for minutes in [1, 10] as [UInt64] {
            try world.block(after: minutes * 60_000)
            world.turn(1)
            let account = try account(.notice, world, at: 1)
            #expect(account.concern == nil)
            #expect(account.why.english.contains("asked for no more"))
            #expect(account.why.chinese.contains("不再需要"))
        }
        try world.block(after: 2 * 3_600_000)
        world.turn(1)
        #expect(world.desks[1].book?[work.id]?.stage == .ended(.needless))
    }

    @Test func `has words in both languages for every kind and stage`() throws {
        let world = try DutyWorld()
        let signed = world.gateways[1].transaction(
            .release, payload: [], on: world.ledger, clock: world.ledger.time)
        let stages: [WorkStage] = [
            .drafted, .sealed(signed), .committed(signed.id, Height(1)),
            .ended(.done(Height(1))), .ended(.refused(Height(1), ReceiptCode(3_551))),
            .ended(.withdrawn(ReceiptCode(3_551))), .ended(.needless),
            .ended(.withheld(Height(1), ReceiptCode(6_062))),
        ]
        #expect(Set(stages.map(\.name)) == Set(StageName.allCases))
        for kind in WorkKind.allCases {
            #expect(WorkKind(name: kind.name) == kind)
            for stage in stages {
                var work = Work(
                    WorkID(kind, DutyRules.suite.hash([1])), chain: world.ledger.chain,
                    since: world.ledger.time)
                work.move(to: stage)
                let account = WorkAccount(WorkStanding(work), on: world.ledger)
                for words in [account.what, account.whom, account.why, account.next] {
                    #expect(!words.english.isEmpty)
                    let isChinese = words.chinese.unicodeScalars.contains { $0.value > 0x4e00 }
                    #expect(isChinese, "\(words)")
                }
                let refused = stage.name == .refused
                #expect(account.concern == (refused ? .refused : nil))
            }
        }
        #expect(WorkKind(name: "gift") == nil)
    }
}
