import BlockStore
import NodeRuntime

/// Failures of a node's folder and of key files.
extension Failure {
    init(_ problem: NodeProblem) {
        let kind: Kind
        switch problem.code {
        case 7105: kind = .noPermission
        case 7113, 7187, 7191, 7192: kind = .cannotWrite
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
        let (kind, code): (Kind, String)
        switch fault {
        case .file(let fault):
            self.init(fault)
            return
        case .notAKeyFile: (kind, code) = (.badInput, "key-unreadable")
        case .wrongPassphrase: (kind, code) = (.noPermission, "passphrase-wrong")
        case .wrongPurpose: (kind, code) = (.noPermission, "key-purpose")
        case .keyDoesNotMatch, .costOutOfRange: (kind, code) = (.badInput, "key-damaged")
        }
        self.init(kind, code: code, zh: fault.zh, en: fault.en)
    }

    init(_ fault: FileFault) {
        let (kind, code): (Kind, String)
        switch fault {
        case .missing: (kind, code) = (.noInput, "file-missing")
        case .notReadable: (kind, code) = (.noInput, "file-unreadable")
        case .notWritten: (kind, code) = (.cannotWrite, "file-unwritable")
        case .openToOthers: (kind, code) = (.noPermission, "file-open-to-others")
        }
        self.init(kind, code: code, zh: fault.zh, en: fault.en)
    }
}
