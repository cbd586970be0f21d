import LedgerTypes
import Mutants

/// What the committed chain says of work, read at one height.
package struct WorkFacts: Hashable, Sendable {
    /// Where the transaction of the work stands.
    package enum Standing: Hashable, Sendable {
        case absent
        case accepted(Height)
        /// Accepted, and it says that nothing leaves, and why.
        case withheld(Height, ReceiptCode)
        case refused(Height, ReceiptCode)
        /// Refused for who signs or who asks, as being suspended: it can come no more, and the same
        /// may be right when that is over.
        case refusedAsSigned(ReceiptCode)
    }

    /// What is still to be given of that which is on the chain.
    package enum Delivery: Hashable, Sendable {
        case due
        /// It is not given now, and perhaps later.
        case paused
        /// The receiver's acknowledgement is on the chain.
        case acknowledged(Height)
        /// It may not be given any more.
        case withdrawn(ReceiptCode)
        /// The chain was told already that nothing more is given.
        case withheld(Height, ReceiptCode)
    }

    package let standing: Standing
    package let delivery: Delivery
    /// True if there is nothing to do any more that was not begun.
    package let isNeedless: Bool
    /// Block time of the last committed block.
    package let time: BlockTime

    package init(
        standing: Standing, delivery: Delivery = .due, isNeedless: Bool = false, time: BlockTime
    ) {
        self.standing = standing
        self.delivery = delivery
        self.isNeedless = isNeedless
        self.time = time
    }
}

/// What is to be done next for work.
package enum WorkStep: Hashable, Sendable {
    /// Nothing before the chain grows or time goes by.
    case wait
    /// Nothing at all: the state asks for it no more, and what was signed can come no more after the
    /// end of its validity.
    case runOut
    /// Write this stage to disk; then ask again.
    case record(WorkStage)
    /// Write down that its transaction can come no more; then ask again.
    case recordExpired
    /// Write down that the chain refused it; then ask again.
    case recordRefused(ReceiptCode)
    /// Write down that the chain refused it for who signs or who asks; then ask again.
    case recordRefusedAsSigned(ReceiptCode)
    /// Make the transaction and what goes with it, write both to disk, and record `sealed`.
    case make
    /// Hand in the transaction, which may have been handed in before: it is the same one.
    case submit(SignedTransaction)
    /// Send what goes with it.
    case send
}

extension Work {
    /// The next step; pure, and the same after a restart.
    ///
    /// A time-out is not an answer: a transaction ends by an entry, or by block time that has passed
    /// its validity. Then none can come, and another may be made.
    ///
    /// - Parameter mayTry: whether enough time went by since the last try.
    func next(_ facts: WorkFacts, mayTry: Bool) -> WorkStep {
        switch stage {
        case .drafted:
            // A state older than the work says nothing of it.
            if facts.isNeedless, facts.time >= since { return .record(.ended(.needless)) }
            return mayTry ? .make : .wait
        case .sealed(let signed):
            switch facts.standing {
            case .accepted(let height):
                return .record(
                    signed.transaction.kind == .release
                        ? .committed(signed.id, height) : .ended(.done(height)))
            case .withheld(let height, let code):
                return .record(.ended(.withheld(height, code)))
            case .refused(let height, let code):
                // The law may have changed between making and executing: what a permit allows is
                // asked again. What is owed is owed until the state asks for it no more.
                let isOver = id.kind == .release && refusals + 1 >= Limits.releaseAttempts
                return isOver ? .record(.ended(.refused(height, code))) : .recordRefused(code)
            case .refusedAsSigned(let code): return .recordRefusedAsSigned(code)
            case .absent: break
            }
            if facts.time > signed.transaction.validUntil { return .recordExpired }
            if facts.isNeedless { return .runOut }
            if mayTry { return .submit(signed) }
            return Mutant.releaseMadeAgain.isOn && id.kind == .release ? .recordExpired : .wait
        case .committed:
            return switch facts.delivery {
            case .acknowledged(let height): .record(.ended(.done(height)))
            case .withdrawn(let code): .record(.ended(.withdrawn(code)))
            case .withheld(let height, let code): .record(.ended(.withheld(height, code)))
            case .due: mayTry ? .send : .wait
            case .paused: .wait
            }
        case .ended:
            return .wait
        }
    }
}
