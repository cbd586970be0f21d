import CanonicalCoding
import Duties
import Evidence
import Foundation
import Governance
import LedgerTypes
import Outbox
import Sealing
import TestSupport
import Testing

@testable import NodeFiles
@testable import NodeRuntime

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Gateway` {
    private func cluster(diagnosis: String = "2型糖尿病") async throws -> (NodeCluster, Pseudonym) {
        let cluster = try NodeCluster(
            4, rules: (TestRules.vocabulary, [TestRules.charter()]),
            staff: [
                TestRules.person("dr-li", at: "m0", .physician),
                TestRules.person("dr-ma", at: "m1", .physician),
                TestRules.person("officer", at: "m0", .compliance),
                TestRules.person("warden", at: "m0", .security),
            ])
        let record = cluster.folder(1).records + "/p1.json"
        try AtomicFile.write(Array(TestRules.bundle(diagnosis: diagnosis).utf8), to: record)
        try await cluster.startAll()
        for index in 0..<4 {
            #expect(await eventually { cluster.node(index).health().role == .voting })
        }
        let name = LocalPseudonym.name(
            of: LocalNumber(known: "p1"), at: cluster.members[1], key: cluster.keys[1].pseudonym)
        let subject = name.pseudonym(suite: NodeCluster.suite)
        let registration = cluster.node(1).gatewayTransaction(
            .registerSubject,
            payload: RegisterSubject(
                subject: Subject(pseudonym: subject, holder: cluster.members[1]),
                value: name.value
            ).payload())
        _ = try committed(try await cluster.node(1).commit(registration).1)
        return (cluster, subject)
    }

    @discardableResult
    private func committed(_ status: TransactionStatus) throws -> Receipt {
        guard case .committed(_, let receipt) = status else {
            Issue.record("not committed: \(status)")
            throw CancellationError()
        }
        return receipt
    }

    private func ask(
        _ cluster: NodeCluster, _ request: Request
    ) async throws -> (RecordID, Receipt) {
        let transaction = cluster.transaction(
            .request, payload: request.payload(), by: "dr-li", at: 0)
        let receipt = try committed(try await cluster.node(0).commit(transaction).1)
        return (RecordID(transaction.id), receipt)
    }

    @Test func `sends what a committed permit allows, sealed, and has it acknowledged`()
        async throws
    {
        let (cluster, subject) = try await cluster()
        let (permit, receipt) = try await ask(
            cluster, cluster.request(["glucose", "birth_date"], of: subject))
        #expect(receipt.outcome == .permit)
        let path = "\(cluster.folder(0).inbox)/\(permit).json"
        #expect(await eventually { FileManager.default.fileExists(atPath: path) })
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("7.8"))
        #expect(!text.contains("林秀英"))
        #expect(!text.contains("1958-04-12") && text.contains("1958"))
        #expect(
            await eventually {
                cluster.node(1).view.ledger.get(Tables.permits, permit)?.acknowledgements == 1
            })
        #expect(await eventually { !holdsParcel(cluster.folder(1), of: permit) })
        #expect(
            await eventually {
                cluster.node(1).work.standings.all?.contains {
                    $0.subject == permit.digest && $0.stage == .done
                } == true
            })
        await cluster.stopAll()
    }

    @Test(arguments: [
        "2型糖尿病,联系电话13912345678", "糖尿病,身份证110101199003070038",
        "糖尿病,住北京市朝阳区建国路88号3号楼1201室",
    ])
    func `holds back planted identifiers and records that it did`(diagnosis: String) async throws {
        let (cluster, subject) = try await cluster(diagnosis: diagnosis)
        let (permit, receipt) = try await ask(
            cluster, cluster.request(["glucose", "diagnosis"], of: subject))
        #expect(receipt.outcome == .permit)
        let found = await eventually {
            let node = cluster.node(0)
            for position in 0..<node.committed.index.count {
                let entry = try? node.entry(at: EntryIndex(position))
                if entry?.transaction.transaction.kind == .egressBlock { return true }
            }
            return false
        }
        #expect(found)
        let inbox = try FileManager.default.contentsOfDirectory(atPath: cluster.folder(0).inbox)
        #expect(inbox.isEmpty)
        #expect(cluster.node(0).view.ledger.get(Tables.permits, permit)?.releases == 0)
        #expect(!holdsParcel(cluster.folder(1), of: permit))
        await cluster.stopAll()
    }

    @Test func `gives the receiver later what it could not take at once`() async throws {
        let (cluster, subject) = try await cluster()
        let transaction = cluster.transaction(
            .request, payload: cluster.request(["glucose"], of: subject).payload(), by: "dr-li",
            at: 0)
        #expect(await cluster.node(0).submit(transaction) == .admitted(transaction.id))
        let permit = RecordID(transaction.id)
        #expect(
            await eventually { cluster.node(1).view.ledger.get(Tables.permits, permit) != nil })
        await cluster.stop(0)
        #expect(
            await eventually {
                cluster.node(1).view.ledger.get(Tables.permits, permit)?.releases == 1
            })
        try await cluster.start(0)
        let path = "\(cluster.folder(0).inbox)/\(permit).json"
        #expect(await eventually { FileManager.default.fileExists(atPath: path) })
        await cluster.stopAll()
    }

    @Test func `keeps what it may give while no quorum is there, and gives it afterwards`()
        async throws
    {
        let (cluster, subject) = try await cluster()
        let holder = cluster.node(1)
        let transaction = cluster.transaction(
            .request, payload: cluster.request(["glucose"], of: subject).payload(), by: "dr-li",
            at: 0)
        #expect(await cluster.node(0).submit(transaction) == .admitted(transaction.id))
        let permit = RecordID(transaction.id)
        #expect(await eventually { holder.view.ledger.get(Tables.permits, permit) != nil })
        await cluster.stop(2)
        await cluster.stop(3)
        #expect(await eventually { holder.isCutOff })
        // Whatever became of the release: it is there, or its parcel is.
        for _ in 0..<6 {
            try await Task.sleep(for: .milliseconds(500))
            let record = holder.view.ledger.get(Tables.permits, permit)
            #expect(
                record?.releases == 0 || holdsParcel(cluster.folder(1), of: permit)
                    || record?.acknowledgements == 1)
        }
        try await cluster.start(2)
        try await cluster.start(3)
        let path = "\(cluster.folder(0).inbox)/\(permit).json"
        #expect(await eventually { FileManager.default.fileExists(atPath: path) })
        #expect(
            await eventually {
                holder.view.ledger.get(Tables.permits, permit)?.acknowledgements == 1
            })
        #expect(holder.view.ledger.get(Tables.permits, permit)?.releases == 1)
        await cluster.stopAll()
    }

    @Test func `gives again what the receiver could not keep`() async throws {
        let (cluster, subject) = try await cluster()
        // A file where the folder should be: nothing can be written there.
        let inbox = cluster.folder(0).inbox
        try FileManager.default.removeItem(atPath: inbox)
        try AtomicFile.write([1], to: inbox)
        let (permit, receipt) = try await ask(cluster, cluster.request(["glucose"], of: subject))
        #expect(receipt.outcome == .permit)
        #expect(
            await eventually {
                cluster.node(0).health().problems.contains { $0.number == .inbox }
            })
        let record = cluster.node(1).view.ledger.get(Tables.permits, permit)
        #expect(record?.releases == 1 && record?.acknowledgements == 0)
        try FileManager.default.removeItem(atPath: inbox)
        try AtomicFile.createFolder(inbox)
        #expect(
            await eventually { FileManager.default.fileExists(atPath: "\(inbox)/\(permit).json") })
        #expect(
            await eventually {
                !cluster.node(0).health().problems.contains { $0.number == .inbox }
            })
        await cluster.stopAll()
    }

    @Test(arguments: ["torn", "newer", "foreign", "misplaced"])
    func `tells of an outbox file that it cannot use, and sends nothing of it`(
        flaw: String
    ) async throws {
        let (cluster, subject) = try await cluster()
        await cluster.stop(0)
        let asked = away(cluster.request(["glucose"], of: subject), by: "dr-li", cluster)
        #expect(try committed(try await cluster.node(1).commit(asked).1).outcome == .permit)
        let permit = RecordID(asked.id)
        #expect(await eventually { holdsParcel(cluster.folder(1), of: permit) })
        await cluster.stop(1)
        let folder = cluster.folder(1).outbox + "/works"
        let path = "\(folder)/release-\(permit).work"
        var bytes = try AtomicFile.read(path)
        switch flaw {
        case "torn": bytes.removeLast(bytes.count / 2)
        case "newer": bytes[1] = 2
        case "foreign":
            let other = Work(
                WorkID(.release, permit.digest), chain: ChainID(NodeCluster.suite.hash([9])),
                since: BlockTime(1))
            bytes = OutboxStore.file(of: other, suite: NodeCluster.suite)
        default:
            try FileManager.default.moveItem(atPath: path, toPath: "\(folder)/release-0.work")
        }
        if flaw != "misplaced" { try AtomicFile.write(bytes, to: path) }
        try await cluster.start(1)
        #expect(
            await eventually {
                cluster.node(1).health().problems.contains { $0.number == .outbox }
            })
        // Nothing is lost: neither the file nor the parcel beside it.
        #expect(holdsParcel(cluster.folder(1), of: permit))
        await cluster.stopAll()
    }

    /// A transaction of a person of the first member, while its node may be down.
    private func away(
        _ body: some LedgerAction, by person: String, _ cluster: NodeCluster
    ) -> SignedTransaction {
        let now = max(WallClock.now(), cluster.node(1).view.ledger.time)
        let transaction = Transaction(
            suite: NodeCluster.suite, chain: cluster.genesis.chainID, kind: type(of: body).kind,
            member: cluster.members[0], staff: StaffID(unchecked: person),
            nonce: RandomBytes.generate(count: 16), validUntil: now.adding(.hours(1)) ?? now,
            payload: body.payload())
        return SignedTransaction(transaction, signedBy: [NodeCluster.key("staff/\(person)")])
    }

    @Test func `does not deliver what was released to somebody who is suspended meanwhile`()
        async throws
    {
        let (cluster, subject) = try await cluster()
        await cluster.stop(0)
        let node = cluster.node(1)
        let asked = away(cluster.request(["glucose"], of: subject), by: "dr-li", cluster)
        #expect(try committed(try await node.commit(asked).1).outcome == .permit)
        let permit = RecordID(asked.id)
        #expect(await eventually { node.view.ledger.get(Tables.permits, permit)?.releases == 1 })
        #expect(holdsParcel(cluster.folder(1), of: permit))
        let suspension = Suspend(target: .staff(StaffID(unchecked: "dr-li")))
        let receipt = try committed(
            try await node.commit(away(suspension, by: "warden", cluster)).1)
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        #expect(await eventually { !holdsParcel(cluster.folder(1), of: permit) })
        await cluster.stopAll()
    }

    @Test func `sends what a redeemed code allows`() async throws {
        let (cluster, subject) = try await cluster()
        let key = NodeCluster.key("code")
        let issue = IssueCode(
            grant: nil, subject: subject, key: key.verifyingKey,
            possession: KeyPossession(
                of: key, chain: cluster.genesis.chainID, holder: cluster.members[1],
                for: .code(subject: subject, audience: cluster.members[0])),
            audience: cluster.members[0],
            purpose: "care", maximumLevel: 5, uses: 1,
            expires: WallClock.now().adding(.hours(1)) ?? WallClock.now())
        let issued = cluster.node(1).gatewayTransaction(.issueCode, payload: issue.payload())
        let receipt = try committed(try await cluster.node(1).commit(issued).1)
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        // The asker's node knows the code's key once it has the block.
        let height = cluster.node(1).view.ledger.height
        #expect(await eventually { cluster.node(0).view.ledger.height >= height })
        let redemption = RedeemCode(
            code: RecordID(issued.id), request: cluster.request(["glucose"], of: subject))
        let transaction = cluster.transaction(
            .redeemCode, payload: redemption.payload(), by: "dr-li", at: 0
        ).adding(signatureBy: key)
        let answer = try committed(try await cluster.node(0).commit(transaction).1)
        #expect(answer.outcome == .permit, "\(answer.code)")
        let path = "\(cluster.folder(0).inbox)/\(RecordID(transaction.id)).json"
        #expect(await eventually { FileManager.default.fileExists(atPath: path) })
        await cluster.stopAll()
    }

    @Test func `decides an emergency alone while cut off and anchors the record afterwards`()
        async throws
    {
        let (cluster, subject) = try await cluster()
        let node = cluster.node(1)
        let physician = StaffReference(
            member: cluster.members[1], staff: StaffID(unchecked: "dr-ma"))
        let request = cluster.request(["glucose", "name"], of: subject, purpose: "rescue")
        func declare() throws -> OfflineDraft {
            let now = WallClock.now()
            return try node.draftOfflineOverride(
                request,
                under: OverrideDeclaration(
                    scope: OverrideScope(
                        holder: cluster.members[1], subject: subject, asset: nil,
                        fields: ["glucose", "name"], purpose: "rescue"),
                    reason: .lifeInDanger, expires: now.adding(.hours(2)) ?? now),
                by: physician, reasonCommitment: NodeCluster.suite.hash([1]))
        }
        #expect(throws: OfflineRefusal.notCutOff) { try declare() }
        await cluster.stop(2)
        await cluster.stop(3)
        #expect(await eventually { node.isCutOff })
        let draft = try declare()
        #expect(throws: OfflineRefusal.unsigned) {
            try node.openOfflineOverride(draft, signatures: [])
        }
        let key = NodeCluster.key("staff/dr-ma")
        let signature = TransactionSignature(
            key: key.verifyingKey.id, signature: key.sign(draft.signedBytes))
        let data = try node.openOfflineOverride(draft, signatures: [signature])
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("7.8") && !text.contains("林秀英"))
        #expect(try node.unanchored().records.count == 1)
        try await cluster.start(2)
        try await cluster.start(3)
        let log = { GovernanceQueries(node.view.ledger).offlineLog(of: cluster.members[1]) }
        #expect(await eventually { log().last == draft.record.sequence })
        #expect(try node.unanchored().records.isEmpty)
        let overrides = GovernanceQueries(node.view.ledger).overrides(of: subject)
        let evidence = try #require(overrides.first?.offline)
        #expect(evidence.findings.isEmpty, "\(evidence.findings)")
        await cluster.stopAll()
    }

    /// An emergency of `dr-ma` at the second member, drafted there.
    private static func draftAlone(
        _ cluster: NodeCluster, _ subject: Pseudonym, number: UInt8
    ) throws -> OfflineDraft {
        try draftAlone(
            cluster.node(1), cluster.request(["glucose"], of: subject, purpose: "rescue"),
            subject, number: number)
    }

    private static func draftAlone(
        _ node: TallyNode, _ request: Request, _ subject: Pseudonym, number: UInt8
    ) throws -> OfflineDraft {
        let now = WallClock.now()
        return try node.draftOfflineOverride(
            request,
            under: OverrideDeclaration(
                scope: OverrideScope(
                    holder: node.member, subject: subject, asset: nil, fields: ["glucose"],
                    purpose: "rescue"),
                reason: .lifeInDanger, expires: now.adding(.hours(2)) ?? now),
            by: StaffReference(member: node.member, staff: StaffID(unchecked: "dr-ma")),
            reasonCommitment: NodeCluster.suite.hash([number]))
    }

    private static func open(_ draft: OfflineDraft, _ cluster: NodeCluster) throws {
        let key = NodeCluster.key("staff/dr-ma")
        _ = try cluster.node(1).openOfflineOverride(
            draft,
            signatures: [
                TransactionSignature(
                    key: key.verifyingKey.id, signature: key.sign(draft.signedBytes))
            ])
    }

    @Test func `anchors emergencies that were open at once, in whatever order they were signed`()
        async throws
    {
        let (cluster, subject) = try await cluster()
        let node = cluster.node(1)
        await cluster.stop(2)
        await cluster.stop(3)
        #expect(await eventually { node.isCutOff })
        let drafts = try (UInt8(0)..<4).map { try Self.draftAlone(cluster, subject, number: $0) }
        // The third is never signed; the others not in their order.
        for index in [1, 3, 0] { try Self.open(drafts[index], cluster) }
        try await cluster.start(2)
        try await cluster.start(3)
        #expect(
            await eventually {
                GovernanceQueries(node.view.ledger).overrides(of: subject).count == 3
            })
        #expect(try node.unanchored().records.isEmpty)
        let log = GovernanceQueries(node.view.ledger).offlineLog(of: cluster.members[1])
        #expect(log.last == 4 && log.gaps == [SequenceGap(from: 3, through: 3)])
        #expect(node.work.standings.all?.contains { $0.stage == .refused } == false)
        await cluster.stopAll()
    }

    @Test func `gives each of many drafts at once a number of its own`() async throws {
        let (cluster, subject) = try await cluster()
        await cluster.stop(2)
        await cluster.stop(3)
        #expect(await eventually { cluster.node(1).isCutOff })
        let node = cluster.node(1)
        let request = cluster.request(["glucose"], of: subject, purpose: "rescue")
        let drafts = try await withThrowingTaskGroup(of: OfflineDraft.self) { group in
            for number in UInt8(0)..<12 {
                group.addTask { try Self.draftAlone(node, request, subject, number: number) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(drafts.map(\.record.sequence)) == Set(1...12))
        await cluster.stopAll()
    }

    @Test func `reports on a proposed charter from every seat`() async throws {
        let (cluster, _) = try await cluster()
        let source = TestRules.charter(version: 2, supersedes: 1)
        let charter = try TestRules.compile(TestRules.vocabulary, [source]).charters[0]
        let proposal = ProposeCharter(
            charter: charter.bytes,
            sources: [SourceText(language: .english, text: Array(source.utf8))])
        let transaction = cluster.transaction(
            .proposeCharter, payload: proposal.payload(), by: "officer", at: 0)
        let receipt = try committed(try await cluster.node(0).commit(transaction).1)
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        let id = RecordID(transaction.id)
        #expect(
            await eventually {
                GovernanceQueries(cluster.node(0).view.ledger).proposal(id)?.state == .ballot
            })
        await cluster.stopAll()
    }

    @Test func `exports evidence of a subject that verifies against genesis alone`() async throws {
        let (cluster, subject) = try await cluster()
        let (permit, _) = try await ask(cluster, cluster.request(["glucose"], of: subject))
        #expect(
            await eventually {
                cluster.node(1).view.ledger.get(Tables.permits, permit)?.acknowledgements == 1
            })
        let file = try await cluster.node(1).evidence(of: .subject(subject))
        let report = EvidenceVerifier(schema: GovernanceSchema()).verify(
            file, policy: CourtPolicy(genesis: cluster.genesis.chainID.digest))
        #expect(report.verdict == .totalPassed, "\(report.code as Any)")
        await cluster.stopAll()
    }
}

/// True if a parcel of a permit waits in a node's folder.
private func holdsParcel(_ folder: NodeFolder, of permit: RecordID) -> Bool {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.outbox + "/parcels")
    return names?.contains { $0.hasPrefix("release-\(permit)-") } == true
}
