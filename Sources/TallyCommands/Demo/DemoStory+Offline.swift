import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeAPI
import NodeFiles
import Sealing
import TallyClient

extension DemoStory {
    /// The same emergency on a node that nobody reaches: it decides alone, keeps a signed record, and
    /// anchors it when it is back.
    func decideCutOff() async throws {
        narrator.say(
            "甲的节点与网络断开（其余五个进程暂停）：", "A's node is cut off (the other five processes are paused):")
        let session = try await network.session("hospital-a/dr-li")
        let name = try network.name(of: "p001", at: "hospital-a")
        let patient = name.pseudonym(suite: .ed25519SHA256)
        try await registerOwnPatient(name)
        try await chaos?.settle()
        let others = DemoNetwork.members.filter { $0 != "hospital-a" }
        others.forEach { network[$0].pause() }
        let shown: [UInt8]
        do {
            let isAlone = await waitUntilAlone()
            narrator.expect(isAlone, "甲的节点自知失联", "A's node knows that it is alone")
            shown = try await openAlone(session, patient)
        } catch {
            others.forEach { network[$0].resume() }
            throw error
        }
        others.forEach { network[$0].resume() }
        let text = String(decoding: shown, as: UTF8.self)
        narrator.expect(
            text.contains("glucose"), "按最后一次提交的章程就地裁决，记录落盘之后才显示数据",
            "decided on the last committed charter; the data were shown after the record was durable"
        )
        try await expectAnchored()
    }

    private func registerOwnPatient(_ name: SubjectName) async throws {
        let member = name.holder
        let patient = name.pseudonym(suite: .ed25519SHA256)
        try await record(
            RegisterSubject(
                subject: Subject(
                    pseudonym: patient, holder: member,
                    attending: [StaffReference(member: member, staff: StaffID(unchecked: "dr-li"))]),
                value: name.value
            ),
            by: "hospital-a/data-sun", cosigners: ["hospital-a/dr-li"], gateway: true)
        let content = try Files.read("\(network.root)/hospital-a/records/p001.json")
        let hidden = Given.content([content], suite: .ed25519SHA256)
        try await record(
            RegisterAsset(
                description: AssetDescription(
                    kind: .raw, category: .status, level: 3,
                    schema: CryptoSuite.ed25519SHA256.hash(Array("FHIR R4 Bundle".utf8)),
                    content: hidden.digest, rows: 1, members: .subjects([patient]),
                    labels: CatalogueLabels.labels(["glucose", "hba1c"]))),
            by: "hospital-a/data-sun", gateway: true, commitments: [hidden.digest],
            content: hidden.disclosure)
    }

    /// The node still answers while it is alone; its health then says what is missing.
    private func waitUntilAlone() async -> Bool {
        let deadline = Date().addingTimeInterval(60)
        while Date() < deadline {
            if let health = await network.health(of: "hospital-a"), !health.reachesQuorum {
                return true
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
        return false
    }

    private func openAlone(_ session: Session, _ patient: Pseudonym) async throws -> [UInt8] {
        let now = WallClock.now()
        let reason = Given.commitment(
            "reason", Array("断网期间急救".utf8), suite: .ed25519SHA256)
        let draft = try await session.client.draftOffline(
            OfflineDraftBody(
                request: Governance.Request(
                    asset: nil, subject: patient, action: "read", purpose: "rescue",
                    fields: ["glucose", "hba1c"], output: "raw", clientTime: now),
                declaration: OverrideDeclaration(
                    scope: OverrideScope(
                        holder: session.person.member, subject: patient, asset: nil,
                        fields: ["glucose", "hba1c"], purpose: "rescue"), reason: .unconscious,
                    expires: now.adding(.hours(5)) ?? now), reasonCommitment: reason.digest))
        guard let lines = Base64.decode(draft.signedBytes), let key = session.keys.first else {
            throw ClientFault.unreadable("draft")
        }
        let signature = TransactionSignature(key: key.verifyingKey.id, signature: key.sign(lines))
        narrator.say(
            "离线记录第 \(draft.sequence) 号，由 dr-li 与网关签名",
            "offline record \(draft.sequence), signed by dr-li and the gateway")
        return Array(
            try await session.client.openOffline(
                OfflineOpenBody(record: draft.record, signed: [signature])))
    }

    /// Back on the network, the record is on the chain.
    private func expectAnchored() async throws {
        let member = MemberID(unchecked: "hospital-a")
        let log = try await wait(
            for: Tables.offlineLogs, member, as: "hospital-a/dr-li", seconds: 60
        ) { $0.last > 0 }
        narrator.expect(
            log != nil, "恢复联网后，离线记录已上链，序号连续",
            "back on the network the record is anchored, without a gap")
        for name in DemoNetwork.members {
            _ = await network.wait(for: name, seconds: 60) { $0.reachesQuorum }
        }
    }
}
