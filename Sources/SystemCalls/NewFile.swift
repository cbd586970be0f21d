/// The one place where files come into being: with their rights from the first byte, whatever the
/// process's mask is, never given to others for a moment and taken back.
package enum NewFile {
    /// For the owner alone.
    package static let own: mode_t = 0o600

    /// Makes a file that is not there yet, for writing; the descriptor, or -1 with `errno`.
    package static func make(_ path: String, mode: mode_t = own) -> Int32 {
        open(path, flags: O_WRONLY | O_EXCL, mode: mode)
    }

    /// Opens a file, made where it is not there; the descriptor, or -1 with `errno`.
    ///
    /// - Parameter flags: how it is opened besides: `O_WRONLY` or `O_RDWR`, `O_APPEND`.
    package static func open(_ path: String, flags: Int32, mode: mode_t = own) -> Int32 {
        openat(AT_FDCWD, path, flags | O_CREAT | O_CLOEXEC, mode)
    }
}
