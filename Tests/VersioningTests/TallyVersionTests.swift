import Testing
import Versioning

@Suite struct `The version` {
    @Test func `is three numbers`() {
        let parts = TallyVersion.text.split(separator: ".", omittingEmptySubsequences: false)
        #expect(parts.count == 3)
        // As people write numbers: no sign, no leading nought.
        #expect(parts.allSatisfy { part in UInt(part).map { "\($0)" == part } == true })
    }
}
