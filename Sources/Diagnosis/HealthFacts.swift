import Duties
import LedgerTypes
import Links
import NodeFiles
import Replica

/// All that the rules look at.
struct HealthFacts: Sendable {
    let health: NodeHealth
    let hasSeat: Bool
    /// Seats that can be reached, the own one included.
    let linkedSeats: Int
    /// Age of the last committed block, or of the start.
    let age: Milliseconds
    /// Time after which a chain without transactions makes a block.
    let patience: Milliseconds
    let proposeTimeout: Milliseconds
    let halt: NodeProblem?
    let observing: NodeProblem?
    let warnings: [NodeProblem]
    /// What the ledger says of this member beside what its folder holds.
    var own = OwnEnrolment()
    /// Terms that end, and officers who are not there.
    var terms = OfficeTerms()
    /// True if another node takes away links that this node's keys made.
    var isCopied = false
    /// Where a node with this node's own certificate was met.
    var copyAt: String?
    /// Peers in whose name two nodes call.
    var copiedPeers: [MemberID] = []
    /// Since the node was started.
    var uptime = Milliseconds(0)
    /// Duties to which somebody has to see.
    var duties: [WorkAccount] = []

    init(
        _ health: NodeHealth, hasSeat: Bool, linkedSeats: Int, age: Milliseconds,
        patience: Milliseconds, proposeTimeout: Milliseconds, halt: NodeProblem? = nil,
        observing: NodeProblem? = nil, warnings: [NodeProblem] = []
    ) {
        self.health = health
        self.hasSeat = hasSeat
        self.linkedSeats = linkedSeats
        self.age = age
        self.patience = patience
        self.proposeTimeout = proposeTimeout
        self.halt = halt
        self.observing = observing
        self.warnings = warnings
    }

    /// The highest height of which so many seats tell that one of them is honest.
    var credibleClaim: Height? {
        let claims = health.seatReports.filter { !$0.isOwn }.compactMap(\.claim).sorted(by: >)
        let liars = health.seats - health.quorum
        return claims.count > liars ? claims[liars] : nil
    }

    /// True if the own ledger is the peers': what it says of keys is of today. A node that is behind,
    /// or has heard too few, reads of keys that may long have been replaced.
    ///
    /// How far a peer is it says over a link for blocks too: where all have replaced a key at once
    /// there is no other.
    var isCurrent: Bool {
        let level = health.seatReports.count { seat in
            !seat.isOwn && seat.claim.map { $0 <= health.height.next } ?? false
        }
        return level + 1 >= health.quorum
    }

    /// Members whose link has a reason for which a rule looks, ascending.
    func members(_ reason: LinkReason, byPeer: Bool? = nil) -> [LinkStanding] {
        health.links.filter {
            $0.reason == reason && (byPeer == nil || $0.isPeers == byPeer)
        }
    }
}

/// What the ledger says of this member beside what its folder holds.
struct OwnEnrolment: Sendable {
    var isSuspended = false
    /// The ledger names another key than the node has in use.
    var otherSeatKey = false
    var otherGatewayKey = false
    /// The fingerprint of the own certificate's key, where the ledger names another one.
    var unknownCertificate: String?
    /// Purposes of which the ledger's key waits in the folder to be put in use.
    var waiting: Set<KeyPurpose> = []

    /// True if the ledger names another key of a purpose than the node has in use.
    func differs(_ purpose: KeyPurpose) -> Bool {
        purpose == .seat ? otherSeatKey : purpose == .gateway && otherGatewayKey
    }
}
