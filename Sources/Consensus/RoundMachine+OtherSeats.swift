import LedgerTypes
import Sealing

/// What to say of signatures that do not hold: their sender lies, or counts other seats.
///
/// Around a recovery nodes that follow an order and nodes that do not yet decide the same height
/// with different seats: where seats were removed, the others move down. Such a sender is no liar;
/// it has what this node lacks. To see that costs a check under every later seat, so that it is
/// done once in a while for each peer; what comes between is dropped.
extension RoundMachine {
    /// The fault of a sender with a signature that is not the seat's; nil if it is not looked at.
    mutating func fault(
        of signed: SeatSignature, over bytes: [UInt8], from sender: MemberID, _ state: HeightState
    ) -> ConsensusFault? {
        guard mayCompareSeats(sender) else { return nil }
        return state.context.seats.isOfLaterSeat(signed, over: bytes)
            ? .otherSeats : .signatureWrong
    }

    /// The fault of a sender with a quorum that does not hold; nil if it is not looked at.
    mutating func fault(
        _ fault: CertificateFault, of signatures: [SeatSignature], over bytes: [UInt8],
        from sender: MemberID, _ state: HeightState
    ) -> ConsensusFault? {
        switch fault {
        // Fewer seats have smaller quorums, and more seats have higher numbers.
        case .belowQuorum, .seatUnknown: return .otherSeats
        case .seatsNotAscending, .wrongHeight, .wrongBlock: return .certificateWrong
        case .signatureWrong: break
        }
        guard mayCompareSeats(sender) else { return nil }
        let wrong = signatures.first { item in
            state.context.seats[item.seat].map {
                !$0.key.verifiesAdmitted(item.signature, over: bytes)
            } ?? true
        }
        guard let wrong, state.context.seats.isOfLaterSeat(wrong, over: bytes) else {
            return .certificateWrong
        }
        return .otherSeats
    }

    private mutating func mayCompareSeats(_ member: MemberID) -> Bool {
        if let last = comparedSeatsAt[member], last <= now,
            now.since(last) < Limits.otherSeatsInterval
        {
            return false
        }
        comparedSeatsAt[member] = now
        return true
    }
}

extension SeatSet {
    /// Whether a seat after the one that it names made a signature.
    package func isOfLaterSeat(_ signed: SeatSignature, over bytes: [UInt8]) -> Bool {
        seats.dropFirst(Int(signed.seat.value) + 1).contains {
            $0.key.verifiesAdmitted(signed.signature, over: bytes)
        }
    }
}
