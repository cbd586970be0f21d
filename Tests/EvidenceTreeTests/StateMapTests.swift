import EvidenceTree
import Sealing
import TestSupport
import Testing

@Suite struct `State map` {
    let suite = CryptoSuite.ed25519SHA256

    func key(_ number: Int) -> [UInt8] { Array("key/\(number)".utf8) }

    @Test func `has the root of the definition after any writes`() {
        for seed in UInt64(1)...20 {
            var generator = SeededGenerator(seed: seed)
            var map = StateMap(suite: suite)
            var naive = NaiveState()
            #expect(map.root == naive.root)
            for _ in 0..<12 {
                var writes: [StateWrite] = []
                for _ in 0..<generator.below(20) {
                    let value = generator.oneIn(3) ? nil : generator.bytes(generator.below(4))
                    writes.append(StateWrite(key: key(generator.below(60)), value: value))
                }
                map = map.applying(writes)
                for write in writes { naive.content[write.key] = write.value }
                #expect(map.root == naive.root, "seed \(seed)")
                #expect(map.count == naive.content.count, "seed \(seed)")
                for number in 0..<60 {
                    #expect(map.value(for: key(number)) == naive.content[key(number)])
                }
            }
        }
    }

    @Test func `has one root whatever the order of writes`() {
        var generator = SeededGenerator(seed: 7)
        let writes = (0..<200).map { StateWrite(key: key($0), value: [UInt8($0)]) }
        let batch = StateMap(suite: suite).applying(writes)
        for _ in 0..<10 {
            var shuffled = writes
            for place in stride(from: shuffled.count - 1, to: 0, by: -1) {
                shuffled.swapAt(place, generator.below(place + 1))
            }
            let single = shuffled.reduce(StateMap(suite: suite)) { $0.applying([$1]) }
            #expect(single == batch)
            #expect(single.entries.map(\.key) == batch.entries.map(\.key))
        }
    }

    @Test func `a delete restores the earlier root`() {
        var roots: [Digest] = []
        var map = StateMap(suite: suite)
        for number in 0..<100 {
            roots.append(map.root)
            map = map.setting(key(number), to: [1])
        }
        for number in (0..<100).reversed() {
            map = map.setting(key(number), to: nil)
            #expect(map.root == roots[number])
        }
        #expect(map.count == 0)
    }

    @Test func `the last write of a key in a batch counts`() {
        let map = StateMap(suite: suite).applying([
            (key: key(1), value: [1]), (key: key(2), value: [2]), (key: key(1), value: [3]),
            (key: key(2), value: nil),
        ])
        #expect(map == StateMap(suite: suite).setting(key(1), to: [3]))
    }

    @Test func `a snapshot does not change with later writes`() {
        let writes = (0..<100).map { StateWrite(key: key($0), value: [1]) }
        let snapshot = StateMap(suite: suite).applying(writes)
        let root = snapshot.root
        let later = snapshot.applying((50..<150).map { StateWrite(key: key($0), value: [2]) })
            .setting(key(0), to: nil)
        #expect(later.root != root)
        #expect(snapshot.root == root)
        #expect(snapshot.count == 100 && later.count == 149)
        #expect(snapshot.value(for: key(60)) == [1] && later.value(for: key(60)) == [2])
        #expect(snapshot.value(for: key(0)) == [1] && later.value(for: key(0)) == nil)
    }

    @Test func `an empty value is a value`() {
        let empty = StateMap(suite: suite)
        let map = empty.setting(key(1), to: [])
        #expect(map.value(for: key(1)) == [])
        #expect(map.root != empty.root)
    }

    @Test func `entries rebuild the map`() {
        var generator = SeededGenerator(seed: 9)
        let writes = (0..<500).map { StateWrite(key: key($0), value: generator.bytes(5)) }
        let map = StateMap(suite: suite).applying(writes)
        let rebuilt = StateMap(suite: suite).applying(
            map.entries.map { StateWrite(key: $0.key, value: $0.value) })
        #expect(rebuilt == map && rebuilt.count == 500)
    }

    @Test func `paths grow with the logarithm`() {
        let map = StateMap(suite: suite).applying(
            (0..<4_096).map { StateWrite(key: key($0), value: [1]) })
        let depths = (0..<4_096).map { map.prove(key($0)).depth }
        #expect(depths.reduce(0, +) / depths.count <= 14)
        #expect(depths.allSatisfy { $0 < 40 })
    }
}
