/// What came of the work with the outside in a run, or in many.
package struct DutyTally: Hashable, Sendable {
    /// Requests that were permitted.
    package var permits = 0
    /// Of these, released and acknowledged by the receiver.
    package var delivered = 0
    /// Nothing left, and the chain says why.
    package var heldBack = 0
    /// Released, and taken back before it was acknowledged.
    package var withheld = 0
    /// Emergencies that were opened alone, and those that the chain has.
    package var opened = 0
    package var anchored = 0
    /// Notices that were told.
    package var notices = 0
    /// Transactions of works whose time went by, and works whose transaction was refused.
    package var expirations = 0
    package var refusals = 0

    package static func += (left: inout DutyTally, right: DutyTally) {
        left.permits += right.permits
        left.delivered += right.delivered
        left.heldBack += right.heldBack
        left.withheld += right.withheld
        left.opened += right.opened
        left.anchored += right.anchored
        left.notices += right.notices
        left.expirations += right.expirations
        left.refusals += right.refusals
    }
}
