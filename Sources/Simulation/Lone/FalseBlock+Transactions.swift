import Execution
import Governance
import LedgerTypes
import Mutants
import Sealing

extension FalseBlock {
    /// A block with transactions that may not stand in it.
    func filled(_ script: LoneReplica) -> Block? {
        let consortium = script.consortium
        let good = script.transaction(20)
        switch self {
        case .unsigned:
            return with(
                SignedTransaction(
                    good.transaction,
                    signatures: script.transaction(21).signatures), script)
        case .unknownKey:
            return with(
                SignedTransaction(good.transaction, signedBy: [Consortium.key("nobody")]), script)
        case .otherChain:
            return with(script.transaction(20, chain: ChainID(.zero)), script)
        case .spent:
            guard script.chain.tip > .genesis else { return nil }
            return with(script.transaction(script.chain.tip.value), script)
        case .farValidity:
            return with(
                script.transaction(20, validUntil: BlockTime(script.clock.value * 2)), script)
        case .expired: return expired(script)
        case .twice:
            var block = script.block([good])
            block.body.transactions.append(good)
            return block
        case .order:
            let seats = consortium.state.seats
            guard script.chain.tip > .genesis, let order = script.order(leaving: [0, 1]) else {
                return nil
            }
            precondition(seats.count == 4)
            return script.build(script.inputs([order.signed]))
        case .tooLarge:
            return script.block((20..<420).map { script.transaction($0) })
        case .tooCostly:
            return lenient(script, (20..<42).map { script.transaction($0) })
        case .readsMuch:
            let enrolment = consortium.governed(
                Self.enrolment(MemberID(unchecked: "m99"), on: consortium.state.chain), (1, 1),
                by: Array(consortium.members.prefix(23)), validUntil: 3_600_000)
            return lenient(script, [enrolment, good])
        default: return nil
        }
    }

    /// A member that joins with many officers: what it reads and writes makes it dear, its bytes do not.
    private static func enrolment(_ id: MemberID, on chain: ChainID) -> EnrolMember {
        let numbers = 10..<22
        let officers = numbers.map { number in
            Staff(
                id: StaffID(unchecked: "officer\(number)"), member: id,
                roles: number % 2 == 0 ? .security : .audit, licence: nil, clearance: 5,
                key: Consortium.key("officer/\(number)").verifyingKey, from: BlockTime(0),
                until: BlockTime(Consortium.founded.value * 2))
        }
        return .proven(
            Consortium.record(id), officers, chain: chain,
            by: ["gateway", "governance"].map { Consortium.key("\($0)/\(id)") }
                + numbers.map { Consortium.key("officer/\($0)") })
    }

    /// A right block with one transaction more, which leaves no entry.
    private func with(_ transaction: SignedTransaction, _ script: LoneReplica) -> Block {
        var block = script.block()
        block.body.transactions.append(transaction)
        return block
    }

    /// A block with the entry of a transaction whose time is over.
    private func expired(_ script: LoneReplica) -> Block? {
        let until = BlockTime(script.clock.value - 10)
        let late = script.transaction(20, validUntil: until)
        let inputs = script.inputs([late])
        return Mutant.with(nil) {
            guard let admitted = try? Admission.admit(late, script.chain.state, now: until),
                let executed = try? BlockExecution.execute(
                    inputs, admitted: [admitted], on: script.chain.state)
            else { return nil }
            return Block(
                header: BlockExecution.buildHeader(executed, of: inputs), body: inputs.body)
        }
    }

    /// A block of a proposer that heeds no bound of costs. In a build without such a proposer its
    /// header is of fewer transactions: it is wrong for two reasons then.
    private func lenient(_ script: LoneReplica, _ transactions: [SignedTransaction]) -> Block? {
        let inputs = script.inputs(transactions)
        return Mutant.with(Mutant.areBuilt ? .costUnbounded : nil) {
            guard let executed = try? BlockExecution.execute(inputs, on: script.chain.state) else {
                var block = script.block([transactions[0]])
                block.body.transactions = transactions
                return block
            }
            return Block(
                header: BlockExecution.buildHeader(executed, of: inputs), body: inputs.body)
        }
    }
}

extension LoneReplica {
    /// A transaction of the first member's gateway: anchors the digest of a number.
    func transaction(
        _ number: UInt64, chain: ChainID? = nil, validUntil: BlockTime? = nil
    ) -> SignedTransaction {
        var bytes = [UInt8](repeating: 0, count: 16)
        for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
        let body = AnchorDigest(what: .exhibit, digest: Consortium.suite.hash(bytes))
        let transaction = Transaction(
            suite: Consortium.suite, chain: chain ?? consortium.state.chain, kind: .anchor,
            member: consortium.members[0], nonce: bytes,
            validUntil: validUntil ?? BlockTime(clock.value / 3_600_000 * 3_600_000 + 7_200_000),
            payload: body.payload())
        return SignedTransaction(transaction, signedBy: [consortium.gatewayKeys[0]])
    }
}
