/// Keeps what a process holds in memory from other users and from the disk.
package enum ProcessSecrecy {
    /// Called first of all in a tool that opens keys: from then on no crash writes keys to the disk,
    /// neither into the folder of the process nor into a collector of crashes.
    ///
    /// - Returns: false where the system refuses; the memory is locked and wiped all the same.
    @discardableResult
    package static func begin() -> Bool {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Glibc)
            let isLimited = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0
        #else
            let isLimited = setrlimit(RLIMIT_CORE, &none) == 0
        #endif
        return isLimited && refuseInspection()
    }

    /// A collector that the kernel pipes cores into is not held back by the limit, but by this. Other
    /// processes of the same user cannot read the memory or the environment then, either.
    private static func refuseInspection() -> Bool {
        #if os(Linux)
            // PR_SET_DUMPABLE of the kernel's interface, which the library's headers for Swift leave out.
            let setDumpable: Int32 = 4
            typealias Prctl = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
            // SAFETY: the symbol is the system library's own function of this name. It is declared with a
            // variable number of arguments, which Swift does not call; whole words in registers are what
            // it reads on every processor that Linux builds of Swift are for.
            guard let symbol = dlsym(nil, "prctl") else { return false }
            return unsafeBitCast(symbol, to: Prctl.self)(setDumpable, 0, 0, 0, 0) == 0
        #else
            return true
        #endif
    }
}
