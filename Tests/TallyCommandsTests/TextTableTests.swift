import Testing

@testable import TallyCommands

@Suite struct `Tables` {
    @Test func `line up columns in a terminal, whatever the script`() {
        let table = TextTable(
            ["事项", "for", ""], [["告知", "患者 1a2b", "x"], ["release", "m0", ""]])
        #expect(
            table.text == """
                事项     for
                告知     患者 1a2b  x
                release  m0
                """)
    }
}
