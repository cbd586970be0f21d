import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension DemoStory {
    /// What names the second patient in the record that B has; the given name stands in a note, too.
    private static let namesOfSecond = ["吴淑芬", "淑芬", "13800138006", "120101195203080066", "山西路"]

    /// Part of step 2: a consent with a limit that the importer does not know.
    func registerSecondPatient() async throws {
        narrator.say(
            "另一名患者的同意书，对科研写有本联盟不认识的限制：",
            "a second patient, whose consent limits research in a way that is not known here:")
        facts.second = try await enrol(
            "p006", labels: CatalogueLabels.labels(["glucose", "hba1c", "medication"]))
        let (imported, permitted) = try await recordConsent("p006", of: facts.second.patient)
        narrator.say("照签署内容登记：", "recorded as it was signed:")
        narrator.block(
            imported.scopes.map(\.chinese).joined(separator: "\n"),
            imported.scopes.map(\.english).joined(separator: "\n"))
        let dropped = imported.unmapped.filter { $0.effect == .permissionDropped }
        narrator.expect(
            permitted.map(\.terms.scope.purposes) == [["care"]]
                && dropped.map(\.path) == ["provision.provision[1].class[0]"],
            "登记的只有诊疗；科研许可带有不认识的限制，未导入，并已列明：同意不会被放宽",
            "care alone is recorded; research, whose limit is not known, is not imported and is listed: "
                + "nothing becomes wider")
        let grant = try await openGrant("read", of: facts.second, upTo: 3)
        narrator.expect(
            grant.receipt?.outcome == "accepted", "乙与甲仍就其数据签订科研授权：所缺的只是患者的同意",
            "B and A open a grant for research on it all the same: only the patient's yes is lacking"
        )
    }

    /// Part of step 4: what was not signed in a form that is understood stays denied.
    func askBeyondConsent() async throws {
        narrator.say(
            "甲为科研读取第二名患者的血糖（授权在，同意未导入）：",
            "A asks for the second patient's glucose for research (a grant, and no consent to it):")
        let denial = try await ask(
            request("read", "research", ["glucose"], of: facts.second),
            by: "hospital-a/data-sun", expecting: "deny", rules: ["R4"])
        narrator.expect(
            denial.receipt?.decision?.rules.map(\.rule) == ["R4"],
            "拒绝的唯一理由是没有有效同意：未读懂的许可不算同意",
            "the one reason is that no valid consent is there: what is not understood permits nothing"
        )
    }

    /// Part of step 4: a physician wrote the patient's name into the directions of a drug. The permit
    /// stands, and the holder's gateway lets nothing leave.
    func holdBackName() async throws {
        narrator.say(
            "甲的医师为诊疗读取该患者的血糖与用药（用法中写有患者的名字）：",
            "a physician of A reads the patient's glucose and drugs for care (the directions name her):"
        )
        let permit = try await ask(
            request("read", "care", ["glucose", "medication"], of: facts.second),
            by: "hospital-a/dr-li", expecting: "permit", rules: ["R5"])
        try await expectHeldBack(permit)
        narrator.say("同一请求去掉用药：", "the same request without the drugs:")
        let plain = try await ask(
            request("read", "care", ["glucose"], of: facts.second), by: "hospital-a/dr-li",
            expecting: "permit", rules: ["R5"])
        try await expectDelivery(plain, without: Self.namesOfSecond)
    }

    /// The chain has the number of why; the place is in a report at the holder, to which the chain
    /// has a commitment; the name is in neither.
    private func expectHeldBack(_ permit: TransactionView) async throws {
        let officer = try await persistently { try await self.network.session(Self.dataOfficer) }
        let (patient, id) = (facts.second.patient, permit.id)
        let event = try await wait(seconds: 60) {
            try await self.persistently { try await officer.client.access(patient) }.events
                .first { $0.kind == TransactionKind.egressBlock.name && $0.request == id }
        }
        guard let event, let reason = event.message else {
            narrator.expect(false, "乙的网关拦下了内容", "B's gateway held it back")
            return
        }
        let entry = try await persistently { try await officer.client.entry(event.entry) }
        let bytes = Base64.decode(entry.bytes) ?? []
        let transaction = try Entry(canonical: bytes).transaction
        let block = try Payload<EgressBlock>(canonical: transaction.transaction.payload).body
        narrator.block(
            "链上：\(reason.zh) [\(block.reason)]", "on the chain: \(reason.en) [\(block.reason)]")
        let inbox = "\(network.root)/hospital-a/inbox/\(id).json"
        narrator.expect(
            (6101...6199).contains(block.reason) && !FileManager.default.fileExists(atPath: inbox),
            "许可已上链，乙的网关仍不放行，甲没有收到任何内容；链上写明原因编号",
            "the permit is on the chain, B's gateway still lets nothing leave, A has received nothing; "
                + "the chain has the number of why")
        let file = "\(network.root)/centre-b/salts/\(id).\(transaction.id).report"
        let report = try FieldDisclosure(canonical: try Files.read(file))
        let findings = String(decoding: report.value, as: UTF8.self)
        let lines = findings.split(separator: "\n").map { $0.components(separatedBy: " · ") }
        narrator.block(
            "乙自己的检查记录：" + lines.compactMap(\.last).joined(separator: "；"),
            "B's own report: " + lines.compactMap(\.first).joined(separator: "; "))
        let told = findings + String(decoding: bytes, as: UTF8.self)
        narrator.expect(
            report.commitment(suite: .ed25519SHA256) == block.report
                && findings.contains(".fields[1]")
                && !Self.namesOfSecond.contains { told.contains($0) },
            "所在位置只在乙的检查记录中，链上为其加盐承诺；两处都没有患者的名字",
            "the place is in B's report alone, to which the chain has a salted commitment; the name is "
                + "in neither")
    }
}
