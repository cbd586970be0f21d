import Diagnosis
import Foundation
import Governance
import LedgerTypes
import NodeAPI
import NodeFiles
import Sealing
import TallyClient

/// Work with the outside while the world is broken: a release, an emergency, a closed inbox.
extension ChaosRun {
    private static let (asker, holder) = ("hospital-a", "centre-b")
    private static let physician = "dr-li"

    // MARK: people

    /// Who calls, and at which node.
    private func caller(_ member: String, _ person: String) throws -> [String] {
        [
            "--node", "http://127.0.0.1:\(try network.running.port(of: member))", "--key",
            "\(network.folder)/\(member)/staff/\(person).json", "--passphrase-file",
            network.running.passphraseFile,
        ]
    }

    /// The patient of a holder's records, registered once.
    private func patient(of holder: String, by officer: String) throws -> Pseudonym {
        let name = try network.running.patientName(of: holder)
        let patient = name.pseudonym(suite: network.running.genesis.suite)
        let known = try TrialTool(network.tool).run(
            ["subject", "show", "\(patient)"] + caller(holder, officer))
        guard known.code != 0 else { return patient }
        try command(
            ["subject", "register", "\(patient)", "--value", "\(name.value)"]
                + caller(holder, officer), "\(holder) 登记患者", "\(holder) registers its patient")
        return patient
    }

    /// Asks for a patient of the holder; the permit.
    private func ask(for patient: Pseudonym) throws -> RecordID {
        let answer = try command(
            [
                "request", "--subject", "\(patient)", "--action", "read", "--purpose", "care",
                "--fields", "glucose", "--json",
            ] + caller(Self.asker, Self.physician), "请求获准", "the request is permitted")
        guard let id = answer.firstMatch(of: /"id" : "([0-9a-f]{64})"/)?.output.1,
            let permit = RecordID(hex: String(id))
        else { throw BenchFault(zh: "答复没有编号：\(answer)", en: "the answer has no id: \(answer)") }
        return permit
    }

    /// What a node's state says of a permit; nil while it does not answer or knows none.
    private func record(of permit: RecordID, at member: String) -> PermitRecord? {
        let key = Hex.encode(Tables.permits.stateKey(permit))
        // Asked again until it answers; then the story says what was missing.
        guard
            let caller = try? BenchCaller(
                CallerPlace(network.running, "court/judge-song", at: member)),
            let view = try? caller.get("/v1/state/\(key)", as: StateView.self),
            let bytes = view.value.flatMap(Base64.decode)
        else { return nil }
        return try? PermitRecord(canonical: bytes)
    }

    /// The payload is at the asker, and the chain has one release and one acknowledgement.
    private func expectDelivered(_ permit: RecordID) {
        let path = "\(network[Self.asker].home)/inbox/\(permit).json"
        let isThere = network.wait(seconds: 60) {
            FileManager.default.fileExists(atPath: path)
                && record(of: permit, at: Self.asker)?.acknowledgements ?? 0 > 0
        }
        narrator.expect(isThere, "数据已送达并确认", "the data came and are acknowledged")
        let found = record(of: permit, at: Self.asker)
        narrator.expect(
            found?.releases == 1 && found?.acknowledgements == 1, "恰好放行一次、确认一次",
            "released once and acknowledged once")
    }

    // MARK: stories

    /// The holder learns of a permit when two of four seats have gone: its release cannot come to the
    /// chain for longer than anybody waits for an answer.
    func permitWithoutQuorum() throws {
        let patient = try patient(of: Self.holder, by: "data-chen")
        let others = network.voters.filter { $0 != Self.asker && $0 != Self.holder }
        let seconds = random.draw(from: 33, to: 37)
        narrator.say(
            "许可生效后 \(others.joined(separator: "、")) 失联 \(seconds) 秒",
            "\(others.joined(separator: ", ")) are away for \(seconds) s after a permit")
        network[Self.holder].pause()
        let permit = try ask(for: patient)
        others.forEach { network[$0].pause() }
        network[Self.holder].resume()
        let isUnderWay = network.wait(seconds: 30) {
            record(of: permit, at: Self.holder) != nil
        }
        narrator.expect(isUnderWay, "持有方得知许可", "the holder learns of the permit")
        pass(seconds * 1_000)
        try command(
            ["duty", "show", "release", "\(permit)"] + caller(Self.holder, "data-chen"),
            "tally duty 列出待放行事项", "tally duty shows the release that waits")
        narrator.expect(
            record(of: permit, at: Self.holder)?.releases == 0, "无法定多数，未上链",
            "without a quorum it is not on the chain")
        others.forEach { network[$0].resume() }
        expectDelivered(permit)
    }

    /// Two drafts at a node that is cut off, opened in the other order.
    func openTwice() throws {
        let alone = Self.asker
        let patient = try patient(of: alone, by: "data-sun")
        let others = network.voters.filter { $0 != alone }
        let folder = network.folder + "/emergency-\(network.tip)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        let person = try caller(alone, Self.physician)
        narrator.say("\(alone) 断网，两次应急", "\(alone) is cut off, and has two emergencies")
        network.cut(others.flatMap { [($0, alone), (alone, $0)] })
        narrator.expect(
            network.wait(for: alone) { !$0.reachesQuorum }, "\(alone) 自知失联",
            "\(alone) knows that it is alone")
        let reason = "\(folder)/reason.txt"
        try AtomicFile.write(Array("no network\n".utf8), to: reason)
        let drafts = ["first", "second"].map { "\(folder)/\($0).draft" }
        for draft in drafts {
            try command(
                [
                    "override", "offline", "draft", "--subject", "\(patient)", "--fields",
                    "glucose", "--reason-file", reason, "--reason-code", "unconscious",
                    "--hours", "2", "-o", draft,
                ] + person, "就地裁决", "decided alone")
        }
        for draft in drafts.reversed() {
            try command(
                ["override", "offline", "open", draft, "-o", draft + ".json"] + person,
                "打开记录", "the record is opened")
        }
        network.heal()
        for draft in drafts {
            let isAnchored = network.wait(seconds: 60) {
                // Asked again until it answers.
                let asked = try? TrialTool(network.tool).run(
                    ["override", "offline", "status", draft] + person)
                return asked?.code == 0
            }
            narrator.expect(isAnchored, "离线记录已上链", "the record is on the chain")
        }
    }

    /// A file stands where the asker's inbox should be; then the folder is back.
    func closeInbox() throws {
        let patient = try patient(of: Self.holder, by: "data-chen")
        let inbox = network[Self.asker].home + "/inbox"
        let manager = FileManager.default
        narrator.say("\(Self.asker) 的收件文件夹无法写入", "the inbox of \(Self.asker) cannot be written")
        try manager.moveItem(atPath: inbox, toPath: inbox + ".aside")
        try AtomicFile.write(Array("closed".utf8), to: inbox)
        let permit = try ask(for: patient)
        narrator.expect(
            network.wait(for: Self.asker) { health in
                health.problems.contains { $0.code == NodeProblem.Number.inbox.rawValue }
            }, "健康检查说明原因", "health says so")
        let before = record(of: permit, at: Self.asker)
        narrator.expect(
            before?.releases == 1 && before?.acknowledgements == 0, "已放行、未确认",
            "released, and not acknowledged")
        try manager.removeItem(atPath: inbox)
        try manager.moveItem(atPath: inbox + ".aside", toPath: inbox)
        expectDelivered(permit)
        narrator.expect(
            network.wait(for: Self.asker) { health in
                !health.problems.contains { $0.code == NodeProblem.Number.inbox.rawValue }
            }, "健康检查恢复正常", "health is well again")
    }
}
