import LedgerTypes
import Sealing

/// Makes the signatures of a polka or certificate.
struct QuorumForge {
    let mind: AdversaryMind
    let seats: SeatSet
    var random: SeededRandom
    /// What it came to: the plain form where there was nothing to make the other of.
    private(set) var made = QuorumForm.genuine

    init(mind: AdversaryMind, seats: SeatSet, random: SeededRandom) {
        self.mind = mind
        self.seats = seats
        self.random = random
    }

    /// The signatures of a form for one statement.
    mutating func make(
        _ form: QuorumForm, step: VoteStep, height: Height, round: Round, block: BlockID,
        validRound: Round?
    ) -> [SeatSignature] {
        made = form
        let genuine = mind.signatures(
            step, height: height, round: round, block: block, validRound: validRound)
        let few = Array(genuine.prefix(seats.quorum - 1))
        let statements = mind.heard(at: height).statements.filter {
            $0.step == step && $0.signatures.count > 1
        }
        var moved: AdversaryMind.Statement?
        switch form {
        case .genuine: return genuine
        case .short: return few
        case .repeated: return few + few.suffix(1) + few.suffix(1)
        case .foreign: return few + strangers(to: few, at: height)
        case .otherRound:
            moved =
                statements.last { $0.round != round && $0.block == block }
                ?? statements.last { $0.round != round }
        case .otherBlock: moved = statements.last { $0.block != block }
        case .otherValidRound:
            moved = statements.last { $0.block == block && $0.validRound != validRound }
        case .swapped:
            guard genuine.count > 1 else { break }
            return genuine.indices.map { index in
                SeatSignature(
                    seat: genuine[index].seat,
                    signature: genuine[(index + 1) % genuine.count].signature)
            }
        case .ownInNames:
            let own = mind.keys[0].key.sign(mind.lines(step, height, round, block, validRound))
            return named { _ in own }
        case .garbage: break
        case .unknownSeat:
            let last = SeatIndex(UInt64(seats.count) + random.within(0...1))
            return few + [SeatSignature(seat: last, signature: genuine[0].signature)]
        case .empty, .absent: return []
        }
        if let moved { return filled(moved.signatures) }
        made = .garbage
        return named { random in Signature(random.bytes(64)) }
    }

    /// As many seats as a quorum takes, from any one on, each with a signature.
    private mutating func named(
        _ signature: (inout SeededRandom) -> Signature
    ) -> [SeatSignature] {
        let first = UInt64(random.below(seats.count))
        return (0..<UInt64(seats.quorum)).map { number in
            SeatSignature(
                seat: SeatIndex((first + number) % UInt64(seats.count)),
                signature: signature(&random))
        }
    }

    /// Signatures of other seats, each of whatever it signed.
    private func strangers(to known: [SeatSignature], at height: Height) -> [SeatSignature] {
        let all = mind.heard(at: height).statements.flatMap(\.signatures)
        var found: [SeatSignature] = []
        for index in 0..<UInt64(seats.count) where known.count + found.count < seats.quorum {
            let seat = SeatIndex(index)
            guard !known.contains(where: { $0.seat == seat }) else { continue }
            found.append(
                all.first { $0.seat == seat }
                    ?? SeatSignature(seat: seat, signature: known.last?.signature ?? Signature([])))
        }
        return found
    }

    /// Brought to a quorum under the names of seats that are missing.
    private func filled(_ signatures: [SeatSignature]) -> [SeatSignature] {
        var found = signatures
        for index in 0..<UInt64(seats.count) where found.count < seats.quorum {
            let seat = SeatIndex(index)
            guard !found.contains(where: { $0.seat == seat }) else { continue }
            found.append(SeatSignature(seat: seat, signature: signatures[0].signature))
        }
        return found
    }
}
