/// Bounds of this room, each with its reason.
enum Limits {
    /// Version of the link between two nodes; both must speak the same.
    static let linkVersion: UInt64 = 1
    /// Largest frame, 16 MiB: a block of 4 MiB, its polka, and a window of blocks in catch-up.
    static let maximumFrameBytes = 16 * 1024 * 1024
    /// Largest first frame: a peer that has not said who it is gets no memory.
    static let maximumHelloBytes = 1024
    /// Bytes handed to the socket before the rest waits in the link's own queue.
    static let socketWindowBytes = 1024 * 1024
    /// Bytes that wait for one slow peer before the oldest droppable frames are dropped.
    static let outboundQueueBytes = 32 * 1024 * 1024
    /// Bytes received of one peer and not yet worked off before its socket is no longer read.
    static let inboundWindowBytes = 8 * 1024 * 1024
    /// Links that have not said who they are, together: bounds what strangers can hold open.
    static let maximumStrangers = 64
}
