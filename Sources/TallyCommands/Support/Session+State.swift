import CanonicalCoding
import EvidenceTree
import Governance
import Sealing
import TallyClient

extension Session {
    /// The record of a table, from the node's committed state; nil where there is none. The proof is
    /// checked against the state root that the node names.
    func read<Key, Record>(_ table: Table<Key, Record>, _ key: Key) async throws -> Record? {
        let name = table.stateKey(key)
        let view = try await client.state(name)
        guard let value = view.value else { return nil }
        guard let bytes = Base64.decode(value), let proofBytes = view.proof.flatMap(Base64.decode),
            let proof = try? StateProof(canonical: proofBytes),
            let root = Digest(hex: view.stateRoot),
            (try? proof.verify(root: root, key: name, value: bytes, suite: suite)) != nil
        else { throw ClientFault.unreadable("state proof") }
        return try Record(canonical: bytes)
    }
}
