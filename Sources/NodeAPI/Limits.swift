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
    /// Time after which an answer that is not taken may be cut off where others want to call.
    static let longestAnswer = Duration.seconds(75)
    /// Most calls of one key that wait at once.
    static let waitsOfKey = 16
    /// Most of one member's people and gateway, and of all patients together.
    static let waitsOfMember = 64
    /// Time after which a connection on which nothing moves is closed: longer than any wait.
    static let idleConnection = TimeAmount.seconds(90)
    /// Time within which the head of a connection's first request must have come: an honest caller
    /// sends it with its first packet.
    static let firstHead = TimeAmount.seconds(10)
    /// Time from a request's head to its end: the largest body over a slow line.
    static let wholeRequest = TimeAmount.seconds(60)
    /// Most requests of one connection; the next one opens another, which has its turn.
    static let requestsOfConnection = 100_000
    /// Longest path with its query: that of a state key of full length, and room.
    static let targetBytes = 4_096
    /// Longest single header, and all of a request's together: the four of a signature take 400.
    static let headerBytes = 16 * 1024
    static let allHeaderBytes = 32 * 1024
    static let headers = 64
    /// Most connections of callers, where the system lets the process open enough.
    static let connections = 2_048
    /// Most of one address: a whole institution may call through one gateway.
    static let connectionsOfOneHost = 512
    /// Bytes of bodies that are under way, of all calls together, beyond the first of each: what comes
    /// is held before its signature can be checked.
    static let bodiesUnderWay = 64 * 1024 * 1024
    static let uncountedBody = 64 * 1024
    /// Reviews that one key may ask for in one second: they would otherwise be an oracle.
    static let reviewsPerSecond = 200
    /// Size of a file of the log of reads, and how many there may be: a gibibyte, some millions of
    /// reads.
    static let readLogFileBytes = 16 * 1024 * 1024
    static let readLogFiles = 64
    /// How long a line of it stays: 180 days.
    static let readLogKeptMilliseconds: UInt64 = 180 * 86_400_000
    /// What one key may write into it in a minute, some six hundred lines: it would otherwise fill it
    /// within hours.
    static let readLogBytesPerMinute = 256 * 1024
    /// Of it for reads that are refused, some forty.
    static let readLogRefusedPerMinute = 16 * 1024
    /// Most pseudonyms in one line of it: a block may name some thousand.
    static let patientsPerLine = 64
    /// Most reads of a patient that are listed, and how much of the log is searched for them: the
    /// newest files, within a second.
    static let readsShown = 500
    /// Most answers to withdrawals that are listed of one patient: the latest.
    static let recallsShown = 1_000
    static let readLogSearched = 128 * 1024 * 1024
    /// Most items in one page of a list.
    static let pageSize = 200
    /// How long a draft of an offline override waits for its signatures.
    static let draftLife = Duration.seconds(600)
    /// Most drafts of one physician that wait at once.
    static let draftsPerPhysician = 8
}
