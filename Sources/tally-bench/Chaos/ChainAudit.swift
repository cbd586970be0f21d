import CanonicalCoding
import Foundation
import LedgerTypes
import Sealing

/// Reads the blocks of every node through its interface and compares them.
///
/// The court's judge asks: regulators and courts may read at any node.
final class ChainAudit {
    private let network: RunningNetwork
    private let watch: SignatureWatch
    /// Of each height: header, body and results, which must be the same on all nodes. The
    /// certificate is left out: nodes may hold different quorums.
    private var digests: [Digest] = []
    /// Where each transaction stands.
    private var entries: [String: UInt64] = [:]
    private var entryCount: UInt64 = 0
    /// Up to where each node was read.
    private var read: [String: Int] = [:]

    init(_ network: RunningNetwork, watch: SignatureWatch) {
        self.network = network
        self.watch = watch
    }

    var height: Int { digests.count }

    /// Everything again from the first block on.
    func forgetWhatWasRead() { read = [:] }

    /// Reads a node's blocks up to a height; what differs from other nodes is returned.
    func read(_ member: String, through height: UInt64) throws -> [String] {
        let place = try CallerPlace(network, "court/judge-song", at: member)
        let caller = try BenchCaller(place, patience: 20)
        var found: [String] = []
        var next = read[member, default: 0] + 1
        while next <= Int(height) {
            let block = try StoredBlock(canonical: try caller.call("GET", "/v1/blocks/\(next)"))
            found += compare(block, of: member, at: next)
            read[member] = next
            next += 1
        }
        return found
    }

    private func compare(_ block: StoredBlock, of member: String, at height: Int) -> [String] {
        watch.note(block.committed.certificate, from: "block \(height) of \(member)")
        var writer = CanonicalWriter()
        block.committed.block.encode(into: &writer)
        writer.array(block.results)
        let digest = network.genesis.suite.hash(writer.bytes)
        guard height > digests.count else {
            return digests[height - 1] == digest
                ? [] : ["block \(height) of \(member) differs from that of other nodes"]
        }
        digests.append(digest)
        var found = block.committed.block.body.evidence.map {
            "block \(height) of \(member) holds evidence of misbehaviour: \($0)"
        }
        for transaction in block.committed.block.body.transactions {
            if entries.updateValue(entryCount, forKey: transaction.id.description) != nil {
                found.append("\(transaction.id) is on the chain twice, again in block \(height)")
            }
            entryCount += 1
        }
        return found
    }

    /// What was acknowledged and does not stand where the node said.
    func missing(_ acknowledged: ArraySlice<TrialLoad.Acknowledged>) -> [String] {
        acknowledged.compactMap { item in
            switch entries[item.transaction] {
            case item.entry: nil
            case nil: "\(item.transaction), acknowledged as entry \(item.entry), is lost"
            case .some(let other):
                "\(item.transaction), acknowledged as entry \(item.entry), is entry \(other)"
            }
        }
    }
}
