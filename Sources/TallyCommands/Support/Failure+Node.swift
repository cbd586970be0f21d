import BlockStore
import Diagnosis
import NodeFiles

/// Failures of a node's folder and of key files.
extension Failure {
    init(_ problem: NodeProblem) {
        let kind: Kind
        switch problem.number {
        case .keysClosed: kind = .noPermission
        case .folderInUse, .addressTaken, .placeNotEmpty, .backupFile: kind = .cannotWrite
        case .backupOfOtherChain, .notWatched, .signsElsewhere: kind = .refused
        default: kind = .badInput
        }
        self.init(kind, code: "node-\(problem.code)", problem)
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
        self.init(kind, code: "store-\(fault.code)", fault)
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
        self.init(kind, code: code, fault)
    }

    init(_ fault: FileFault) {
        let (kind, code): (Kind, String)
        switch fault {
        case .missing: (kind, code) = (.noInput, "file-missing")
        case .exhausted: (kind, code) = (.unavailable, "files-exhausted")
        case .notReadable: (kind, code) = (.noInput, "file-unreadable")
        case .isFolder: (kind, code) = (.noInput, "file-is-folder")
        case .notWritten: (kind, code) = (.cannotWrite, "file-unwritable")
        case .openToOthers: (kind, code) = (.noPermission, "file-open-to-others")
        }
        self.init(kind, code: code, fault)
    }
}
