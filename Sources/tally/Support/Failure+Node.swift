import BlockStore
import NodeRuntime

/// Failures of a node's folder and of key files.
extension Failure {
    init(_ problem: NodeProblem) {
        let kind: Kind
        switch problem.code {
        case 7105: kind = .noPermission
        case 7113, 7191, 7192: kind = .cannotWrite
        case 7193, 7194, 7195: kind = .refused
        default: kind = .badInput
        }
        self.init(
            kind, code: "node-\(problem.code)", zh: problem.chinese, en: problem.english)
    }

    /// What a disk says that a command reads or writes.
    init(_ fault: StoreFault) {
        let kind: Kind
        switch fault {
        case .storage(.locked(let file)):
            self.init(NodeProblem.folderInUse(file))
            return
        case .storage(.absent): kind = .noInput
        case .storage, .needsReopening, .reserveReached: kind = .cannotWrite
        default: kind = .badInput
        }
        self.init(kind, code: "store-\(fault.code)", zh: fault.zh, en: "\(fault)")
    }

    init(_ fault: KeyFileFault) {
        switch fault {
        case .file(let fault): self.init(fault)
        case .notAKeyFile(let path):
            self.init(
                .badInput, code: "key-unreadable", zh: "\(path) 不是密钥文件",
                en: "\(path) is not a key file")
        case .wrongPassphrase:
            self.init(
                .noPermission, code: "passphrase-wrong", zh: "口令错误，或密钥文件被改动",
                en: "the passphrase is wrong, or the key file was changed")
        case .wrongPurpose(let expected, let found):
            self.init(
                .noPermission, code: "key-purpose",
                zh: "需要用途为 \(expected.rawValue) 的密钥，该文件是 \(found.rawValue)",
                en: "a \(expected.rawValue) key is needed, the file holds a \(found.rawValue) key")
        case .keyDoesNotMatch:
            self.init(
                .badInput, code: "key-damaged", zh: "密钥与其公开部分不符：文件被改动",
                en: "the key does not belong to its public part: the file was changed")
        case .costOutOfRange:
            self.init(
                .badInput, code: "key-damaged", zh: "密钥文件中的参数越界：文件被改动",
                en: "the costs in the key file are out of range: the file was changed")
        }
    }

    init(_ fault: FileFault) {
        switch fault {
        case .missing(let path):
            self.init(
                .noInput, code: "file-missing", zh: "没有文件 \(path)：请检查路径",
                en: "there is no file \(path): check the path")
        case .notReadable(let path, let reason):
            self.init(
                .noInput, code: "file-unreadable", zh: "读不到文件 \(path)（\(reason)）",
                en: "cannot read \(path) (\(reason))")
        case .notWritten(let path, let reason):
            self.init(
                .cannotWrite, code: "file-unwritable", zh: "无法写入 \(path)（\(reason)）",
                en: "cannot write \(path) (\(reason))")
        case .openToOthers(let path):
            self.init(
                .noPermission, code: "file-open-to-others",
                zh: "其他用户可以读取 \(path)：请执行 chmod 600 \(path)",
                en: "other users can read \(path): run chmod 600 \(path)")
        }
    }
}
