import SeededNumbers
import Testing

@Suite struct `Seeded numbers` {
    // The first outputs for this seed, as other implementations publish them.
    @Test func `are those of SplitMix64`() {
        var numbers = SplitMix64(seed: 1_234_567)
        let found = (0..<5).map { _ in numbers.next() }
        #expect(
            found == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func `stay below their bound`() {
        var numbers = SplitMix64(seed: 7)
        let found = Set((0..<200).map { _ in numbers.below(6) })
        #expect(found == [0, 1, 2, 3, 4, 5])
    }
}
