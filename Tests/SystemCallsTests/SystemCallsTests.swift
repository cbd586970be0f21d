import SystemCalls
import Testing

@Suite struct `Calls of the system` {
    /// Two connected ends.
    private func pair() throws -> (Int32, Int32) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, near) = (StreamSocket.make(), StreamSocket.make())
        defer { close(listener) }
        // SAFETY: the address outlives the calls, and its length is its own.
        let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
                    && listen(listener, 1) == 0 && connect(near, $0, length) == 0
            }
        }
        try #require(isConnected)
        return (near, accept(listener, nil, nil))
    }

    @Test func `carry bytes, and end no process when the other end has gone`() throws {
        let (near, far) = try pair()
        defer { close(near) }
        let bytes = Array("bytes".utf8)
        #expect(bytes.withUnsafeBytes { StreamSocket.send($0, to: near) } == 5)
        var piece = [UInt8](repeating: 0, count: 8)
        #expect(recv(far, &piece, 8, 0) == 5 && piece.prefix(5).elementsEqual(bytes))
        close(far)
        // The first one after the end may still be taken; then the other side says that it is gone.
        var counts: [Int] = []
        while counts.last ?? 1 > 0, counts.count < 1_000 {
            counts.append(bytes.withUnsafeBytes { StreamSocket.send($0, to: near) })
        }
        #expect(counts.last == -1 && (errno == EPIPE || errno == ECONNRESET))
    }

    @Test func `make a file with its rights from the first byte`() throws {
        let path = "/tmp/tally-new-\(getpid())"
        defer { unlink(path) }
        let file = NewFile.make(path)
        try #require(file >= 0)
        defer { close(file) }
        var status = stat()
        #expect(fstat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
        // What is there already is not taken for new, and is opened as it is.
        #expect(NewFile.make(path) == -1 && errno == EEXIST)
        let again = NewFile.open(path, flags: O_WRONLY)
        defer { close(again) }
        #expect(again >= 0)
    }

    @Test func `flush a file and its folder, and say where that fails`() {
        let path = "/tmp/tally-flush-\(getpid())"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let folder = open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer {
            for descriptor in [file, folder] { close(descriptor) }
            unlink(path)
        }
        #expect(Flush.content(file) && Flush.all(file) && Flush.all(folder))
        Flush.forgetCached(file)
        #expect(!Flush.content(-1) && errno == EBADF)
        #expect(!Flush.all(-1) && errno == EBADF)
    }
}
