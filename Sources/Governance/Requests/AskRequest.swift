import CanonicalCoding
import LedgerTypes

/// `request`: decided by every node in the block; its entry is the decision.
extension Request: LedgerAction {
    public static var kind: TransactionKind { .request }

    public func validate() throws(Refusal) { try checkForm() }

    public func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> Deciding.Result {
        try Deciding.decide(self, by: Actor(call), &reader)
    }

    public func apply(
        _ result: Deciding.Result, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        Deciding.record(result, call, &change)
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(asset: asset, &reader) + Concerns.of(subject: subject, &reader)
    }
}
