import CharterLanguage
import CharterTooling
import TestSupport
import Testing

@Suite struct `Ruling in words` {
    @Test func `names laws as each language does`() throws {
        let compilation = try Consortium.charter("diabetes_consortium", "diabetes_v1")
        let checked = try #require(compilation.charter)
        let facts = checked.facts(of: checked.charter.tests[1])
        let ruling = Decider.decide(checked, facts)
        let english = RulingText(
            [checked], titles: ["diabetes_consortium": compilation.titles], .english)
        #expect(
            english.text(ruling) == """
                denied
                rule R1 of diabetes_consortium@1 "Core private fields never leave the domain" \
                (red line): PIPL art 28; DSL art 21
                """)
        let chinese = RulingText([checked], .chinese)
        #expect(
            chinese.text(ruling) == """
                拒绝
                章程 diabetes_consortium@1 规则 R1（红线）：《个人信息保护法》第28条；《数据安全法》第21条
                """)
        let traces = Decider.explain(checked, facts)
        let words = chinese.text(traces, of: checked).split(separator: "\n")
        #expect(words[0] == "规则 R1：适用")
        #expect(words[1] == "规则 R2：不适用：请求.输出 非 加密参数（实为 请求.输出 = 加密参数）")
    }

    @Test func `says who decides and by when`() throws {
        let checked = try #require(
            try Consortium.charter("diabetes_consortium", "diabetes_v1").charter)
        let ruling = Decider.decide(checked, checked.facts(of: checked.charter.tests[5]))
        #expect(
            RulingText([checked], .chinese).text(ruling).hasSuffix(
                "由独立委员会在 120 小时内裁决，逾期视为拒绝"))
    }
}
