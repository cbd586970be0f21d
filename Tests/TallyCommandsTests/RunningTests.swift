import Foundation
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import TallyCommands

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Commands on a running consortium` {
    private static let officer = "centre-b/data-chen"
    private static let physician = "hospital-a/dr-li"

    @Test func `record, read and refuse as their help says`() async throws {
        try await RunningConsortium.with { net in
            try await Self.rights(net)
            try await Self.words(net)
            try await Self.refusal(net)
            try await Self.assets(net)
            try await Self.reading(net)
            try await Self.duties(net)
            try await Self.cases(net)
            try await Self.drafts(net)
            try await PatientsKeyWalk.run(net)
            try await LicenceWalk.run(net)
            try await HeldBackWalk.run(net)
            try await MergeWalk.run(net)
            try await Self.emergency(net)
            try await KeyProofSteps.run(net)
            try await ConsentFileWalk.run(net)
            try await WithdrawalWalk.run(net)
        }
    }

    private static func rights(_ net: RunningConsortium) async throws {
        let asset = net.story.facts.asset.description
        let paper = try net.scratch.file("scope.txt", "glucose of 2026, for training")
        let opened = net.scratch.path + "/right.disclosures"
        let right = try net.id(
            try await net.tally(
                [
                    "right", "register", asset, "--kind", "use", "--grantee", "hospital-a",
                    "--basis", "contract-7-of-2026", "--scope", paper, "--disclosures", opened,
                    "--json",
                ], as: officer))
        #expect(FileManager.default.fileExists(atPath: opened))
        let pledged = try net.id(
            try await net.tally(
                ["right", "pledge", right, "--document", paper, "--json"], as: officer))
        // The record that was replaced is not pledged again, nor the pledged one a second time.
        for (id, code) in [(right, "right-replaced"), (pledged, "pledged-already")] {
            let again = try await net.tally(
                ["right", "pledge", id, "--document", paper], as: officer)
            #expect(again.code == 1 && again.errors.contains("[\(code)]"), "\(again.errors)")
        }
        let show = try await net.tally(["right", "show", asset], as: officer, language: "zh")
        #expect(show.code == 0 && show.output.contains("使用权") && show.output.contains("已质押"))
        #expect(show.output.contains("已被后来的登记取代"))
        let released = try net.id(
            try await net.tally(
                ["right", "release", pledged, "--document", paper, "--json"], as: officer))
        let refused = try await net.tally(
            ["right", "release", released, "--document", paper], as: officer)
        #expect(refused.code == 1 && refused.errors.contains("[not-pledged]"))
        let unknown = try await net.tally(["right", "show", right], as: officer)
        #expect(unknown.code == 1 && unknown.errors.contains("[unknown-asset]"))
    }

    /// Words of requests are those of the vocabularies, in either language; others never become
    /// entries.
    private static func words(_ net: RunningConsortium) async throws {
        let subject = net.story.facts.patient.description
        func review(_ fields: String, purpose: String = "care") async throws -> ToolAnswer {
            try await net.tally(
                [
                    "review", "--subject", subject, "--action", "read", "--purpose", purpose,
                    "--fields", fields, "--json",
                ], as: physician)
        }
        let english = try await review("glucose")
        let chinese = try await review("血糖", purpose: "诊疗")
        #expect([0, 1].contains(english.code) && chinese.code == english.code)
        let outcomes = [english, chinese].map {
            $0.output.firstMatch(of: /"outcome" : "[a-z]+"/).map { String($0.output) }
        }
        #expect(outcomes[0] != nil && outcomes[0] == outcomes[1], "\(english.output)")
        let before = try await net.tally(["chain", "history", "--subject", subject], as: officer)
        let reason = try net.scratch.file("why.txt", "found unconscious\n")
        for (option, wrong, nearest) in [
            ("--fields", "glucos", "glucose"), ("--fields", "血塘", "血糖"),
            ("--purpose", "resque", "rescue"),
        ] {
            for language in ["zh", "en"] {
                let answer = try await net.tally(
                    [
                        "override", "declare", "--holder", "centre-b", "--subject", subject,
                        "--reason-file", reason,
                    ] + (option == "--fields" ? [] : ["--fields", "glucose"]) + [option, wrong],
                    as: physician, language: language)
                #expect(answer.code == 64 && answer.errors.contains("[word-unknown]"))
                #expect(answer.errors.contains(nearest), "\(answer.errors)")
            }
        }
        let after = try await net.tally(["chain", "history", "--subject", subject], as: officer)
        #expect(after.output == before.output)
    }

    /// A transaction that the chain holds as refused is a failure in every command.
    private static func refusal(_ net: RunningConsortium) async throws {
        let draft = net.scratch.path + "/refused.cbor"
        let made = try await net.tally(
            [
                "override", "approve", String(repeating: "0", count: 64), "--draft", draft,
                "--json",
            ], as: physician)
        let id = try net.id(made, "transaction")
        let submitted = try await net.tally(["submit", draft], as: physician)
        #expect(submitted.code == 1 && submitted.errors.contains("refused"))
        for language in ["zh", "en"] {
            let status = try await net.tally(["status", id], as: physician, language: language)
            #expect(status.code == 1, "\(status.output)")
            #expect(status.output.contains(language == "zh" ? "账本拒绝" : "refused"))
        }
        let unknown = try await net.tally(
            ["status", String(repeating: "7", count: 64)], as: physician)
        #expect(unknown.code == 2)
    }

    private static func assets(_ net: RunningConsortium) async throws {
        let subject = net.story.facts.patient.description
        let record = "\(net.network.root)/centre-b/records/p001.json"
        let asset = try net.id(
            try await net.tally(
                [
                    "asset", "register", "--subjects", subject, "--fields", "glucose",
                    "--content", record, "--json",
                ], as: officer))
        #expect(
            FileManager.default.fileExists(
                atPath: "\(net.network.root)/centre-b/salts/\(asset).content"))
        let labelled = try await net.tally(
            [
                "asset", "label", asset, "--field", "glucose", "--category", "STAT", "--level", "4",
            ], as: officer)
        #expect(labelled.code == 0, "\(labelled.errors)")
        let level = try await net.tally(
            ["asset", "label", asset, "--field", "x", "--category", "STAT", "--level", "9"],
            as: officer)
        #expect(level.code == 64)
    }

    private static func duties(_ net: RunningConsortium) async throws {
        // The charter's adoption was reported on by every seat.
        let all = try await net.tally(["duty", "list", "--all"], as: officer)
        #expect(all.code == 0 && all.output.contains("gate-report"), "\(all.errors)")
        // A report is done once its own block is there.
        let chinese = try await net.answer(saying: "已完成") {
            try await net.tally(["duty", "list", "--all"], as: officer, language: "zh")
        }
        #expect(
            chinese.output.contains("参与表决的成员") && chinese.output.contains("已完成"),
            "\(chinese.output)\(chinese.errors)")
        let json = try await net.tally(["duty", "list", "--all", "--json"], as: officer)
        let subject = try #require(
            json.output.firstMatch(of: /"subject" : "([0-9a-f]{64})"/)
        ).output.1
        let short = String(subject.prefix(10))
        let one = try await net.tally(["duty", "show", "gate-report", short], as: officer)
        #expect(one.code == 0 && one.output.contains(subject), "\(one.errors)\(one.output)")
        let none = try await net.tally(["duty", "show", "release", "0000"], as: officer)
        #expect(none.code == 1 && none.errors.contains("[no-such-duty]"), "\(none.errors)")
        let wrong = try await net.tally(
            ["duty", "show", "gift", String(repeating: "0", count: 64)], as: officer)
        #expect(wrong.code == 1 && wrong.errors.contains("kind"), "\(wrong.errors)")
    }

    private static func reading(_ net: RunningConsortium) async throws {
        let subject = net.story.facts.patient.description
        let calls: [(words: [String], says: String)] = [
            (["chain", "entry", "0"], "kind"),
            (["chain", "history", "--subject", subject], "register-subject"),
            (["chain", "members"], "hospital-a"), (["chain", "notices"], ""),
            (["chain", "state", Hex.encode(Array("seats/".utf8))], "stateRoot"),
            (["charter", "list"], "base"),
            (["case", "list"], ""),
        ]
        for call in calls {
            let answer = try await net.tally(call.words, as: officer)
            #expect(answer.code == 0 && answer.errors.isEmpty, "\(call.words): \(answer.errors)")
            #expect(call.says.isEmpty || answer.output.contains(call.says), "\(answer.output)")
        }
        let address = net.network["centre-b"].address.absoluteString
        let open = await Tool.run(["chain", "interface", "--node", address])
        #expect(open.code == 0 && open.output.contains("\"openapi\":\"3.1.0\""))
        let metrics = await Tool.run(["health", "--metrics", "--node", address])
        #expect(metrics.code == 0 && metrics.output.contains("# TYPE"))
        let block = net.scratch.path + "/block.cbor"
        for code: Int32 in [0, 73] {
            let answer = try await net.tally(["chain", "block", "1", "--out", block], as: officer)
            #expect(answer.code == code, "\(answer.errors)")
        }
        let list = try await net.tally(["charter", "list", "--json"], as: officer)
        let digest = try #require(list.output.firstMatch(of: /"digest" : "([0-9a-f]{64})"/)).output
            .1
        let charter = net.scratch.path + "/charter.cbor"
        let fetched = try await net.tally(
            ["charter", "fetch", String(digest), "--out", charter], as: officer)
        #expect(fetched.code == 0, "\(fetched.errors)")
        let words = try #require(
            list.output.firstMatch(of: /"vocabulary" : "([0-9a-f]{64})"/)
        ).output.1
        for (name, code) in [(String(words), Int32(0)), (String(digest), 1)] {
            let file = net.scratch.path + "/\(name).cbor"
            let answer = try await net.tally(
                ["charter", "fetch", name, "--vocabulary", "--out", file], as: officer)
            #expect(answer.code == code, "\(answer.errors)")
        }
    }

    private static func cases(_ net: RunningConsortium) async throws {
        let opened = try await net.tally(
            ["case", "open", "dispute", "--json"], as: officer)
        let shown = try await net.tally(
            ["case", "show", try net.id(opened)], as: officer, language: "zh")
        #expect(shown.code == 0 && shown.output.contains("案卷"), "\(shown.errors)")
        let incomplete = try await net.tally(["case", "open", "exemption"], as: officer)
        #expect(incomplete.code == 64 && incomplete.errors.contains("[exemption-incomplete]"))
        let anchored = try await net.tally(
            ["anchor", "file", net.network.passphraseFile, "--kind", "exhibit"], as: officer)
        #expect(anchored.code == 0, "\(anchored.errors)")
    }

    private static func drafts(_ net: RunningConsortium) async throws {
        let draft = net.scratch.path + "/committee.draft"
        let made = try await net.tally(
            [
                "governance", "draft", "committee", "--out", draft,
                "--seat", "centre-c/ethics-he=ethics=2030-01-01",
                "--seat", "regulator/law-feng=law=2030-01-01",
                "--seat", "research-r/tech-guo=technology=2030-01-01",
                "--substitute", "court/judge-song=ethics=2030-01-01",
                "--substitute", "court/judge-song=law=2030-01-01",
                "--substitute", "court/judge-song=technology=2030-01-01",
            ], as: officer)
        #expect(made.code == 0, "\(made.errors)")
        let shown = await Tool.run(["governance", "show", draft, "--lang", "zh"])
        #expect(shown.code == 0 && shown.output.contains("伦理") && shown.output.contains("law-feng"))
        // What the chain would refuse is refused before anybody signs it.
        let fewer = net.scratch.path + "/fewer.draft"
        let removed = try await net.tally(
            ["governance", "draft", "seat-change", "--out", fewer, "--yes"]
                + ["hospital-a", "centre-b", "centre-c"].flatMap { ["--remove", $0] }, as: officer)
        #expect(removed.code == 1, "\(removed.output)")
        #expect(
            removed.errors.contains("[\(Refusal.seatChangeTooLarge.name)]")
                || removed.errors.contains("[\(Refusal.tooFewSeats.name)]"), "\(removed.errors)")
        #expect(!FileManager.default.fileExists(atPath: fewer))
        try await seatConsent(net)
    }

    /// Drafted, signed off line and submitted: the ledger takes the signature, and says that this
    /// case does not ask for it.
    private static func seatConsent(_ net: RunningConsortium) async throws {
        let opened = try net.id(
            try await net.tally(
                ["case", "open", "dispute", "--json"], as: officer))
        let draft = net.scratch.path + "/consent.draft"
        let made = try await net.tally(
            ["governance", "draft", "seat-consent", opened, "--out", draft], as: officer)
        #expect(made.code == 0, "\(made.errors)")
        let early = try await net.tally(["governance", "submit", draft], as: officer)
        #expect(early.code == 1 && early.errors.contains("[signatures-missing]"))
        let signed = net.scratch.path + "/consent.signed"
        let sign = await Tool.run([
            "governance", "sign", draft, "--out", signed, "--yes", "--lang", "zh", "--key",
            "\(net.network.root)/centre-b/governance-key.json", "--passphrase-file",
            net.network.passphraseFile,
        ])
        #expect(sign.code == 0 && sign.output.contains("席位同意变更红线"), "\(sign.errors)")
        let submitted = try await net.tally(["governance", "submit", signed], as: officer)
        let code = Refusal.seatConsentNotAsked.code
        #expect(submitted.code == 1, "\(submitted.output)")
        #expect(submitted.errors.contains("[refused-\(code)]"), "\(submitted.errors)")
    }

    /// Declared, signed, opened and anchored by commands alone, with the node cut off meanwhile.
    private static func emergency(_ net: RunningConsortium) async throws {
        let name = try net.network.name(of: "p001", at: "hospital-a")
        let subject = name.pseudonym(suite: .ed25519SHA256).description
        let sun = "hospital-a/data-sun"
        let registered = try await net.tally(
            [
                "subject", "register", subject, "--value", "\(name.value)", "--attending",
                "dr-li", "--cosigner", net.key("hospital-a/dr-li"),
            ], as: sun)
        #expect(registered.code == 0, "\(registered.errors)")
        let draft = net.scratch.path + "/emergency.draft"
        let words = [
            "override", "offline", "draft", "--subject", subject, "--fields", "glucose",
            "--reason-file", try net.scratch.file("reason.txt", "no network\n"), "--reason-code",
            "unconscious", "--hours", "2",
            "--approver", "hospital-a/dr-wang", "--out", draft,
            "--disclosures", net.scratch.path + "/reason.disclosures",
        ]
        let early = try await net.tally(words, as: physician, language: "zh")
        #expect(early.code == 1 && early.errors.contains("[not-cut-off]"), "\(early.errors)")
        #expect(!FileManager.default.fileExists(atPath: draft))
        let others = DemoNetwork.members.filter { $0 != "hospital-a" }
        others.forEach { net.network[$0].pause() }
        defer { others.forEach { net.network[$0].resume() } }
        #expect(await net.network.wait(for: "hospital-a") { !$0.reachesQuorum })
        let data = net.scratch.path + "/data.json"
        try await openCutOff(net, words, draft: draft, data: data)
        others.forEach { net.network[$0].resume() }
        #expect(
            try await net.waits(for: 0) {
                try await net.tally(["override", "offline", "status", draft], as: physician)
            })
        let anchored = try await net.tally(
            ["override", "offline", "status", draft], as: physician, language: "zh")
        #expect(anchored.output.contains("已上链") && anchored.output.contains("补记截止"))
        let all = try await net.tally(["override", "offline", "status"], as: physician)
        #expect(all.code == 0 && all.output.contains("no record waits"), "\(all.output)")
        try await alone(net, words)
    }

    /// A node that is started while the others are away has no clock for its state: it says so.
    private static func alone(_ net: RunningConsortium, _ words: [String]) async throws {
        let others = DemoNetwork.members.filter { $0 != "hospital-a" }
        others.forEach { net.network[$0].pause() }
        defer { others.forEach { net.network[$0].resume() } }
        net.network["hospital-a"].stop()
        try net.network["hospital-a"].start()
        #expect(await net.network.wait(for: "hospital-a") { !$0.reachesQuorum })
        let late = words.map { $0.replacing("emergency.draft", with: "late.draft") }
            .map { $0.replacing("reason.disclosures", with: "late.disclosures") }
        for language in ["zh", "en"] {
            let answer = try await net.tally(late, as: physician, language: language)
            #expect(answer.code == 1 && answer.errors.contains("[state-too-old]"))
            #expect(answer.errors.contains("tally override declare"), "\(answer.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: net.scratch.path + "/late.draft"))
    }

    private static func openCutOff(
        _ net: RunningConsortium, _ words: [String], draft: String, data: String
    ) async throws {
        let made = try await net.tally(words, as: physician)
        #expect(made.code == 0 && made.output.contains("lacking"), "\(made.errors)")
        let again = try await net.tally(words, as: physician)
        #expect(again.code == 73, "an existing draft is not written over")
        let open = ["override", "offline", "open", draft]
        let unsigned = try await net.tally(open + ["--out", data], as: physician)
        #expect(unsigned.code == 1 && unsigned.errors.contains("[signatures-missing]"))
        let signed = net.scratch.path + "/emergency.signed"
        for (person, code) in [("data-sun", Int32(77)), ("dr-wang", 0)] {
            let answer = await Tool.run([
                "override", "offline", "sign", draft, "--out", signed,
                "--key", net.key("hospital-a/\(person)"),
                "--passphrase-file", net.network.passphraseFile, "--lang", "en",
            ])
            #expect(answer.code == code, "\(person): \(answer.errors)")
        }
        let waiting = try await net.tally(["override", "offline", "status", draft], as: physician)
        #expect(waiting.code == 2 && waiting.output.contains("was not opened"))
        let stranger = try await net.tally(open + [signed], as: "hospital-a/dr-wang")
        #expect(stranger.code == 77)
        let opened = try await net.tally(open + [signed, "--out", data], as: physician)
        #expect(opened.code == 0, "\(opened.errors)")
        let text = try String(contentsOfFile: data, encoding: .utf8)
        #expect(text.contains("glucose"), "\(text.prefix(200))")
        let once = try await net.tally(
            open + [signed, "--out", data + "2"], as: physician, language: "zh")
        #expect(once.code == 1 && once.errors.contains("[not-found]"), "\(once.errors)")
        #expect(!FileManager.default.fileExists(atPath: data + "2"))
        let status = try await net.tally(
            ["override", "offline", "status", draft], as: physician, language: "zh")
        #expect(status.code == 2 && status.output.contains("待上链"), "\(status.output)")
    }
}
