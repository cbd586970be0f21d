import LedgerTypes

/// How consent stands for one use; the names are those of vocabularies.
package enum ConsentStanding: UInt64, Sendable, Hashable, CaseIterable, Comparable {
    // From the weakest to the strongest reason to use the data.
    case withdrawn = 1
    case none = 2
    case expired = 3
    case valid = 4

    package var name: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .none: "none"
        case .expired: "expired"
        case .valid: "valid"
        }
    }

    package static func < (left: ConsentStanding, right: ConsentStanding) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Judges consents that are about one subject: a refusal that touches the use wins over every
    /// permission, then one valid permission suffices, then the latest bad news counts.
    ///
    /// - Parameter isTakenBack: whether the subject's own key took the use back: then only that key's
    ///   own permissions count.
    package init(_ consents: [Consent], for use: RequestedUse, isTakenBack: Bool = false) {
        let standing = consents.filter { $0.state != .superseded }
        let isRefused = standing.contains {
            !$0.terms.permits && $0.state == .active && $0.terms.scope.isInTime(use.time)
                && $0.terms.scope.touches(use)
        }
        guard !isRefused else {
            self = .withdrawn
            return
        }
        let covering = standing.filter { $0.terms.permits && $0.terms.scope.covers(use) }
        if covering.contains(where: { $0.permits(at: use.time, isTakenBack: isTakenBack) }) {
            self = .valid
        } else if isTakenBack || covering.contains(where: { $0.state == .withdrawn }) {
            self = .withdrawn
        } else if covering.contains(where: { $0.terms.scope.isOver(at: use.time) }) {
            self = .expired
        } else {
            self = .none
        }
    }

    /// Of which times the valid permissions of a use reach data.
    ///
    /// - Parameter separately: only those that were given separately for sensitive data.
    static func periods(
        _ consents: [Consent], for use: RequestedUse, isTakenBack: Bool = false,
        separately: Bool = false
    ) -> DataPeriods {
        DataPeriods(
            consents.filter {
                $0.permits(at: use.time, isTakenBack: isTakenBack) && $0.terms.scope.covers(use)
                    && ($0.terms.isSeparate || !separately)
            }.map(\.terms.scope.dataPeriod))
    }
}

extension Consent {
    /// Whether it is a permission in force, and not one that the subject's own word overrules.
    fileprivate func permits(at time: BlockTime, isTakenBack: Bool) -> Bool {
        state == .active && terms.permits && terms.scope.isInTime(time)
            && (terms.inOwnHand || !isTakenBack)
    }
}
