/// What the error number of a call on a file says, and of whom: the one place where numbers are
/// told apart.
///
/// A process that has no descriptor left knows nothing of the file that it wanted to open: that is
/// no damage and no absence, and is tried again.
package enum FileErrorClass: Hashable, Sendable, CaseIterable {
    /// Nothing of that name is there.
    case notFound
    /// The process or the machine lacks descriptors or memory; of the file nothing is known.
    case resource
    /// This user may not, or the disk is mounted read-only.
    case permission
    /// No space is left, or the quota is used up.
    case space
    /// The disk cannot give what was written there; writing it anew may mend it.
    case damage
    /// Anything else; of the file nothing is known.
    case other

    /// - Parameter error: what `errno` held after the call.
    package init(errno error: Int32) {
        switch error {
        case ENOENT, ENOTDIR: self = .notFound
        case EMFILE, ENFILE, ENOMEM, ENOBUFS: self = .resource
        case EACCES, EPERM, EROFS: self = .permission
        case ENOSPC, EDQUOT: self = .space
        case EIO, EILSEQ, ENODATA: self = .damage
        default: self = Self.isOfFileSystem(error) ? .damage : .other
        }
    }

    /// Numbers with which only Linux says that the file system found its own bytes wrong.
    private static func isOfFileSystem(_ error: Int32) -> Bool {
        #if os(Linux)
            return error == EUCLEAN || error == EBADMSG
        #else
            return error == EBADMSG
        #endif
    }
}
