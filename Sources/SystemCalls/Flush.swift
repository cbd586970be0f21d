/// Waits until what was written would survive a power cut. False where it failed, with the reason
/// in `errno`.
package enum Flush {
    /// Bytes and everything about an open file or folder.
    package static func all(_ file: Int32) -> Bool {
        #if os(Linux)
            return fsync(file) == 0
        #else
            // There fsync leaves bytes in the drive's own memory; not every file system knows more.
            return fcntl(file, F_FULLFSYNC) != -1 || fsync(file) == 0
        #endif
    }

    /// Bytes and length of an open file.
    package static func content(_ file: Int32) -> Bool {
        #if os(Linux)
            return fdatasync(file) == 0
        #else
            return all(file)
        #endif
    }

    /// Advice to read an open file from the disk the next time, not from memory. Where the system
    /// takes none, reading shows what it remembers.
    package static func forgetCached(_ file: Int32) {
        #if os(Linux)
            _ = posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
        #endif
    }
}
