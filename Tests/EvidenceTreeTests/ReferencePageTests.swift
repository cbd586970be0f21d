import CanonicalCoding
import Sealing
import TestSupport
import Testing

@testable import EvidenceTree

@Suite struct `Page on the evidence tree` {
    let suite = CryptoSuite.ed25519SHA256
    let hasher = TreeHasher(suite: .ed25519SHA256)

    @Test func `its vectors of entries hold`() throws {
        let tree = EntryTree(hasher: hasher, leafHashes: (0..<7).map { hasher.leaf([UInt8($0)]) })
        var known: [String: [UInt8]] = [
            "empty-root": hasher.emptyRoot.bytes,
            "leaf-of-nothing": hasher.leaf([]).bytes,
            "leaf-of-00": hasher.leaf([0]).bytes,
            "node-of-leaves-00-01": hasher.node(hasher.leaf([0]), hasher.leaf([1])).bytes,
            "inclusion-2-of-7": tree.inclusionProof(index: 2, size: 7)!.canonicalBytes,
            "inclusion-6-of-7": tree.inclusionProof(index: 6, size: 7)!.canonicalBytes,
            "consistency-3-to-7": tree.consistencyProof(from: 3, to: 7)!.canonicalBytes,
            "consistency-4-to-7": tree.consistencyProof(from: 4, to: 7)!.canonicalBytes,
        ]
        for size in UInt64(1)...7 { known["root-of-\(size)"] = tree.root(size: size)!.bytes }
        let vectors = try ReferencePage.vectors("evidence-tree", block: 0)
        #expect(vectors.count == known.count)
        for (name, hex) in vectors { #expect(known[name].map { Hex.encode($0) } == hex, "\(name)") }
    }

    @Test func `its vectors of the state hold`() throws {
        func map(_ count: UInt8) -> StateMap {
            StateMap(suite: suite).applying(
                (0..<count).map { StateWrite(key: [0x61 + $0], value: [0x31 + $0]) })
        }
        var known: [String: [UInt8]] = [
            "empty-map": map(0).root.bytes,
            "key-a": suite.digest(DigestDomain("tally/state-key/v1"), [0x61]).bytes,
            "value-1": StateHasher(suite: suite).value([0x31]).bytes,
            "leaf-a-1": map(1).root.bytes,
            "proof-of-a": map(8).prove([0x61]).canonicalBytes,
        ]
        for count: UInt8 in [1, 2, 3, 8] { known["root-of-\(count)-keys"] = map(count).root.bytes }
        var absences = 0
        for (name, hex) in try ReferencePage.vectors("evidence-tree", block: 1) {
            guard name.hasPrefix("absence-of-") else {
                #expect(known[name].map { Hex.encode($0) } == hex, "\(name)")
                continue
            }
            absences += 1
            let parts = name.dropFirst("absence-of-".count).split(separator: "-among-")
            let key = Array(parts[0].utf8)
            let map = map(try #require(UInt8(parts[1])))
            #expect(Hex.encode(map.prove(key).canonicalBytes) == hex)
            let proof = try StateProof(canonical: try #require(Hex.decode(hex)))
            try proof.verify(root: map.root, key: key, value: nil, suite: suite)
        }
        #expect(absences == 2)
    }

    @Test func `codes are those of the page`() {
        #expect(ProofFault.allCases.map(\.code) == Array(1_301...1_313))
    }
}
