import CanonicalCoding
import EvidenceTree
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Execution
@testable import Governance

@Suite struct `Execution of blocks` {
    let consortium: TestConsortium
    init() throws { consortium = try TestConsortium() }

    private func anchor(_ number: UInt64, at time: BlockTime) -> SignedTransaction {
        consortium.signed(
            AnchorDigest(what: .exhibit, digest: TestConsortium.suite.hash(number.canonicalBytes)),
            by: "court-q", keys: ["gateway/court-q"], nonce: number, at: time)
    }

    private func execute(
        _ transactions: [SignedTransaction], after milliseconds: UInt64 = 1,
        on state: LedgerState
    ) throws -> ExecutedBlock {
        try BlockExecution.execute(
            inputs(transactions, time: BlockTime(state.time.value + milliseconds), on: state),
            on: state)
    }

    private func inputs(
        _ transactions: [SignedTransaction] = [], height: Height? = nil, time: BlockTime,
        on state: LedgerState
    ) -> BlockInputs {
        BlockInputs(
            transactions: transactions, parentCertificate: nil,
            parent: consortium.genesis.header(consortium.state).id(suite: .ed25519SHA256),
            height: height ?? state.height.next, time: time, proposer: SeatIndex(0))
    }

    @Test func `the same transaction has effect once, in one block or in two`() throws {
        let once = anchor(1, at: consortium.state.time)
        let first = try execute([once, once], on: consortium.state)
        #expect(first.entries.map(\.receipt.outcome) == [.accepted, .refused])
        #expect(first.entries[1].receipt.code == Refusal.duplicate.code)
        let second = try execute([once], on: first.state)
        #expect(second.entries[0].receipt.code == Refusal.duplicate.code)
        #expect(second.entryCount == 3)
        #expect(Admission.isSpent(once, second.state))
    }

    @Test
    func `a block that goes on beyond what executing may cost is built by none, taken by none`()
        throws
    {
        var chain = try SeatedChain()
        var parameters = chain.state.parameters
        parameters.proposeTimeout = Milliseconds(100)
        let keys = ["hospital-a", "centre-b", "centre-c"].map { "governance/\($0)" }
        #expect(
            try chain.refusal(ChangeParameters(parameters: parameters), keys: keys) == nil)
        let time = BlockTime(chain.state.time.value + 1_000)
        let anchors = (0..<202 as Range<UInt64>).map { anchor($0, at: time) }
        let admitted = try anchors.map {
            try Admission.admit($0, chain.state, now: time)
        }
        let built = try BlockExecution.build(
            chain.inputs(anchors), from: admitted, on: chain.state)
        #expect(built.inputs.transactions == Array(anchors.prefix(100)))
        #expect(built.result.cost == 100)
        let most = Array(anchors.prefix(200))
        #expect(try BlockExecution.execute(chain.inputs(most), on: chain.state).cost == 200)
        #expect(throws: BlockRefusal.tooExpensive) {
            try BlockExecution.execute(chain.inputs(anchors), on: chain.state)
        }
        #expect(throws: BlockRefusal.tooExpensive) {
            try BlockExecution.execute(
                chain.inputs(anchors), admitted: admitted, on: chain.state)
        }
    }

    @Test func `what a transaction reads and writes of the state is part of its cost`() {
        let signed = anchor(1, at: consortium.state.time)
        var use = StateUse()
        use.add([UInt8](repeating: 0, count: 100))
        #expect(TransactionCost.cost(of: signed, using: use) == 1)
        use.add([UInt8](repeating: 0, count: 1 << 20))
        #expect(TransactionCost.cost(of: signed, using: use) == 33)
        for _ in 0..<1_280 { use.add(nil) }
        #expect(TransactionCost.cost(of: signed, using: use) == 43)
    }

    @Test func `ids are forgotten once they have expired, and only then`() throws {
        let once = anchor(1, at: consortium.state.time)
        var state = try execute([once], on: consortium.state).state
        state = try execute([], after: 3_500_000, on: state).state
        #expect(Admission.isSpent(once, state))
        state = try execute([], after: 200_000, on: state).state
        #expect(!Admission.isSpent(once, state))
        #expect(throws: BlockRefusal.notAdmitted(at: 0, .expired)) {
            try execute([once], on: state)
        }
    }

    @Test func `refuses a wrong height, a time that does not rise and what is not admitted`()
        throws
    {
        let state = consortium.state
        #expect(throws: BlockRefusal.wrongHeight(expected: Height(1), found: Height(2))) {
            try BlockExecution.execute(
                inputs(height: Height(2), time: BlockTime(state.time.value + 1), on: state),
                on: state)
        }
        #expect(throws: BlockRefusal.timeNotAfterParent) {
            try BlockExecution.execute(inputs(time: state.time, on: state), on: state)
        }
        let foreign = SignedTransaction(
            Transaction(
                suite: .ed25519SHA256, chain: ChainID(.zero), kind: .anchor,
                member: MemberID("court-q")!, nonce: [UInt8](repeating: 0, count: 16),
                validUntil: BlockTime(state.time.value + 10),
                payload: AnchorDigest(what: .exhibit, digest: .zero).payload()),
            signedBy: [TestConsortium.key("gateway/court-q")])
        #expect(throws: BlockRefusal.notAdmitted(at: 1, .wrongChain)) {
            try execute([anchor(1, at: state.time), foreign], on: state)
        }
    }

    @Test func `a block may come at the last instant, and not after it`() throws {
        let state = consortium.state
        #expect(throws: BlockRefusal.timeAfterLast) {
            try BlockExecution.execute(inputs(time: BlockTime.last.next, on: state), on: state)
        }
        let last = try BlockExecution.execute(inputs(time: BlockTime.last, on: state), on: state)
        #expect(last.time == BlockTime.last)
    }

    @Test func `the entry root is the RFC 9162 root over the entries' bytes`() throws {
        let transactions = (1...9).map { anchor($0, at: consortium.state.time) }
        let executed = try execute(transactions, on: consortium.state)
        var tree = EntryTree(suite: TestConsortium.suite)
        for entry in executed.entries {
            tree.append(TreeHasher(suite: TestConsortium.suite).leaf(entry.canonicalBytes))
        }
        #expect(tree.root == executed.entryRoot)
        let entry = try Entry(canonical: executed.entries[4].canonicalBytes)
        #expect(entry == executed.entries[4])
    }

    @Test func `a proposal with any other header field is not what follows`() throws {
        let parent = consortium.genesis.header(consortium.state).id(suite: .ed25519SHA256)
        let transactions = [anchor(1, at: consortium.state.time)]
        let executed = try execute(transactions, on: consortium.state)
        let header = BlockExecution.buildHeader(
            executed, of: inputs(transactions, time: executed.time, on: consortium.state))
        func isValid(_ change: (inout Header) -> Void) -> Bool {
            var changed = header
            change(&changed)
            let block = Block(
                header: changed, body: Body(transactions: transactions, parentCertificate: nil))
            return BlockExecution.validate(block, parent: parent, on: consortium.state) != nil
        }
        #expect(isValid { _ in })
        #expect(!isValid { $0.stateRoot = .zero })
        #expect(!isValid { $0.entryRoot = .zero })
        #expect(!isValid { $0.entryCount += 1 })
        #expect(!isValid { $0.rules = .zero })
        #expect(!isValid { $0.parameters = .zero })
        #expect(!isValid { $0.nextSeatSet = .zero })
        #expect(!isValid { $0.parentCertificate = TestConsortium.suite.hash([]) })
        #expect(!isValid { $0.parent = BlockID(.zero) })
        #expect(!isValid { $0.recoveryEpoch = 1 })
        #expect(!isValid { $0.height = Height(2) })
    }

    @Test func `a proposal that is right on another parent is not what follows`() throws {
        let state = consortium.state
        let good = inputs(time: state.time.next, on: state)
        var other = good
        other.parent = BlockID(.zero)
        for (inputs, isValid) in [(good, true), (other, false)] {
            let header = BlockExecution.buildHeader(
                try BlockExecution.execute(inputs, on: state), of: inputs)
            let block = Block(header: header, body: inputs.body)
            let found = BlockExecution.validate(block, parent: good.parent, on: state)
            #expect((found != nil) == isValid)
        }
    }

    @Test func `executing a proposal leaves the committed state as it was`() throws {
        let before = consortium.state.stateRoot
        let one = try execute([anchor(1, at: consortium.state.time)], on: consortium.state)
        let other = try execute([anchor(2, at: consortium.state.time)], on: consortium.state)
        #expect(consortium.state.stateRoot == before)
        #expect(one.stateRoot != other.stateRoot)
    }

    @Test func `heads lie where verifiers look for them`() throws {
        var subject = Samples.subject("p1")
        subject.key = nil
        let registered = try execute(
            [
                consortium.signed(
                    RegisterSubject(subject: subject), by: "centre-b", keys: ["gateway/centre-b"])
            ], on: consortium.state)
        let head = HeadID.subject(subject.pseudonym)
        let bytes = try #require(registered.state.map.value(for: head.stateKey))
        let record = try HeadRecord(canonical: bytes)
        #expect(record == HeadRecord(sequence: 1, last: EntryIndex(0)))
        #expect(registered.state.head(head) == record)
    }
}
