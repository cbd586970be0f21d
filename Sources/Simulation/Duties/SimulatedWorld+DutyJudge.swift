import BlockStore
import CanonicalCoding
import Duties
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What must hold of all work with the outside at the end, judged by the chain and the disks alone.
extension SimulatedWorld {
    /// What the entries say of one permit.
    private struct PermitStory {
        var holder: MemberID
        var asker: MemberID
        var releases: [Release] = []
        /// Of the first release.
        var transaction: TransactionID?
        var acknowledgements: [Acknowledge] = []
        /// Reasons of egress blocks.
        var heldBack: [UInt64] = []
        /// One of them came after what was released was acknowledged.
        var isTakenBack = false
        /// Whether the holder has a record of the patient, and the asker stayed in office.
        var isPlain = false
    }

    func judgeDuties() {
        guard scenario.duties != nil,
            let best = nodes.filter({ $0.gateway != nil && $0.machine != nil })
                .max(by: { $0.chain.all.count < $1.chain.all.count }),
            let ledger = best.machine?.ledger
        else { return }
        let stories = stories(best.chain.all, ledger)
        count(stories, ledger)
        for permit in stories.keys.sorted() {
            if let story = stories[permit] { judge(permit, story) }
        }
        for record in opened { judge(record, ledger) }
        judgeNotices(best.chain.all)
        for node in nodes where isAnswerable(node) && node.isUp { judgeRest(of: node, ledger) }
    }

    private func count(_ stories: [RecordID: PermitStory], _ ledger: LedgerState) {
        for story in stories.values {
            dutyTally.permits += 1
            if !story.acknowledgements.isEmpty {
                dutyTally.delivered += 1
            } else if !story.heldBack.isEmpty {
                if story.releases.isEmpty {
                    dutyTally.heldBack += 1
                } else {
                    dutyTally.withheld += 1
                }
            }
        }
        dutyTally.opened = opened.count
        let queries = GovernanceQueries(ledger)
        dutyTally.anchored = opened.count { record in
            queries.offlineRecord(of: nodes[record.node].member, sequence: record.sequence)
                == record.record
        }
        for work in nodes.flatMap({ $0.desk?.book?.all ?? [] }) {
            if work.id.kind == .notice, work.stage.name == .done { dutyTally.notices += 1 }
            dutyTally.expirations += Int(clamping: work.expirations)
            dutyTally.refusals += Int(clamping: work.refusals)
        }
    }

    private func tell(_ node: Int?, _ text: String) {
        auditor.report(.duty, now, node, nil, text)
    }

    private func stories(
        _ entries: [Entry], _ ledger: LedgerState
    ) -> [RecordID: PermitStory] {
        var stories: [RecordID: PermitStory] = [:]
        for entry in entries {
            let transaction = entry.transaction.transaction
            if transaction.kind == .request, entry.receipt.outcome == .permit {
                let id = RecordID(entry.transaction.id)
                guard let record = ledger.get(Tables.permits, id) else {
                    tell(nil, "permit \(id) is not in the state")
                    continue
                }
                var story = PermitStory(holder: record.holder, asker: record.actor.principal)
                let held = DutyRules.patients(of: record.holder).held
                story.isPlain =
                    record.request.subject == Self.pseudonym(held, at: record.holder)
                    && !suspends(record.actor.member)
                stories[id] = story
            }
            guard entry.receipt.outcome == .accepted else { continue }
            switch transaction.kind {
            case .release:
                guard let body = try? Payload<Release>(canonical: transaction.payload).body
                else { continue }
                stories[body.permit]?.releases.append(body)
                if stories[body.permit]?.transaction == nil {
                    stories[body.permit]?.transaction = entry.transaction.id
                }
            case .acknowledge:
                guard let body = try? Payload<Acknowledge>(canonical: transaction.payload).body
                else { continue }
                stories[body.permit]?.acknowledgements.append(body)
            case .egressBlock:
                guard let body = try? Payload<EgressBlock>(canonical: transaction.payload).body
                else { continue }
                stories[body.permit]?.heldBack.append(body.reason)
                if stories[body.permit]?.acknowledgements.isEmpty == false {
                    stories[body.permit]?.isTakenBack = true
                }
            default: break
            }
        }
        return stories
    }

    private func judge(_ permit: RecordID, _ story: PermitStory) {
        guard let holder = nodes.first(where: { $0.member == story.holder && $0.gateway != nil }),
            let asker = nodes.first(where: { $0.member == story.asker && $0.gateway != nil })
        else { return }
        let short = permit.digest.short
        if story.releases.count > 1 { tell(holder.index, "permit \(short) is released twice") }
        if story.heldBack.count > 1, isAnswerable(holder) {
            tell(holder.index, "permit \(short) is held back twice")
        }
        if story.acknowledgements.count > 1 {
            tell(asker.index, "permit \(short) is acknowledged twice")
        }
        // The other order may be: it had arrived, and its right ended before the word of that came.
        if story.isTakenBack {
            tell(holder.index, "permit \(short) is called held back after it was acknowledged")
        }
        if story.isPlain, isAnswerable(holder), isAnswerable(asker), !story.heldBack.isEmpty {
            tell(holder.index, "permit \(short) is held back (\(story.heldBack)) for no reason")
        }
        if isAnswerable(holder), story.releases.isEmpty, story.heldBack.isEmpty {
            tell(holder.index, "permit \(short) is neither released nor held back")
        }
        guard let release = story.releases.first else { return }
        if isAnswerable(holder), isAnswerable(asker), story.acknowledgements.isEmpty,
            story.heldBack.isEmpty
        {
            tell(holder.index, "permit \(short) is called released, and nobody received it")
        }
        guard !story.acknowledgements.isEmpty, isAnswerable(asker) else { return }
        let path = "\(Gateway.Folder.inbox)/\(permit).json"
        guard let payload = try? asker.disk.memory.readAll(path) else {
            tell(asker.index, "permit \(short) is acknowledged, and its payload is not there")
            return
        }
        guard isAnswerable(holder) else { return }
        let text = String(decoding: payload, as: UTF8.self)
        if !text.contains("7.8") || text.contains("林秀英") || text.contains("1958-04-12") {
            tell(asker.index, "permit \(short): what was received is not what is permitted")
        }
        guard let transaction = story.transaction else { return }
        let salts = Gateway.Folder.salt("payload", of: permit, for: transaction)
        guard let bytes = try? holder.disk.memory.readAll(salts),
            let kept = try? FieldDisclosure(canonical: bytes)
        else {
            tell(holder.index, "the salt of permit \(short) is not there")
            return
        }
        let commitment = GatewayParcel.commitment(
            payload, salt: kept.salt, suite: Consortium.suite)
        if commitment != release.payload {
            tell(asker.index, "permit \(short): what was received is not what was released")
        }
    }

    private func judge(
        _ opened: (node: Int, sequence: UInt64, record: Digest), _ ledger: LedgerState
    ) {
        let node = nodes[opened.node]
        guard isAnswerable(node) else { return }
        let known = GovernanceQueries(ledger).offlineRecord(
            of: node.member, sequence: opened.sequence)
        if known != opened.record {
            tell(
                node.index,
                "emergency \(opened.sequence) was opened alone, and the chain does not have it")
        }
    }

    /// Whether the physicians of a member are suspended in the run.
    private func suspends(_ member: MemberID) -> Bool {
        scenario.duties?.acts.contains { planned in
            guard case .suspend(let node) = planned.act else { return false }
            return nodes.indices.contains(node) && nodes[node].member == member
        } == true
    }

    /// A notice that the chain calls told is on the disk of whoever was to tell it.
    private func judgeNotices(_ entries: [Entry]) {
        for entry in entries where entry.receipt.outcome == .accepted {
            let transaction = entry.transaction.transaction
            guard transaction.kind == .notified,
                let body = try? Payload<AcknowledgeNotice>(canonical: transaction.payload).body,
                let node = nodes.first(where: { $0.member == transaction.member }),
                isAnswerable(node)
            else { continue }
            let path = "\(Gateway.Folder.notices)/\(body.notice).json"
            if (try? node.disk.memory.size(of: path)) == .some(nil) {
                tell(node.index, "notice \(body.notice.digest.short) is called told, and is not")
            }
        }
    }

    /// A parcel goes out only for what the sender's own chain calls released, to a right that has
    /// not ended, and not again at once.
    func judgeSending(_ id: WorkID, _ node: SimulatedNode) {
        guard let ledger = node.machine?.ledger else { return }
        let short = id.subject.short
        let life = [node.index, node.life]
        if let last = parcelsSent[life]?[id], now < last + 2_000 {
            tell(node.index, "the parcel of permit \(short) goes out again after \(now - last) ms")
        }
        parcelsSent[life, default: [:]][id] = now
        guard let record = ledger.get(Tables.permits, RecordID(id.subject)), record.releases > 0
        else {
            return tell(node.index, "a parcel of permit \(short) goes out before its release")
        }
        let staff = record.actor.person.flatMap { ledger.get(Tables.staff, $0) }
        if staff?.state == .suspended || ledger.time >= record.expires {
            tell(node.index, "a parcel of permit \(short) goes out after its right has ended")
        }
    }

    /// Notices, reports and whatever else is open.
    private func judgeRest(of node: SimulatedNode, _ ledger: LedgerState) {
        let queries = GovernanceQueries(ledger)
        for notice in queries.outstandingNotices(of: node.member)
        where notice.acknowledgement == nil {
            tell(node.index, "notice \(notice.id.digest.short) was not told")
        }
        for task in queries.awaitingGateReport(of: node.member) {
            tell(node.index, "no report on proposal `\(task.proposal.name)`")
        }
        for open in openDuties where open.node == node.index {
            tell(node.index, "\(open.work.id.kind.name) stays \(open.work.stage.name.rawValue)")
        }
        for problem in node.desk?.problems ?? [] { tell(node.index, "stays ill: \(problem)") }
    }
}
