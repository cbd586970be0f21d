/// Broken variants of what surrounds the rules, each of which the simulation must catch.
///
/// Only tests and the simulation set one; a node runs `correct`.
package enum ReplicaVariant: String, Hashable, Sendable, CaseIterable {
    case correct = "correct"
    /// The seats that a block brings are taken to have certified it.
    case seatChangeAtOnce = "seat-change-at-once"
    /// The seats that a block brings vote one height too late.
    case seatChangeLate = "seat-change-late"
}
