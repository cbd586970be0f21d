/// The words for stages of work in answers, tables and figures.
package enum StageName: String, Hashable, Sendable, CaseIterable {
    case drafted
    case sealed
    case committed
    case done
    /// The chain was told that nothing leaves, and why.
    case withheld
    case refused
    case withdrawn
    case needless

    /// True if nothing of the work is left to do.
    package var isEnd: Bool {
        switch self {
        case .drafted, .sealed, .committed: false
        case .done, .withheld, .refused, .withdrawn, .needless: true
        }
    }
}
