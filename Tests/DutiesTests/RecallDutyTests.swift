import CanonicalCoding
import Governance
import LedgerTypes
import Outbox
import Sealing
import TestSupport
import Testing
import WrittenText

@testable import Duties

/// What the two officers and the gateway of a member say together.
extension DutyWorld {
    /// m1 attests what its patient says.
    func attest(_ body: some LedgerAction) throws -> RecordID {
        let said = try signed(body, by: DutyRules.data, at: 1)
            .adding(signatureBy: DutyRules.key("staff/m1/physician"))
            .adding(signatureBy: DutyRules.key("gateway/m1"))
        let receipt = try commit(said)
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        return RecordID(said.id)
    }

    func consent(_ purpose: String) throws -> RecordID {
        try attest(
            RecordConsent(
                terms: ConsentTerms(
                    about: .subject(Self.pseudonym("p1", at: 1)),
                    scope: ConsentScope(
                        purposes: [purpose], maximumLevel: 5, notBefore: BlockTime(0),
                        notAfter: BlockTime(DutyRules.founded.value * 2)),
                    notice: .zero, isSeparate: true, document: .zero)))
    }

    /// A physician of m0 was given something for a purpose, by a consent.
    func given(for purpose: String) throws -> (consent: RecordID, permit: RecordID) {
        let consent = try consent(purpose)
        let asked = try signed(
            request(of: "p1", at: 1, purpose: purpose), by: DutyRules.physician, at: 0)
        #expect(try commit(asked).outcome == .permit)
        try settle(rounds: 4)
        return (consent, RecordID(asked.id))
    }

    func recall(_ permit: RecordID) -> Recall? { GovernanceQueries(ledger).recall(of: permit) }

    func file(_ folder: String, _ permit: RecordID, at index: Int = 0) throws -> [UInt8]? {
        let path = "\(folder)/\(permit).json"
        guard try disks[index].memory.size(of: path) != nil else { return nil }
        return try disks[index].memory.readAll(path)
    }
}

@Suite struct `Answering a withdrawal` {
    @Test func `deletes what was received, and says so on the chain`() throws {
        let world = try DutyWorld()
        let (consent, permit) = try world.given(for: "research")
        let payload = try #require(try world.file("inbox", permit))
        _ = try world.attest(WithdrawConsent(consent: consent, inOwnHand: false))
        #expect(world.recall(permit)?.state == .due)
        try world.settle()
        #expect(world.recall(permit)?.state == .deleted)
        #expect(try world.file("inbox", permit) == nil)
        #expect(world.standing(.recall, permit.digest, at: 0)?.stage == .done)
        #expect(world.entries(.answerWithdrawal).count == 1)
        // What was deleted is said, and nothing that stood in it.
        let note = try JSONReader.read(#require(try world.file("deleted", permit)))
        #expect(note["bytes"] == .number("\(payload.count)"))
        #expect(note["withdrawal"] == .text("\(consent)"))
        try world.settle()
        #expect(world.entries(.answerWithdrawal).count == 1)
    }

    @Test func `goes on after a stop between deleting and saying so`() throws {
        let world = try DutyWorld()
        let (consent, permit) = try world.given(for: "research")
        _ = try world.attest(WithdrawConsent(consent: consent, inOwnHand: false))
        world.turn(0)
        world.restart(0)
        // The disk takes the note and the deletion, and not the work.
        world.disks[0].refuseWriting("outbox/works")
        try world.settle(rounds: 2)
        #expect(try world.file("inbox", permit) == nil)
        let note = try #require(try world.file("deleted", permit))
        world.disks[0].refuseWriting()
        world.restart(0)
        world.now += 60_000
        try world.settle()
        #expect(world.recall(permit)?.state == .deleted)
        #expect(try world.file("deleted", permit) == note)
        #expect(
            world.entries(.answerWithdrawal).filter { $0.receipt.outcome == .accepted }.count == 1)
    }

    @Test func `nothing is deleted while the note cannot be written`() throws {
        let world = try DutyWorld()
        let (consent, permit) = try world.given(for: "research")
        world.disks[0].refuseWriting("deleted/")
        _ = try world.attest(WithdrawConsent(consent: consent, inOwnHand: false))
        try world.settle()
        #expect(try world.file("inbox", permit) != nil)
        #expect(world.recall(permit)?.state == .due)
        #expect(world.standing(.recall, permit.digest, at: 0)?.isHeldUp == true)
        world.disks[0].refuseWriting()
        world.now += 3_600_000
        try world.settle()
        #expect(world.recall(permit)?.state == .deleted)
    }

    @Test func `what was taken out of the inbox waits for a person`() throws {
        let world = try DutyWorld()
        let (consent, permit) = try world.given(for: "research")
        try world.disks[0].remove("inbox/\(permit).json")
        _ = try world.attest(WithdrawConsent(consent: consent, inOwnHand: false))
        try world.settle()
        let standing = try #require(world.standing(.recall, permit.digest, at: 0))
        #expect(standing.isHeldUp && standing.concern(on: world.ledger) == .waits)
        #expect(world.recall(permit)?.state == .due)
        try world.block(after: GovernanceLimits.recallAnswer.value)
        #expect(world.recall(permit)?.state == .overdue)
        #expect(standing.due(on: world.ledger) == world.recall(permit)?.due)
        #expect(standing.concern(on: world.ledger) == .overdue)
    }

    @Test func `what was given for care is kept or deleted as a person says`() throws {
        let world = try DutyWorld()
        let (consent, permit) = try world.given(for: "care")
        _ = try world.attest(WithdrawConsent(consent: consent, inOwnHand: false))
        try world.settle()
        #expect(world.recall(permit)?.state == .due)
        #expect(try world.file("inbox", permit) != nil)
        func answer(_ outcome: WithdrawalOutcome, _ reason: KeepingReason?) throws {
            let body = AnswerWithdrawal(
                permit: permit, withdrawal: consent, outcome: outcome, reason: reason,
                note: .zero)
            let said = try world.signed(body, by: DutyRules.data, at: 0)
                .adding(signatureBy: DutyRules.key("gateway/m0"))
            #expect(try world.commit(said).outcome == .accepted)
        }
        try answer(.kept, .medicalRecord)
        world.now += 3_600_000
        try world.settle()
        #expect(try world.file("inbox", permit) == nil)
        #expect(try world.file("kept", permit) != nil)
        #expect(world.standing(.recall, permit.digest, at: 0)?.isEnded != false)
        // A node that was away learns of it from the chain alone.
        world.restart(0)
        try answer(.deleted, nil)
        world.now += 3_600_000
        try world.settle()
        #expect(try world.file("kept", permit) == nil)
        #expect(try world.file("deleted", permit) != nil)
    }

    @Test func `what never arrived is said to have not`() throws {
        let world = try DutyWorld()
        world.away = [0]
        let (consent, permit) = try world.given(for: "research")
        #expect(world.record(permit)?.releases == 1)
        let parcels = world.parcels
        _ = try world.attest(WithdrawConsent(consent: consent, inOwnHand: false))
        try world.settle()
        #expect(world.recall(permit)?.state == .notReceived)
        // A parcel that comes late is not taken.
        world.away = []
        for parcel in parcels { world.receive(parcel.bytes, from: parcel.sender, at: 0) }
        try world.settle()
        #expect(try world.inbox(permit) == nil)
        #expect(world.record(permit)?.acknowledgements == 0)
    }
}
