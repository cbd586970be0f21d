import CharterLanguage
import LedgerTypes

/// What may be waived, and for how long: the same for a ruling on an exemption and for a record that
/// a charter declares.
enum WaivableRule {
    /// Refuses a rule that the charter does not have, or that nobody may waive.
    ///
    /// - Parameter name: the bytes of the rule's id.
    static func require(_ name: some Sequence<UInt8>, in charter: Charter) throws(Refusal) {
        guard let rule = charter.rules.first(where: { $0.id.utf8.elementsEqual(name) }) else {
            throw .unknownRule
        }
        guard rule.waivableBy != nil, rule.rank != .redLine else { throw .ruleNotWaivable }
    }

    /// Refuses an end that has passed, or is more than 90 days away.
    static func require(end: Int64, at now: BlockTime) throws(Refusal) {
        guard now.signed < end, let latest = now.adding(GovernanceLimits.waiver),
            end <= latest.signed
        else { throw .waiverTooLong }
    }
}
