/// Bounds of this room, each with its reason.
enum Limits {
    /// Version of the link between two nodes; both must speak the same.
    static let linkVersion: UInt64 = 1
    /// Largest frame, 32 MiB: the largest message of a replica, and room for an envelope.
    static let maximumFrameBytes = 32 * 1024 * 1024 + 64
    /// Largest first frame: a peer that has not said who it is gets no memory.
    static let maximumHelloBytes = 1024
    /// Largest remark about a link: a wire name.
    static let maximumRemarkBytes = 64
    /// Bytes handed to the socket before the rest waits in the link's own queue.
    static let socketWindowBytes = 1024 * 1024
    /// Bytes that wait for one slow peer before the oldest droppable frames are dropped.
    static let outboundQueueBytes = 32 * 1024 * 1024
    /// Bytes received of one peer and not yet worked off before its socket is no longer read.
    static let inboundWindowBytes = 8 * 1024 * 1024
    /// What a waiting frame takes beyond its own bytes: many small ones must not fill the memory.
    static let frameOverheadBytes = 256
    /// Callers that have not said who they are, together: bounds what strangers can hold open. Each
    /// takes one descriptor and some 50 KiB of TLS.
    static let maximumStrangers = 64
    /// Of these, places that only callers from the addresses of members get.
    static let strangersReservedForPeers = 16
    /// Callers of one address that have not said who they are: a node calls once, and again.
    static let strangersOfOneHost = 8
}
