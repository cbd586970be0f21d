import Bilingual
import BlockStore
import Diagnosis
import Duties
import Evidence
import EvidenceTree
import Governance
import LedgerTypes
import Upkeep

/// What a node committed, as readers on any thread find it: the last state at the cost of a lock,
/// blocks and entries from the disk.
struct ChainReader: Sendable {
    let store: ChainStore
    let index: ChainIndex
    let view: CommittedView
    /// Is told of what the disk does not give.
    private let status: NodeStatusBoard

    init(
        _ store: ChainStore, _ index: ChainIndex, _ view: CommittedView,
        faultsTo status: NodeStatusBoard
    ) {
        self.store = store
        self.index = index
        self.view = view
        self.status = status
    }

    /// The block of a height with its results; nil above the tip. Reads the disk.
    func block(at height: Height) throws(NodeProblem) -> StoredBlock? {
        do {
            return try store.block(at: height)
        } catch {
            status.warn(.store(error))
            throw .store(error)
        }
    }

    /// The entry at a position; nil beyond the end. Reads the disk.
    func entry(at position: EntryIndex) throws(NodeProblem) -> Entry? {
        guard let place = index.place(of: position), let block = try block(at: place.height) else {
            return nil
        }
        return Entry(
            transaction: block.committed.block.body.transactions[place.offset],
            result: block.results[place.offset])
    }

    /// The entry at a position with what proves it: header and certificate of its block, and the
    /// path to the entry root of that header; nil beyond the end. Reads the disk.
    func certifiedEntry(at position: EntryIndex) throws(NodeProblem) -> CertifiedEntry? {
        guard let place = index.place(of: position), let block = try block(at: place.height),
            let proof = index.inclusionProof(
                of: position, size: block.committed.block.header.entryCount)
        else { return nil }
        return CertifiedEntry(
            entry: block.entries[place.offset], proof: proof,
            block: CommittedHeader(block.committed))
    }

    /// The status of a transaction whose entry stands at a position. Reads the disk.
    func status(at position: EntryIndex) throws(NodeProblem) -> TransactionStatus {
        guard let entry = try entry(at: position) else {
            throw .store(
                Wording(
                    english: "entry \(position) is not in the files", chinese: "文件中没有条目 \(position)"
                ))
        }
        return .committed(position, entry.receipt)
    }
}

extension ChainReader: ChainReading {
    func entry(of id: TransactionID) -> EntryAnswer {
        guard let position = index.position(of: id) else { return .none }
        // Told where the store is read; nothing is concluded from it.
        guard let place = index.place(of: position), let entry = try? entry(at: position) else {
            return .unreadable
        }
        return Admission.settles(entry.receipt.code)
            ? .found(place.height, entry) : .refusedAsSigned(place.height, entry)
    }

    func entries(at height: Height) -> [Entry]? {
        do throws(NodeProblem) {
            return try block(at: height)?.entries
        } catch {
            // Told where the store is read.
            return nil
        }
    }

    var releases: ReleaseBook { index.releases }
}
