import LedgerTypes

/// All that determines one run of round machines against the generated adversary: what it does,
/// and what befalls the honest seats. Parts can be left out one by one; that is how it shrinks.
///
/// Seats are bits of a mask, the first in the lowest bit; times are milliseconds since the start.
package struct AdversaryRecipe: Hashable, Sendable {
    /// Honest messages of a kind that are lost between some seats for a while.
    struct Loss: Hashable, Sendable {
        enum Kind: String, Hashable, Sendable, CaseIterable {
            case all, proposals, prevotes, precommits, polkas, certificates, bodies
        }

        var kind: Kind
        /// Of these rounds; nil is of all.
        var rounds: ClosedRange<UInt64>?
        var senders: UInt64
        var receivers: UInt64
        var from: UInt64
        var until: UInt64
    }

    /// An honest seat that goes down and starts again from its vote log.
    struct Crash: Hashable, Sendable {
        var seat: Int
        var at: UInt64
        var until: UInt64
    }

    /// How faulty seats that else follow the protocol vote in one place.
    struct Manner: Hashable, Sendable {
        enum Rest: String, Hashable, Sendable, CaseIterable {
            case nothing, withheld, rival
        }

        var round: UInt64
        var step: VoteStep
        /// Who is shown the vote that an honest seat would cast.
        var told: UInt64
        /// What all others are shown.
        var rest: Rest
    }

    /// When something is done, once.
    enum Trigger: Hashable, Sendable {
        case time(UInt64)
        /// The first honest seat enters a round.
        case round(UInt64)
        /// A round begins in which a faulty seat proposes, for the so-manieth time.
        case turn(Int)
        /// The adversary can show a quorum of votes for one block.
        case quorum(VoteStep)
    }

    /// Something that the adversary sends.
    struct Act: Hashable, Sendable {
        var height: UInt64 = 1
        var trigger: Trigger
        var form: MessageForm
        var receivers: UInt64
        var delay: UInt64
        /// The same again, so long after the one before.
        var copies: [UInt64] = []
    }

    package let seed: UInt64
    package let seats: Int
    package let profile: AdversaryProfile
    var heights: UInt64 = 1
    var faulty: [Int] = []
    /// It hears all that is sent to anybody; else what is sent to it and not lost.
    var hearsAll = true
    /// It votes as the protocol says where nothing else is said.
    var follows = true
    /// It proposes as the protocol says when its turn comes.
    var proposes = true
    var delay: ClosedRange<UInt64> = 10...10
    /// When nothing is lost any more; the adversary goes on.
    var healsAt: UInt64 = 1
    var losses: [Loss] = []
    var crashes: [Crash] = []
    var manners: [Manner] = []
    var acts: [Act] = []

    /// Milliseconds after healing within which every honest seat decides.
    static let patience: UInt64 = 240_000

    var everyone: UInt64 { (1 << UInt64(seats)) - 1 }

    /// Parts that can be left out.
    package var size: Int { losses.count + crashes.count + manners.count + acts.count }
}
