import Testing

@testable import Governance

@Suite struct `Refusal catalogue` {
    @Test func `numbers and names are used once`() {
        #expect(Set(Refusal.all.map(\.code)).count == Refusal.all.count)
        #expect(Set(Refusal.all.map(\.name)).count == Refusal.all.count)
    }

    @Test func `every refusal speaks both languages`() {
        for refusal in Refusal.all {
            #expect(!refusal.english.isEmpty)
            #expect(
                refusal.chinese.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
            #expect(!refusal.english.hasSuffix("."))
        }
    }
}
