import Consensus
import Governance
import LedgerTypes
import Mutants

extension ReplicaMachine {
    /// Takes a transaction of the own member's systems, and passes it on at once.
    mutating func submit(_ signed: SignedTransaction) {
        if pool.contains(signed) {
            // A peer may have passed it on first; who submits it here hears how it ends.
            effects.append(
                pool.claim(signed)
                    ? .admitted(signed) : .rejected(signed.id, Refusal.poolFull.code))
            return
        }
        switch take(signed, from: nil) {
        case .success:
            effects.append(.admitted(signed))
            effects.append(.broadcast(.transactions([signed])))
            drive(.transactionsWaiting)
        case .failure(let refused):
            effects.append(.rejected(signed.id, refused.code))
        }
    }

    /// Takes transactions that a peer passes on.
    mutating func receive(_ transactions: [SignedTransaction], from member: MemberID) {
        var fresh: [SignedTransaction] = []
        var hasTaken = false
        for signed in transactions where !pool.contains(signed) {
            switch take(signed, from: member) {
            case .success(let payer):
                hasTaken = true
                // What its sender pays for would elsewhere be paid for by this node.
                if payer == .signers { fresh.append(signed) }
            case .failure(let refused):
                if refused.isPeersFault {
                    effects.append(.peerFault(member, .inadmissibleTransaction(refused.code)))
                }
            }
        }
        // Seats hear from one another; what comes from others they must be told.
        if !fresh.isEmpty, ledger.nextSeats.index(of: member) == nil {
            effects.append(.broadcast(.transactions(fresh)))
        }
        if hasTaken { drive(.transactionsWaiting) }
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

    /// Whose share has room for a transaction.
    private enum Payer { case signers, sender }

    /// - Parameter source: the peer that sent it; nil for what was submitted here.
    private mutating func take(
        _ signed: SignedTransaction, from source: MemberID?
    ) -> Result<Payer, Refused> {
        // Before the signatures are verified.
        let signers = PoolShare(of: signed, ledger)
        let payer = signers.map { share(of: signed.id, $0, from: source) }
        guard !pool.isCrowded(signed.id, from: source), !isCrowded(signed, in: payer) else {
            return .failure(Refused(code: Refusal.poolFull.code))
        }
        guard !Admission.isSpent(signed, ledger) || Mutant.spentPooled.isOn else {
            return .failure(Refused(code: Refusal.duplicate.code))
        }
        do throws(Refusal) {
            let admitted = try Admission.admit(signed, ledger, now: max(now, ledger.time))
            guard let payer else {
                return .failure(Refused(code: Refusal.nobodyInForce.code))
            }
            let added = pool.add(
                admitted, to: payer, from: source, now: now, blockBytes: transactionBytesPerBlock)
            return switch added {
            case .full: .failure(Refused(code: Refusal.poolFull.code))
            case .tooLarge: .failure(Refused(code: Refusal.tooLarge.code))
            case .added, .known: .success(payer == signers ? .signers : .sender)
            }
        } catch {
            let isFault = error == .malformed || error == .signatureWrong || error == .unsigned
            return .failure(Refused(code: error.code, isPeersFault: isFault))
        }
    }

    private func isCrowded(_ signed: SignedTransaction, in share: PoolShare?) -> Bool {
        guard let share else { return false }
        return pool.isCrowded(PoolPlace(share: share, person: PoolPerson(of: signed)))
    }

    /// Its signers' share has room for one variant of a transaction. Others are their sender's:
    /// anybody can add a signature to what others signed, or leave one out.
    private func share(
        of id: TransactionID, _ signers: PoolShare, from source: MemberID?
    ) -> PoolShare {
        guard let source else { return .own }
        return pool.holds(id, in: signers) ? .member(source) : signers
    }
}
