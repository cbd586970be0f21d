import CanonicalCoding
import Evidence
import Foundation
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import NodeRuntime

@Suite(.serialized, .timeLimit(.minutes(2))) struct `Gateway` {
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
        let subject = LocalPseudonym.of("p1", key: cluster.keys[1].pseudonym)
        let registration = cluster.node(1).gatewayTransaction(
            .registerSubject,
            payload: RegisterSubject(
                subject: Subject(pseudonym: subject, holder: cluster.members[1])
            ).payload())
        _ = try committed(await cluster.node(1).commit(registration).1)
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
        let receipt = try committed(await cluster.node(0).commit(transaction).1)
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
        #expect(await eventually { ParcelPost(cluster.folder(1)).items.isEmpty })
        let parcels = cluster.folder(1).outbox + "/parcels"
        #expect((try? FileManager.default.contentsOfDirectory(atPath: parcels))?.isEmpty == true)
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
            for position in 0..<node.index.count {
                let entry = try? node.entry(at: EntryIndex(position))
                if entry?.transaction.transaction.kind == .egressBlock { return true }
            }
            return false
        }
        #expect(found)
        let inbox = try FileManager.default.contentsOfDirectory(atPath: cluster.folder(0).inbox)
        #expect(inbox.isEmpty)
        #expect(cluster.node(0).view.ledger.get(Tables.permits, permit)?.releases == 0)
        #expect(ParcelPost(cluster.folder(1)).items.isEmpty)
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
        #expect(try committed(await node.commit(asked).1).outcome == .permit)
        let permit = RecordID(asked.id)
        #expect(await eventually { node.view.ledger.get(Tables.permits, permit)?.releases == 1 })
        #expect(holdsParcel(cluster.folder(1), of: permit))
        let suspension = Suspend(target: .staff(StaffID(unchecked: "dr-li")))
        let receipt = try committed(
            await node.commit(away(suspension, by: "warden", cluster)).1)
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        #expect(await eventually { !holdsParcel(cluster.folder(1), of: permit) })
        await cluster.stopAll()
    }

    @Test func `sends what a redeemed code allows`() async throws {
        let (cluster, subject) = try await cluster()
        let key = NodeCluster.key("code")
        let issue = IssueCode(
            grant: nil, subject: subject, key: key.verifyingKey, audience: cluster.members[0],
            purpose: "care", maximumLevel: 5, uses: 1,
            expires: WallClock.now().adding(.hours(1)) ?? WallClock.now())
        let issued = cluster.node(1).gatewayTransaction(.issueCode, payload: issue.payload())
        let receipt = try committed(await cluster.node(1).commit(issued).1)
        #expect(receipt.outcome == .accepted, "\(receipt.code)")
        let redemption = RedeemCode(
            code: RecordID(issued.id), request: cluster.request(["glucose"], of: subject))
        let transaction = cluster.transaction(
            .redeemCode, payload: redemption.payload(), by: "dr-li", at: 0
        ).adding(signatureBy: key)
        let answer = try committed(await cluster.node(0).commit(transaction).1)
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
        #expect(try node.unanchoredRecords().count == 1)
        try await cluster.start(2)
        try await cluster.start(3)
        let log = { GovernanceQueries(node.view.ledger).offlineLog(of: cluster.members[1]) }
        #expect(await eventually { log().last == draft.record.sequence })
        #expect(try node.unanchoredRecords().isEmpty)
        let overrides = GovernanceQueries(node.view.ledger).overrides(of: subject)
        let evidence = try #require(overrides.first?.offline)
        #expect(evidence.findings.isEmpty, "\(evidence.findings)")
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
        let receipt = try committed(await cluster.node(0).commit(transaction).1)
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
        let file = try cluster.node(1).exportEvidence(of: .subject(subject), caseReference: "1")
        let report = EvidenceVerifier(schema: GovernanceSchema()).verify(
            file, policy: CourtPolicy(genesis: cluster.genesis.chainID.digest))
        #expect(report.verdict == .totalPassed, "\(report.code as Any)")
        await cluster.stopAll()
    }
}

/// True if a parcel of a permit waits in a node's folder.
private func holdsParcel(_ folder: NodeFolder, of permit: RecordID) -> Bool {
    ParcelPost(folder).items.contains { $0.permit == permit }
}
