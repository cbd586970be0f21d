import SystemCalls

/// Files below a folder of the operating system.
///
/// Every call opens what it needs and closes it again; the cost is small beside a flush.
package struct FileStorage: Storage {
    package let root: String

    /// Makes the folder if it is absent; its parent must be there.
    package init(root: String) throws(StorageFault) {
        self.root = root
        if mkdir(root, 0o700) != 0, errno != EEXIST { throw Self.fault(root) }
    }

    /// A pipe in the place of a file would be waited for without end.
    private static let waitless = O_CLOEXEC | O_NONBLOCK

    private func full(_ path: String) -> String { path.isEmpty ? root : root + "/" + path }

    private static func fault(_ path: String) -> StorageFault {
        StorageFault(path, errno: errno)
    }

    package func list(_ folder: String) throws(StorageFault) -> [String] {
        guard let directory = opendir(full(folder)) else {
            // A file in the place of a folder is not an empty one.
            if errno == ENOENT { return [] }
            throw Self.fault(folder)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while true {
            // The end of a folder and a failure look alike but for the number.
            errno = 0
            guard let entry = readdir(directory) else {
                guard errno == 0 else { throw Self.fault(folder) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func hasFolder(_ path: String) throws(StorageFault) -> Bool {
        var status = stat()
        guard stat(full(path), &status) == 0 else {
            let fault = Self.fault(path)
            if case .absent = fault { return false }
            throw fault
        }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    package func size(of path: String) throws(StorageFault) -> Int? {
        var status = stat()
        guard stat(full(path), &status) == 0 else {
            let fault = Self.fault(path)
            if case .absent = fault { return nil }
            throw fault
        }
        // A file that can be waited for has no size that says anything.
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { throw .notAFile(path) }
        return Int(status.st_size)
    }

    package func read(
        _ path: String, from offset: Int, count: Int
    ) throws(StorageFault) -> [UInt8] {
        try withFile(path, open(full(path), O_RDONLY | Self.waitless)) {
            file throws(StorageFault) in
            var failed = false
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let got = pread(
                        file, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
                    if got < 0, errno == EINTR { continue }
                    failed = got < 0
                    guard got > 0 else { return }
                    filled += got
                }
            }
            if failed { throw Self.fault(path) }
            return bytes
        }
    }

    package func write(
        _ bytes: [UInt8], to path: String, at offset: Int
    ) throws(StorageFault) {
        try withFile(path, NewFile.open(full(path), flags: O_WRONLY | Self.waitless)) {
            file throws(StorageFault) in
            var done = 0
            while done < bytes.count {
                let put = bytes.withUnsafeBytes {
                    pwrite(
                        file, $0.baseAddress! + done, bytes.count - done, off_t(offset + done))
                }
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { throw Self.fault(path) }
                done += put
            }
        }
    }

    package func truncate(_ path: String, to size: Int) throws(StorageFault) {
        try withFile(path, open(full(path), O_WRONLY | Self.waitless)) {
            file throws(StorageFault) in
            guard ftruncate(file, off_t(size)) == 0 else { throw Self.fault(path) }
        }
    }

    package func sync(_ path: String) throws(StorageFault) {
        try withFile(path, open(full(path), O_WRONLY | Self.waitless)) {
            file throws(StorageFault) in
            guard Flush.content(file) else { throw Self.fault(path) }
        }
    }

    package func makeFolder(_ path: String) throws(StorageFault) {
        if mkdir(full(path), 0o700) == 0 {
            try syncFolder(FileNames.folder(of: path))
        } else if errno != EEXIST {
            throw Self.fault(path)
        }
    }

    package func syncFolder(_ path: String) throws(StorageFault) {
        try withFile(path, open(full(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
            file throws(StorageFault) in
            guard Flush.all(file) else { throw Self.fault(path) }
        }
    }

    package func rename(_ path: String, to other: String) throws(StorageFault) {
        guard SystemCalls.rename(full(path), full(other)) == 0 else { throw Self.fault(path) }
    }

    package func remove(_ path: String) throws(StorageFault) {
        guard unlink(full(path)) == 0 else { throw Self.fault(path) }
    }

    /// An advisory lock of the open file (flock): also refused to a second opening in this process,
    /// and given back by the system when the process ends in any way.
    package func lock(_ path: String) throws(StorageFault) -> StorageLock {
        let file = NewFile.open(full(path), flags: O_RDWR)
        guard file >= 0 else { throw Self.fault(path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let fault = Self.fault(path)
            close(file)
            throw fault
        }
        return StorageLock { close(file) }
    }

    package func freeBytes() throws(StorageFault) -> UInt64 {
        var status = statvfs()
        guard statvfs(root, &status) == 0 else { throw Self.fault(root) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    package func forgetCached(_ path: String) {
        let file = open(full(path), O_RDONLY | Self.waitless)
        guard file >= 0 else { return }
        Flush.forgetCached(file)
        close(file)
    }

    private func withFile<Result>(
        _ path: String, _ file: Int32, _ body: (Int32) throws(StorageFault) -> Result
    ) throws(StorageFault) -> Result {
        guard file >= 0 else { throw errno == ENXIO ? .notAFile(path) : Self.fault(path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Self.fault(path) }
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { throw .notAFile(path) }
        return try body(file)
    }
}
