/// How many files and sockets this process may have open at once.
package enum DescriptorLimit {
    /// What counts where the system does not say: the least that systems give.
    package static let least = 256

    /// The limit now.
    package static var current: Int { read().map { count($0.rlim_cur) } ?? least }

    /// Raises the limit to the most that the system lets this process have; returns the limit then.
    @discardableResult
    package static func raise() -> Int {
        guard var limit = read(), limit.rlim_cur < limit.rlim_max else { return current }
        limit.rlim_cur = limit.rlim_max
        #if canImport(Glibc)
            let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        #else
            let isRaised = setrlimit(RLIMIT_NOFILE, &limit) == 0
        #endif
        // Where it is refused the old limit stands, and is what is told.
        return isRaised ? count(limit.rlim_cur) : current
    }

    private static func read() -> rlimit? {
        var limit = rlimit()
        #if canImport(Glibc)
            let isRead = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        #else
            let isRead = getrlimit(RLIMIT_NOFILE, &limit) == 0
        #endif
        return isRead ? limit : nil
    }

    private static func count(_ limit: rlim_t) -> Int { Int(clamping: limit) }
}
