import Governance
import LedgerTypes
import Replica

/// How far the members have come with something that they do together.
enum ActState: Hashable {
    case open
    case done
    /// Nobody tries any more.
    case givenUp
}

/// What the members do together, as their officers would: from the state of a node that runs,
/// and again while the chain does not have it.
extension SimulatedWorld {
    /// Tries an act whose time has come.
    func attempt(_ number: Int) {
        guard actStates[number] == .open else { return }
        guard !isHealed || now <= scenario.healsAt + Limits.actPatience else {
            actStates[number] = .givenUp
            return
        }
        queue.push(.act(number), at: now + Limits.actMilliseconds)
        // One after the other: the later ones count on the earlier ones.
        guard !actStates[..<number].contains(.open) else { return }
        attempts += 1
        switch scenario.acts[number].act {
        case .changeSeats(let leaving, let joining):
            changeSeats(number, leaving: leaving, joining: joining)
        case .recover(let survivors): recover(number, survivors: survivors)
        }
    }

    /// The chain has what was wanted; those who sit now are to decide some blocks.
    func settle(_ number: Int) {
        actStates[number] = .done
        goal = max(goal, auditor.tip.value + 1 + Limits.blocksUnderSeats)
    }

    // MARK: seats

    private func changeSeats(_ number: Int, leaving: [Int], joining: [Int]) {
        let present = auditor.seatsNow
        guard let next = seats(after: present, leaving: leaving, joining: joining) else {
            actStates[number] = .givenUp
            return
        }
        if next == present {
            settle(number)
            return
        }
        let knowing = nodes.indices.filter {
            !isFaulty($0) && nodes[$0].isUp && !nodes[$0].isPaused
                && nodes[$0].machine?.ledger.nextSeats == present
        }
        guard !knowing.isEmpty, let statuses = statuses(next, present) else { return }
        let transaction = consortium.governed(
            SeatChange(seats: next, statuses: statuses), (number, attempts),
            by: present.seats.prefix(present.quorum).map(\.member),
            validUntil: 1_000 + now + Limits.actValidity)
        let node = knowing[attempts % knowing.count]
        auditor.submitted(transaction.id)
        hash.take(.submitted, time: now, node: node, transaction.canonicalBytes)
        transcript?.tell(nodes[node], Self.words(leaving, joining), at: now)
        step(node, .submit(transaction))
    }

    private static func words(_ leaving: [Int], _ joining: [Int]) -> String {
        let parts = [("without", leaving), ("with", joining)].filter { !$0.1.isEmpty }.map {
            "\($0.0) " + $0.1.map { "\(Consortium.member($0))" }.joined(separator: " and ")
        }
        return "is given a change to seats " + parts.joined(separator: " and ")
    }

    /// The seats after a change; nil where they are none.
    private func seats(after present: SeatSet, leaving: [Int], joining: [Int]) -> SeatSet? {
        let known = consortium.members
        let (gone, come) = (
            leaving.filter(known.indices.contains).map { known[$0] },
            joining.filter(known.indices.contains)
        )
        let staying = present.seats.filter { !gone.contains($0.member) }
        let coming = come.filter { present.index(of: known[$0]) == nil }.map {
            Seat(member: known[$0], key: consortium.seatKeys[$0].verifyingKey)
        }
        return try? SeatSet(checking: (staying + coming).sorted { $0.member < $1.member })
    }

    /// What the candidates sign, each by the state of its own node; nil while one cannot: its node
    /// is down, or has not come to the tip and made its register.
    private func statuses(_ next: SeatSet, _ present: SeatSet) -> [SeatStatus]? {
        var statuses: [SeatStatus] = []
        for seat in next.seats where !present.seats.contains(seat) {
            let candidate = nodes.first {
                $0.member == seat.member && $0.isUp && !$0.isPaused && $0.voting != nil
            }
            guard let ledger = candidate?.machine?.ledger, let key = candidate?.seatKey,
                let status = SeatStatus(member: seat.member, state: ledger, key: key)
            else { return nil }
            statuses.append(status)
        }
        return statuses
    }
}
