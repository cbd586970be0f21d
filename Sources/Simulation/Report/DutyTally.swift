/// What came of the work with the outside in a run, or in many.
public struct DutyTally: Hashable, Sendable {
    /// Requests that were permitted.
    public var permits = 0
    /// Of these, released and acknowledged by the receiver.
    public var delivered = 0
    /// Nothing left, and the chain says why.
    public var heldBack = 0
    /// Released, and taken back before it was acknowledged.
    public var withheld = 0
    /// Emergencies that were opened alone, and those that the chain has.
    public var opened = 0
    public var anchored = 0
    /// Notices that were told.
    public var notices = 0
    /// Transactions of works whose time went by, and works whose transaction was refused.
    public var expirations = 0
    public var refusals = 0

    public static func += (left: inout DutyTally, right: DutyTally) {
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
