import CanonicalCoding
import Duties
import Governance
import LedgerTypes
import Replica
import Sealing

/// What persons do at nodes: each signs in person, at the own node.
extension SimulatedWorld {
    /// Registers the patients of a holder, until its chain has them.
    func register(at index: Int) {
        let node = nodes[index]
        let patients = DutyRules.patients(of: node.member)
        let names = [patients.held, patients.mixed].map { Self.name($0, at: node.member) }
        func isKnown(_ name: SubjectName, _ ledger: LedgerState) -> Bool {
            ledger.get(Tables.subjects, name.pseudonym(suite: Consortium.suite)) != nil
        }
        if let ledger = node.machine?.ledger,
            names.allSatisfy({ isKnown($0, ledger) })
        {
            return
        }
        queue.push(.register(holder: index), at: now + Limits.actMilliseconds)
        guard node.isUp, !node.isPaused, let gateway = node.gateway,
            let ledger = node.machine?.ledger
        else { return }
        for name in names where !isKnown(name, ledger) {
            hand(
                gateway.transaction(
                    .registerSubject,
                    payload: RegisterSubject(
                        subject: Subject(
                            pseudonym: name.pseudonym(suite: Consortium.suite),
                            holder: node.member), value: name.value
                    ).payload(), on: ledger, clock: clock(index)), at: index)
        }
    }

    private func hand(_ signed: SignedTransaction, at index: Int) {
        auditor.submitted(signed.id)
        hash.take(.submitted, time: now, node: index, signed.canonicalBytes)
        transcript?.submitted(signed.id, to: nodes[index], at: now)
        step(index, .submit(signed))
    }

    private func signed(
        _ body: some LedgerAction, by staff: StaffID, at node: SimulatedNode, number: Int
    ) -> SignedTransaction {
        let nonce = Array(Consortium.suite.hash([7, UInt8(number)]).bytes.prefix(16))
        let transaction = Transaction(
            suite: Consortium.suite, chain: consortium.state.chain, kind: type(of: body).kind,
            member: node.member, staff: staff, nonce: nonce,
            validUntil: BlockTime(Consortium.founded.value + 2_000 + now + 600_000),
            payload: body.payload())
        return SignedTransaction(
            transaction, signedBy: [DutyRules.key(of: staff, at: node.member)])
    }

    func perform(_ act: DutyAct, number: Int) {
        switch act {
        case .ask(let asker, let holder, let hasRecord):
            guard let node = acting(asker), nodes.indices.contains(holder) else { return }
            let patients = DutyRules.patients(of: nodes[holder].member)
            hand(
                signed(
                    request(
                        hasRecord ? patients.held : patients.mixed, of: nodes[holder].member,
                        purpose: "care"), by: DutyRules.physician, at: node, number: number),
                at: asker)
        case .suspend(let index):
            guard let node = acting(index) else { return }
            hand(
                signed(
                    Suspend(target: .staff(DutyRules.physician)), by: DutyRules.security,
                    at: node, number: number), at: index)
        case .alone(let index, let count): openAlone(index, count: count)
        case .propose(let index, let version):
            guard let node = acting(index) else { return }
            let proposal = ProposeCharter(
                charter: DutyRules.charter(version: version).canonicalBytes,
                sources: [
                    SourceText(
                        language: .english,
                        text: Array(DutyRules.charterSource(version: version).utf8))
                ])
            hand(signed(proposal, by: DutyRules.compliance, at: node, number: number), at: index)
        }
    }

    private func acting(_ index: Int) -> SimulatedNode? {
        guard nodes.indices.contains(index), nodes[index].gateway != nil, nodes[index].isUp,
            !nodes[index].isPaused
        else { return nil }
        return nodes[index]
    }

    private func request(
        _ patient: String, of holder: MemberID, purpose: String
    ) -> Governance.Request {
        Governance.Request(
            asset: nil, subject: Self.pseudonym(patient, at: holder), action: "read",
            purpose: purpose, fields: ["birth_date", "glucose"], output: "raw",
            clientTime: BlockTime(Consortium.founded.value + now))
    }

    // MARK: alone

    /// Drafts emergencies while cut off, and opens them in an order of their own.
    private func openAlone(_ index: Int, count: Int) {
        guard let node = acting(index), let gateway = node.gateway, let desk = node.desk,
            let ledger = node.machine?.ledger
        else { return }
        let patient = DutyRules.patients(of: node.member).held
        let physician = StaffReference(member: node.member, staff: DutyRules.physician)
        let time = max(clock(index), ledger.time.next)
        let declared = OverrideDeclaration(
            scope: OverrideScope(
                holder: node.member, subject: Self.pseudonym(patient, at: node.member),
                asset: nil, fields: ["birth_date", "glucose"], purpose: "rescue"),
            reason: .lifeInDanger, expires: BlockTime(time.value + 7_200_000))
        let scene = OfflineScene(
            ledger: ledger, basis: node.durable.last?.block.header,
            age: node.lastCommit.map { Milliseconds(now - $0) }, clock: clock(index),
            isCutOff: isCutOff(index), peers: [])
        var drafts: [OfflineDraft] = []
        for place in 0..<count {
            // Not cut off, the state too old, the disk full: nothing is shown, and nothing is owed.
            guard
                let draft = try? gateway.draftOverride(
                    request(patient, of: node.member, purpose: "rescue"), under: declared,
                    by: physician, reasonCommitment: Consortium.suite.hash([UInt8(place)]),
                    at: scene, in: desk.journal)
            else { continue }
            drafts.append(draft)
        }
        let key = DutyRules.key(of: DutyRules.physician, at: node.member)
        for draft in faultRandom.ordered(drafts) {
            let signature = TransactionSignature(
                key: key.verifyingKey.id, signature: key.sign(draft.signedBytes))
            guard
                (try? gateway.openOverride(
                    draft, signatures: [signature], on: ledger, in: desk.journal)) != nil
            else { continue }
            opened.append(
                (index, draft.record.sequence, draft.record.digest(suite: Consortium.suite)))
        }
    }
}
