import BlockStore
import CanonicalCoding
import Execution
import Governance
import LedgerTypes
import Replica
import Sealing

/// The cost of work in virtual time, and what a flooding key hands in.
extension SimulatedWorld {
    /// Whole milliseconds for which a node goes on with what it does.
    func lag(_ node: SimulatedNode) -> UInt64 {
        let until = node.busyUntil / 1_000
        return until > now ? until - now : 0
    }

    /// Puts off an input of a node that is busy.
    func isPutOff(_ input: ReplicaInput, _ node: SimulatedNode) -> Bool {
        guard scenario.flood != nil, lag(node) > 0 else { return false }
        queue.push(
            .input(node: node.index, life: node.life, input), at: now + lag(node))
        return true
    }

    /// Counts what a step cost: signatures that were verified, blocks that were executed.
    func charge(_ input: ReplicaInput, _ node: SimulatedNode) {
        guard scenario.flood != nil, let units = node.machine?.counts.units else { return }
        let heard: Int =
            switch input {
            case .submit: 1
            case .received(.transactions(let transactions), _): transactions.count
            default: 0
            }
        let cost =
            (units - node.chargedUnits) * TransactionCost.unitMicroseconds
            + UInt64(heard) * Limits.admissionMicroseconds
        node.chargedUnits = units
        node.busyUntil = max(node.busyUntil, now * 1_000) + cost
    }

    /// Notes that a transaction of others was handed in at a node.
    func noteWaiting(_ id: TransactionID, at node: Int) {
        if scenario.flood != nil { handedIn[id] = (node, now) }
    }

    /// Notes which of them a block has.
    func noteCommitted(_ block: StoredBlock, at node: SimulatedNode) {
        guard scenario.flood != nil else { return }
        for signed in block.committed.block.body.transactions {
            guard let found = handedIn[signed.id], found.node == node.index else { continue }
            handedIn[signed.id] = nil
            commitWaits.append(now + lag(node) - found.time)
        }
    }

    /// Hands all of the flood in, at the member's own node.
    func beginFlood() {
        guard let flood = scenario.flood, nodes[flood.node].isUp else { return }
        for signed in floodTransactions(flood) {
            auditor.submitted(signed.id)
            hash.take(.submitted, time: now, node: flood.node, signed.canonicalBytes)
            step(flood.node, .submit(signed))
        }
    }

    private func floodTransactions(_ flood: Flood) -> [SignedTransaction] {
        let member = consortium.members[flood.node]
        let patient = Self.pseudonym("flood", at: member)
        switch flood.kind {
        case .anchors:
            return (0..<flood.count).map {
                consortium.anchor(1_000_000 + UInt64($0), by: flood.node)
            }
        case .overrides:
            let declared = OverrideDeclaration(
                scope: OverrideScope(
                    holder: member, subject: patient, asset: nil, fields: ["glucose"],
                    purpose: "rescue"), reason: .lifeInDanger,
                expires: BlockTime(Consortium.founded.value + 7_200_000))
            return [registration(at: flood.node)]
                + (0..<flood.count).map {
                    signed(DeclareOverride(declared), by: DutyRules.physician, flood.node, $0)
                }
        case .escalations:
            return [registration(at: flood.node)]
                + (0..<flood.count).map {
                    let request = Governance.Request(
                        asset: nil, subject: patient, action: "read", purpose: "research",
                        fields: Self.fields($0), output: "raw",
                        clientTime: BlockTime(Consortium.founded.value))
                    return signed(request, by: DutyRules.physician, flood.node, $0)
                }
        case .charters:
            return (0..<flood.count).map {
                let proposal = ProposeCharter(
                    charter: DutyRules.charter(version: $0 + 2).canonicalBytes,
                    sources: [
                        SourceText(
                            language: .english,
                            text: Array(DutyRules.charterSource(version: $0 + 2).utf8))
                    ])
                return signed(proposal, by: DutyRules.compliance, flood.node, $0)
            }
        }
    }

    /// One of the sets of fields that can be asked for.
    private static func fields(_ number: Int) -> [String] {
        let all = ["birth_date", "diagnosis", "glucose", "name"]
        let bits = number % 15 + 1
        return all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] }
    }

    private func registration(at node: Int) -> SignedTransaction {
        let holder = consortium.members[node]
        let name = Self.name("flood", at: holder)
        let body = RegisterSubject(
            subject: Subject(
                pseudonym: name.pseudonym(suite: Consortium.suite), holder: holder),
            value: name.value)
        return signed(body, by: nil, node, 0)
    }

    private func signed(
        _ body: some LedgerAction, by staff: StaffID?, _ node: Int, _ number: Int
    ) -> SignedTransaction {
        let member = consortium.members[node]
        var writer = CanonicalWriter()
        writer.unsigned(UInt64(number))
        let nonce = Consortium.suite.hash(Array("flood".utf8) + writer.bytes).bytes.prefix(16)
        let transaction = Transaction(
            suite: Consortium.suite, chain: consortium.state.chain, kind: type(of: body).kind,
            member: member, staff: staff, nonce: Array(nonce),
            validUntil: BlockTime(Consortium.founded.value + 3_600_000),
            payload: body.payload(commitments: [Consortium.suite.hash([1])]))
        let key =
            staff.map { DutyRules.key(of: $0, at: member) } ?? consortium.gatewayKeys[node]
        return SignedTransaction(transaction, signedBy: [key])
    }
}
