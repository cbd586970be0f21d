import Foundation
import TestSupport
import Testing

@testable import TallyCommands

/// `tally gate check` on files, as an officer runs it.
@Suite struct `Trying a release on files` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static func example(_ path: String) -> String {
        Fixture.root.deletingLastPathComponent().deletingLastPathComponent().path
            + "/genesis/records/" + path
    }

    private func patient(
        _ name: String, _ gender: String, _ year: Int, diagnosis: String = "2型糖尿病"
    ) throws -> String {
        try scratch.file(
            name,
            """
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"q",
            "gender":"\(gender)","birthDate":"\(year)-03-02","name":[{"text":"\(name)顾清扬"}]}},
            {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/q"},
            "code":{"text":"\(diagnosis)"}}}]}
            """)
    }

    private func check(_ arguments: String...) async -> ToolAnswer {
        await Tool.run(["gate", "check"] + arguments)
    }

    @Test func `shows what would leave for research, in both languages`() async throws {
        let record = Self.example("centre-b/p001.json")
        let chinese = await check(record, "--purpose", "research", "--lang", "zh")
        #expect(chinese.code == 0, "\(chinese.output)\(chinese.errors)")
        for words in ["二次利用", "准标识符", "假名", "结论：闸门放行", "k 与重识别风险未知"] {
            #expect(chinese.output.contains(words), "\(words): \(chinese.output)")
        }
        let english = await check(
            record, "--purpose", "research", "--fields", "gender,hba1c", "--lang", "en")
        #expect(english.code == 0 && english.output.contains("it would leave"))
        #expect(english.output.contains("hba1c") && !english.output.contains("birth_date"))
    }

    @Test func `ends with 1 where the gate holds back, and never repeats the value`() async throws {
        let record = try patient("a.json", "female", 1971, diagnosis: "顾清扬复诊")
        for form in [["--lang", "zh"], ["--lang", "en"], ["--json"]] {
            let held = await Tool.run(
                ["gate", "check", record, "--purpose", "care", "--fields", "diagnosis,gender"]
                    + form)
            #expect(held.code == 1, "\(held.output)\(held.errors)")
            #expect(held.output.contains("$[0].fields[0].values[0]"))
            #expect(!held.output.contains("清扬"))
        }
    }

    @Test func `counts k over the records that are given, each once`() async throws {
        let own = try patient("a.json", "female", 1971)
        let others = [
            try patient("b.json", "female", 1971), try patient("c.json", "male", 1971), own,
            try scratch.file("d.json", "{"),
        ]
        let answer = await Tool.run(
            ["gate", "check", own, "--purpose", "research", "--fields", "gender,birth_date"]
                + ["--json", "--among"] + others)
        #expect(answer.code == 0, "\(answer.output)\(answer.errors)")
        let value = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
        let patients = try #require((value as? [String: Any])?["patients"] as? [[String: Any]])
        let crowd = try #require(patients.first?["crowd"] as? [String: Any])
        #expect(crowd["k"] as? Int == 2 && crowd["over"] as? Int == 3)
        #expect(crowd["risk"] as? String == "1/2" && crowd["unread"] as? Int == 1)
        #expect(crowd["quasi"] as? [String] == ["birth_date", "gender"])
    }

    @Test func `reads a whole folder of one patient, or nothing`() async throws {
        let folder = scratch.path + "/p9"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: patient("a.json", "male", 1950), toPath: folder + "/a.json")
        let whole = await check(folder, "--purpose", "research")
        #expect(whole.code == 0, "\(whole.output)\(whole.errors)")
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/b.pdf"))
        let partly = await check(folder, "--purpose", "research", "--lang", "en")
        #expect(partly.code == 65 && partly.errors.contains("b.pdf"))
    }

    @Test func `tells a refused record from a file that is none`() async throws {
        let torn = try scratch.file("t.json", #"{"resourceType":"#)
        #expect(await check(torn, "--purpose", "care").code == 65)
        let foreign = try scratch.file(
            "f.json",
            """
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"q"}},
            {"resource":{"resourceType":"Condition","code":{"text":"头晕"}}}]}
            """)
        let answer = await check(foreign, "--purpose", "care", "--lang", "en")
        #expect(answer.code == 1 && answer.output.contains("[6054]"))
    }

    @Test func `refuses words that mean nothing, with the nearest`() async throws {
        let record = try patient("a.json", "male", 1950)
        for (arguments, word) in [
            (["--purpose", "research?"], "`research`"), (["--purpose", "科研"], "care"),
            (["--purpose", "care", "--fields", "home_adress"], "`home_address`"),
            (["--purpose", "care", "--action", "train"], "read or export"),
        ] {
            let answer = await Tool.run(["gate", "check", record, "--lang", "en"] + arguments)
            #expect(answer.code == 64 && answer.errors.contains(word), "\(answer.errors)")
        }
    }
}
