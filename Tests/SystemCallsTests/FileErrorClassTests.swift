import SystemCalls
import Testing

@Suite struct `Error numbers of files` {
    @Test func `a process without descriptors or memory says nothing of the file`() {
        for error in [EMFILE, ENFILE, ENOMEM, ENOBUFS] {
            #expect(FileErrorClass(errno: error) == .resource)
        }
    }

    @Test func `are told apart by what can be done`() {
        #expect([ENOENT, ENOTDIR].allSatisfy { FileErrorClass(errno: $0) == .notFound })
        #expect([EACCES, EPERM, EROFS].allSatisfy { FileErrorClass(errno: $0) == .permission })
        #expect([ENOSPC, EDQUOT].allSatisfy { FileErrorClass(errno: $0) == .space })
        #expect([EIO, EBADMSG, EILSEQ].allSatisfy { FileErrorClass(errno: $0) == .damage })
        #expect([EINVAL, ELOOP, EBUSY].allSatisfy { FileErrorClass(errno: $0) == .other })
    }
}
