import Consensus
import Governance
import LedgerTypes
import Mutants

/// Evidence of misbehaviour goes from whoever has both signed messages to all, and from there into
/// the next block of whoever proposes. Source: docs/internals/consensus.md, "Who is to blame".
extension ReplicaMachine {
    /// Takes evidence that the own round machine found, from messages that it had checked.
    mutating func take(_ evidence: MisbehaviourEvidence) {
        guard standing(of: evidence) != .never, proofs.add(evidence) else { return }
        effects.append(.note(.misbehaviour(evidence)))
        if Mutant.evidenceKept.isOn { return }
        effects.append(.broadcast(.evidence([evidence])))
    }

    /// Takes evidence that a peer passes on; who passes on what shows nothing is reported.
    mutating func receive(_ evidence: [MisbehaviourEvidence], from member: MemberID) {
        var fresh: [MisbehaviourEvidence] = []
        for item in evidence where !proofs.contains(item.subject) {
            switch standing(of: item) {
            case .now, .later:
                if proofs.add(item) {
                    fresh.append(item)
                    effects.append(.note(.misbehaviour(item)))
                }
            case .never: break
            case .wrong where Mutant.evidenceUnchecked.isOn: _ = proofs.add(item)
            case .wrong:
                effects.append(.peerFault(member, .falseEvidence))
                return
            }
        }
        if !fresh.isEmpty { effects.append(.broadcast(.evidence(fresh))) }
    }

    /// A vote on a decided height that its certificate contradicts.
    mutating func noticeAmnesia(_ message: ConsensusMessage) {
        guard case .vote(let vote) = message, !Mutant.lateAmnesiaUnnoticed.isOn,
            let certificate = lastCommitted?.certificate,
            let evidence = MisbehaviourEvidence.conflict(certificate, vote),
            !proofs.contains(evidence.subject), case .now = standing(of: evidence)
        else { return }
        take(evidence)
    }

    /// The evidence for a block that is built now; what can stand in none any more leaves the pool.
    mutating func chooseEvidence() -> [MisbehaviourEvidence] {
        var chosen: [MisbehaviourEvidence] = []
        for item in proofs.items where chosen.count < LedgerTypes.Limits.maximumEvidence {
            switch standing(of: item) {
            case .now: if !Mutant.evidenceNotBuilt.isOn { chosen.append(item) }
            case .later: continue
            case .never, .wrong: proofs.remove(item.subject)
            }
        }
        return chosen
    }

    private enum Standing {
        case now
        /// Of the height that is being decided: its seats are known, its block is not.
        case later
        case never
        case wrong
    }

    private func standing(of evidence: MisbehaviourEvidence) -> Standing {
        let firstRound =
            evidence.height == ledger.height.next
            ? recovery?.body.firstRound : ledger.recoveryRound(at: evidence.height)
        // Its sender may not know of the recovery.
        guard !evidence.restsOnLiftedLock(firstRound: firstRound) else { return .never }
        do throws(EvidenceRefusal) {
            try MisbehaviourRegister.check(evidence, on: ledger)
            return .now
        } catch .notCommitted where evidence.height == ledger.height.next {
            let seats = recovery?.body.seats ?? ledger.nextSeats
            do {
                try evidence.verify(chain: ledger.chain, seats: seats)
                return .later
            } catch {
                // Its sender may count other seats, as after a recovery.
                return .never
            }
        } catch .wrong {
            return isOfOtherSeats(evidence) && !Mutant.otherSeatsAccused.isOn ? .never : .wrong
        } catch {
            return .never
        }
    }

    /// Whether who gathered it may have counted other seats than decided its height, as nodes do
    /// that follow an order of recovery while others do not.
    private func isOfOtherSeats(_ evidence: MisbehaviourEvidence) -> Bool {
        guard ledger.recoveryRound(at: evidence.height) == nil else { return true }
        guard let seats = ledger.seats(at: evidence.height), seats[evidence.seat] != nil else {
            return false
        }
        let (signature, bytes) =
            switch evidence {
            case .votes(let vote, _), .amnesia(_, let vote):
                (vote.signature, vote.signedBytes(chain: ledger.chain))
            case .proposals(let claim, _):
                (claim.signature, claim.signedBytes(chain: ledger.chain))
            }
        let signed = SeatSignature(seat: evidence.seat, signature: signature)
        return seats.isOfLaterSeat(signed, over: bytes)
    }
}
