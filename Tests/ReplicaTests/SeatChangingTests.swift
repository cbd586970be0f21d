import Execution
import Governance
import LedgerTypes
import Mutants
import Testing

@testable import Consensus
@testable import Replica

/// Node 9 is of a member without a seat; 4 to 8 are nobody's.
@Suite struct `Seats that change while the chain runs` {
    private let nobody: Set<Int> = [4, 5, 6, 7, 8]

    private func change(_ network: ReplicaNetwork, to members: [Int]) throws -> SeatChange {
        let seats = try SeatSet(
            checking: members.map {
                Seat(member: TestChain.member($0), key: TestChain.seatKey($0).verifyingKey)
            })
        let ledger = try #require(network.nodes[0].replica?.ledger)
        let statuses = members.compactMap { member -> SeatStatus? in
            guard ledger.nextSeats.index(of: TestChain.member(member)) == nil,
                let own = network.nodes[member].replica?.ledger
            else { return nil }
            return SeatStatus(
                member: TestChain.member(member), state: own, key: TestChain.seatKey(member))
        }
        return SeatChange(seats: seats, statuses: statuses)
    }

    private func submit(
        _ network: ReplicaNetwork, _ number: UInt8, to members: [Int], by signers: [Int]
    ) throws {
        network.submit(
            network.chain.governed(
                try change(network, to: members), number, by: signers, at: network.now),
            to: 0)
    }

    private func hasVoted(_ network: ReplicaNetwork, _ member: Int) -> Bool {
        guard let ledger = network.nodes[0].replica?.ledger,
            let seat = ledger.seats.index(of: TestChain.member(member)),
            let certificate = network.nodes[0].blocks.last?.committed.certificate
        else { return false }
        return certificate.signatures.contains { $0.seat == seat }
    }

    @Test func `a follower takes a seat while another node is down, and votes without a restart`()
        throws
    {
        let network = ReplicaNetwork(try TestChain(), nodes: 10, offline: nobody)
        network.run(until: 25_000)
        #expect(network.heights[9] >= 2)
        #expect(network.nodes[9].log.isEmpty)
        network.crash(1)
        try submit(network, 1, to: [0, 1, 2, 3, 9], by: [0, 2, 3])
        network.run(until: 120_000)
        // Four of five must vote, one is down: nothing is decided without the new seat.
        #expect(network.nodes[0].replica?.ledger.seats.count == 5)
        #expect(hasVoted(network, 9))
        let before = network.heights[0]
        network.start(1)
        network.run(until: 200_000)
        #expect(network.heights[0] > before)
        #expect(network.heights[1] >= network.heights[0] - 1)
        #expect(network.violations == [])
    }

    /// Whether the chain goes on over a change of seats, under certificates of the right seats.
    private func bears() throws -> Bool {
        let network = ReplicaNetwork(try TestChain(), nodes: 10, offline: nobody)
        network.run(until: 25_000)
        try submit(network, 1, to: [0, 1, 2, 3, 9], by: [0, 2, 3])
        network.run(until: 120_000)
        var ledger = network.chain.state
        var parent = network.chain.genesisBlock
        for stored in network.nodes[0].blocks {
            let block = stored.committed.block
            let executed = try #require(
                BlockExecution.validate(block, parent: parent, on: ledger))
            let certified = ledger.nextSeats
            ledger = executed.state
            parent = block.header.id(suite: ledger.suite)
            do {
                try stored.committed.certificate.verify(
                    chain: ledger.chain, height: ledger.height, block: parent, seats: certified)
            } catch {
                return false
            }
        }
        return ledger.seats.count == 5 && ledger.height > Height(5)
            && network.heights[0] == ledger.height.value && network.violations == []
    }

    @Test func `seats that come in at once, or a height too late, are noticed`() throws {
        #expect(try bears())
        #expect(try !Mutant.with(.seatChangeAtOnce) { try bears() })
        #expect(try !Mutant.with(.seatChangeLate) { try bears() })
    }

    @Test func `a seat is given up and taken again`() throws {
        let network = ReplicaNetwork(try TestChain(), nodes: 10, offline: nobody)
        network.run(until: 15_000)
        try submit(network, 1, to: [0, 1, 2, 9], by: [0, 1, 2])
        network.run(until: 60_000)
        #expect(network.nodes[0].replica?.ledger.seats.index(of: TestChain.member(3)) == nil)
        #expect(network.nodes[3].replica?.hasSeat == false)
        #expect(network.nodes[9].replica?.hasSeat == true)
        let height = network.heights[0]
        try submit(network, 2, to: [0, 1, 2, 3], by: [0, 1, 2])
        network.run(until: 120_000)
        #expect(network.nodes[3].replica?.hasSeat == true)
        #expect(network.nodes[9].replica?.hasSeat == false)
        #expect(hasVoted(network, 3))
        #expect(network.heights[0] > height + 2)
        #expect(network.heights[9] >= network.heights[0] - 1)
        #expect(network.violations == [])
    }

    @Test func `a proposer that is down costs a round three times, then none`() throws {
        let network = ReplicaNetwork(try TestChain())
        network.crash(1)
        network.run(until: 500_000)
        let rounds = network.nodes[0].blocks.map(\.committed.certificate.round.value)
        #expect(rounds.count > 30)
        #expect(rounds.filter { $0 > 0 }.count == 3)
        #expect(network.nodes[0].replica?.ledger.suspendedProposers == [SeatIndex(1)])
        network.start(1)
        network.run(until: 640_000)
        #expect(network.nodes[0].replica?.ledger.suspendedProposers == [])
        let proposers = network.nodes[0].blocks.suffix(5).map(\.committed.block.header.proposer)
        #expect(proposers.contains(SeatIndex(1)))
        #expect(network.violations == [])
    }

    @Test func `parameters hold for the next height everywhere`() throws {
        let network = ReplicaNetwork(try TestChain())
        network.run(until: 35_000)
        var parameters = ChainParameters.standard
        parameters.emptyBlockInterval = .seconds(2)
        parameters.maximumBlockBytes = 65_536
        parameters.proposeTimeout = Milliseconds(100)
        network.submit(
            network.chain.governed(
                ChangeParameters(parameters: parameters), 1, by: [0, 1, 2], at: network.now),
            to: 0)
        network.run(until: 36_000)
        let before = network.heights[0]
        let replica = try #require(network.nodes[2].replica)
        #expect(replica.ledger.parameters == parameters)
        // A shorter timeout leaves less to execute, a smaller block less to carry.
        #expect(TransactionCost.budget(replica.ledger.parameters) == 100)
        #expect(replica.transactionBytesPerBlock < 65_536)
        network.run(until: 56_500)
        #expect(network.heights[0] - before >= 9)
        #expect(network.violations == [])
    }
}
