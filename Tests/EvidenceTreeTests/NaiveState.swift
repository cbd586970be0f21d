import EvidenceTree
import Sealing

/// The state root by its definition: sort the leaves, split by bits, collapse single leaves.
struct NaiveState {
    var content: [[UInt8]: [UInt8]] = [:]
    let suite = CryptoSuite.ed25519SHA256

    var root: Digest {
        let leaves = content.map { key, value in
            (line("tally/state-key/v1", key), line("tally/state-value/v1", value))
        }
        return root(leaves, depth: 0)
    }

    private func root(_ leaves: [(Digest, Digest)], depth: Int) -> Digest {
        if leaves.isEmpty { return line("tally/state-empty/v1", []) }
        if leaves.count == 1 { return pair("tally/state-leaf/v1", leaves[0].0, leaves[0].1) }
        let left = root(leaves.filter { !$0.0.bit(at: depth) }, depth: depth + 1)
        let right = root(leaves.filter { $0.0.bit(at: depth) }, depth: depth + 1)
        return pair("tally/state-branch/v1", left, right)
    }

    private func pair(_ domain: String, _ left: Digest, _ right: Digest) -> Digest {
        line(domain, [0x82, 0x58, 32] + left.bytes + [0x58, 32] + right.bytes)
    }

    private func line(_ domain: String, _ bytes: [UInt8]) -> Digest {
        suite.hash(Array(domain.utf8) + [0x0a] + bytes)
    }
}
