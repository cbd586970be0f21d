import CanonicalCoding
import LedgerTypes
import Mutants

/// Evidence of misbehaviour that is in no block yet, in the order of blocks: one piece for each
/// offence, bounded in bytes, and in number for each seat, so that no seat crowds out what is said
/// of others.
struct EvidencePool: Sendable {
    private(set) var items: [MisbehaviourEvidence] = []
    private(set) var bytes = 0

    /// Keeps checked evidence; true if it was new and there was room.
    mutating func add(_ evidence: MisbehaviourEvidence) -> Bool {
        let subject = evidence.subject
        guard !contains(subject) else { return false }
        let ofSeat = items.count { $0.subject.seat == subject.seat }
        let size = evidence.canonicalBytes.count
        guard
            (ofSeat < Limits.evidencePerSeat && bytes + size <= Limits.evidenceBytes)
                || Mutant.evidenceUnbounded.isOn
        else { return false }
        bytes += size
        let place = items.firstIndex { $0.subject > subject } ?? items.endIndex
        items.insert(evidence, at: place)
        return true
    }

    func contains(_ subject: MisbehaviourSubject) -> Bool {
        items.contains { $0.subject == subject }
    }

    mutating func remove(_ subject: MisbehaviourSubject) {
        guard let place = items.firstIndex(where: { $0.subject == subject }) else { return }
        bytes -= items.remove(at: place).canonicalBytes.count
    }
}
