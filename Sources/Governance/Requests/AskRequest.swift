import CanonicalCoding
import LedgerTypes

/// `request`: decided by every node in the block; its entry is the decision.
extension Request: LedgerAction {
    package static var kind: TransactionKind { .request }

    package func validate() throws(Refusal) { try checkForm() }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> Deciding.Result {
        let result = try Deciding.decide(self, by: Actor(call), &reader)
        try DecidingHooks.requireRoom(result, &reader)
        return result
    }

    package func apply(
        _ result: Deciding.Result, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        Deciding.record(result, call, &change)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(asset: asset, &reader) + Concerns.of(subject: subject, &reader)
    }
}
