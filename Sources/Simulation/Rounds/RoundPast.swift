/// What the honest seats did in the two rounds before a faulty seat's turn: what was proposed, who
/// locked on it, and who decided it already.
///
/// Whoever could prevote did: a quorum prevoted, and only those who locked heard of all its votes.
struct RoundPast: Hashable, Sendable {
    /// What was proposed in the earlier round, and in the later one.
    enum Story: Hashable, Sendable, CaseIterable {
        /// Nothing in either.
        case nothing
        /// A block, then nothing.
        case early
        /// Nothing, then a block.
        case late
        /// A block, then the same again.
        case repeated
        /// Another block, then the block: nobody but the seats that locked knew of the first.
        case exchanged
    }

    /// The round in which a seat locked on what was proposed there.
    enum Lock: Hashable, Sendable, CaseIterable {
        case none
        case earlier
        case later
    }

    let story: Story
    /// Of the honest seats, in the order of their turns; the last two propose in the two rounds.
    let locks: [Lock]
    /// The place of the honest seat that has seen a certificate.
    var decided: Int?

    /// How many locked in a round.
    func count(_ lock: Lock) -> Int { locks.count { $0 == lock } }

    /// The round in which the block may have been decided: there the faulty seats complete the
    /// quorum of those who locked on it.
    func certified(quorum: Int, faulty: Int) -> Lock? {
        if count(.later) + faulty >= quorum { return .later }
        return story != .exchanged && count(.earlier) + faulty >= quorum ? .earlier : nil
    }

    /// Whether the locks can come of the story.
    private var isPossible: Bool {
        switch story {
        case .nothing: locks.allSatisfy { $0 == .none }
        case .early: count(.later) == 0
        case .late: count(.earlier) == 0
        case .repeated: count(.earlier) > 0 && count(.later) > 0
        // Who is locked does not prevote the block, so that one more would leave it no quorum; and
        // a proposer who is locked does not propose another block.
        case .exchanged: count(.earlier) == 1 && count(.later) > 0 && locks.last != .earlier
        }
    }

    /// The past with nobody decided; then with one who is locked, and one who is not.
    private func decisions(quorum: Int, faulty: Int) -> [RoundPast] {
        guard let certified = certified(quorum: quorum, faulty: faulty) else { return [self] }
        let places = [
            locks.firstIndex { $0 == certified }, locks.firstIndex { $0 != certified },
        ]
        return [self]
            + places.compactMap { $0 }.map { RoundPast(story: story, locks: locks, decided: $0) }
    }

    /// Every past of four seats of which one is faulty.
    static let four: [RoundPast] = Story.allCases.flatMap { story in
        assignments(of: 3).map { RoundPast(story: story, locks: $0) }
    }.filter(\.isPossible).flatMap { $0.decisions(quorum: 3, faulty: 1) }

    /// Some pasts of seven seats of which two are faulty: the first so many locked in the earlier
    /// round, the next so many in the later.
    static let seven: [RoundPast] = [
        (Story.nothing, 0, 0), (.early, 0, 0), (.early, 1, 0), (.early, 3, 0), (.early, 5, 0),
        (.late, 0, 1), (.late, 0, 3), (.late, 0, 5), (.repeated, 1, 1), (.repeated, 3, 1),
        (.repeated, 1, 3), (.repeated, 2, 3), (.exchanged, 1, 1), (.exchanged, 1, 3),
        (.exchanged, 1, 4),
    ].map { story, earlier, later in
        let rest = 5 - earlier - later
        return RoundPast(
            story: story,
            locks: Array(repeating: .earlier, count: earlier)
                + Array(repeating: .later, count: later) + Array(repeating: .none, count: rest))
    }.filter(\.isPossible).flatMap { $0.decisions(quorum: 5, faulty: 2) }

    private static func assignments(of places: Int) -> [[Lock]] {
        guard places > 0 else { return [[]] }
        return assignments(of: places - 1).flatMap { rest in
            Lock.allCases.map { rest + [$0] }
        }
    }
}
