import BlockStore

/// Where a node's files of blocks and votes lie: the operating system's disk, or one that fails.
package struct NodeDisk: Sendable {
    /// Opens a folder by its path.
    package let storage: @Sendable (String) throws(StorageFault) -> any Storage

    /// The operating system's.
    package static let files = NodeDisk { root throws(StorageFault) in
        try FileStorage(root: root)
    }
}
