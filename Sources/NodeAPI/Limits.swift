import LedgerTypes
import NIOCore

/// Bounds of the HTTP interface.
enum Limits {
    /// How far a caller's clock may differ from the node's.
    static let clockTolerance = Milliseconds.minutes(2)
    /// Most calls that one key may sign for one minute; 16 bytes are remembered of each.
    static let callsPerMinute = 60_000
    /// Most calls of all keys for one minute.
    static let allCallsPerMinute = 240_000
    /// Largest body of a call: a transaction of full size in base64, and room.
    static let maximumBodyBytes = 2 * 1024 * 1024
    /// Longest time a call may wait for its transaction to be committed.
    static let longestWait = Milliseconds.seconds(60)
    /// Time after which a connection on which nothing moves is closed: longer than any wait.
    static let idleConnection = TimeAmount.seconds(90)
    /// Time within which the head of a connection's first request must have come: an honest caller
    /// sends it with its first packet.
    static let firstHead = TimeAmount.seconds(10)
    /// Most connections of callers, where the system lets the process open enough.
    static let connections = 2_048
    /// Most of one address: a whole institution may call through one gateway.
    static let connectionsOfOneHost = 512
    /// Reviews that one key may ask for in one second: they would otherwise be an oracle.
    static let reviewsPerSecond = 200
    /// Evidence files that one key may ask for in one second: each reads a whole history.
    static let exportsPerSecond = 4
    /// Most items in one page of a list.
    static let pageSize = 200
    /// How long a draft of an offline override waits for its signatures.
    static let draftLife = Duration.seconds(600)
    /// Most drafts of one physician that wait at once.
    static let draftsPerPhysician = 8
}
