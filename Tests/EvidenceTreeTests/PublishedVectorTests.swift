import EvidenceTree
import Foundation
import Sealing
import TestSupport
import Testing

/// The cases of transparency-dev/merkle, which other implementations of the RFC pass too.
@Suite struct `Published tree vectors` {
    static let folder = "vectors/merkle"
    let hasher = TreeHasher(suite: .ed25519SHA256)

    struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    @Test(.enabled(if: SharedData.isThere(folder)))
    func `agree on all 98 + 98 cases`() throws {
        var counts = ["inclusion": 0, "consistency": 0]
        for path in SharedData.files(under: Self.folder, ending: ".json") {
            let data = Data(try #require(SharedData.bytes(path)))
            if path.hasPrefix(Self.folder + "/inclusion") {
                let vector = try JSONDecoder().decode(Inclusion.self, from: data)
                #expect(accepts(vector) == !vector.wantErr, "\(path)")
                counts["inclusion", default: 0] += 1
            } else {
                let vector = try JSONDecoder().decode(Consistency.self, from: data)
                #expect(accepts(vector) == !vector.wantErr, "\(path)")
                counts["consistency", default: 0] += 1
            }
        }
        #expect(counts == ["inclusion": 98, "consistency": 98])
    }

    private func accepts(_ vector: Inclusion) -> Bool {
        guard let path = path(vector.proof), let root = digest(vector.root),
            let leaf = digest(vector.leafHash)
        else { return false }
        let proof = InclusionProof(index: vector.leafIdx, size: vector.treeSize, path: path)
        return (try? proof.verify(leafHash: leaf, root: root, hasher: hasher)) != nil
    }

    private func accepts(_ vector: Consistency) -> Bool {
        guard let path = path(vector.proof), let older = digest(vector.root1),
            let newer = digest(vector.root2)
        else { return false }
        let proof = ConsistencyProof(from: vector.size1, to: vector.size2, path: path)
        return (try? proof.verify(olderRoot: older, newerRoot: newer, hasher: hasher)) != nil
    }

    private func path(_ texts: [String]?) -> [Digest]? {
        let path = (texts ?? []).map(digest)
        return path.contains(nil) ? nil : path.compactMap { $0 }
    }

    /// Some vectors use words such as "don't care" as roots. The type `Digest` cannot hold them, so
    /// they are hashed: equal words stay equal. Nothing at all is no digest.
    private func digest(_ base64: String) -> Digest? {
        guard let data = Data(base64Encoded: base64), !data.isEmpty else { return nil }
        return data.count == Digest.byteCount ? Digest(Array(data)) : hasher.suite.hash(Array(data))
    }
}
