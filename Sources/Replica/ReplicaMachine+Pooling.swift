import Consensus
import Governance
import LedgerTypes
import Mutants

extension ReplicaMachine {
    /// Takes a transaction of the own member's systems, and passes it on at once.
    mutating func submit(_ signed: SignedTransaction) {
        if pool.contains(signed.id) {
            // A peer may have passed it on first; who submits it here hears how it ends.
            effects.append(
                pool.claim(signed.id)
                    ? .admitted(signed.id) : .rejected(signed.id, Refusal.poolFull.code))
            return
        }
        switch take(signed, isOwn: true) {
        case .success:
            effects.append(.admitted(signed.id))
            effects.append(.broadcast(.transactions([signed])))
            drive(.transactionsWaiting)
        case .failure(let refused):
            effects.append(.rejected(signed.id, refused.code))
        }
    }

    /// Takes transactions that a peer passes on.
    mutating func receive(_ transactions: [SignedTransaction], from member: MemberID) {
        var fresh: [SignedTransaction] = []
        for signed in transactions where !pool.contains(signed.id) {
            switch take(signed, isOwn: false) {
            case .success: fresh.append(signed)
            case .failure(let refused):
                if refused.isPeersFault {
                    effects.append(.peerFault(member, .inadmissibleTransaction(refused.code)))
                }
            }
        }
        guard !fresh.isEmpty else { return }
        // Seats hear from one another; what comes from others they must be told.
        if ledger.nextSeats.index(of: member) == nil {
            effects.append(.broadcast(.transactions(fresh)))
        }
        drive(.transactionsWaiting)
    }

    /// Sends again what was submitted here and has waited long: links lose messages.
    mutating func floodAgain() {
        let before = BlockTime(now.value - min(now.value, Limits.statusInterval.value))
        let waiting = pool.oldest(bytes: Limits.transactionBytesPerMessage, ownBefore: before)
        if !waiting.isEmpty { effects.append(.broadcast(.transactions(waiting))) }
    }

    private struct Refused: Error {
        let code: ReceiptCode
        /// True if the sender could have known: the refusal depends on no state.
        var isPeersFault = false
    }

    private mutating func take(
        _ signed: SignedTransaction, isOwn: Bool
    ) -> Result<Void, Refused> {
        guard !Admission.isSpent(signed, ledger) || Mutant.spentPooled.isOn else {
            return .failure(Refused(code: Refusal.duplicate.code))
        }
        do throws(Refusal) {
            let admitted = try Admission.admit(signed, ledger, now: max(now, ledger.time))
            guard let share = PoolShare(of: signed, ledger) else {
                return .failure(Refused(code: Refusal.nobodyInForce.code))
            }
            let added = pool.add(
                admitted, to: isOwn ? .own : share, now: now,
                blockBytes: transactionBytesPerBlock)
            return switch added {
            case .full: .failure(Refused(code: Refusal.poolFull.code))
            case .tooLarge: .failure(Refused(code: Refusal.tooLarge.code))
            case .added, .known: .success(())
            }
        } catch {
            let isFault = error == .malformed || error == .signatureWrong || error == .unsigned
            return .failure(Refused(code: error.code, isPeersFault: isFault))
        }
    }
}
