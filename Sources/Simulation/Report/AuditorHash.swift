import CanonicalCoding
import Sealing

/// The running digest of a run: who, when, what kind, which bytes.
struct AuditorHash {
    private let hash = IncrementalHash(Consortium.suite)

    /// Kinds of events; part of the hash.
    enum Kind: UInt8 {
        case sent = 1
        case delivered = 2
        case lost = 3
        case persisted = 4
        case committed = 5
        case started = 6
        case ended = 7
        case fault = 8
        case submitted = 10
        case violation = 11
    }

    func take(_ kind: Kind, time: UInt64, node: Int, other: Int = 0, _ bytes: [UInt8] = []) {
        var front: [UInt8] = []
        front.reserveCapacity(24)
        front.append(kind.rawValue)
        for number in [time, UInt64(bitPattern: Int64(node) << 32 | Int64(other))] {
            for place in 0..<8 { front.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
        }
        hash.update(front)
        if !bytes.isEmpty { hash.update(bytes) }
    }

    func finish() -> Digest { hash.finish() }
}
