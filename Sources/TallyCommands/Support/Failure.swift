import ArgumentParser
import Bilingual
import BlockStore
import Diagnosis
import Foundation
import Interchange
import NodeFiles
import TallyClient
import Upkeep

/// A failure as people read it: what is wrong, what to do next, and how the process ends.
struct Failure: Error {
    /// How processes end; the same numbers in every command.
    enum Kind: Int32, CaseIterable {
        /// The ledger, a rule or a check said no.
        case refused = 1
        /// It cannot be decided with what is at hand.
        case indeterminate = 2
        /// The call itself is wrong.
        case usage = 64
        /// A file's contents are not what they must be.
        case badInput = 65
        /// A file is missing or cannot be read.
        case noInput = 66
        /// The node does not answer.
        case unavailable = 69
        /// Something that holds always did not.
        case internalFault = 70
        /// A file or folder cannot be written.
        case cannotWrite = 73
        /// Keys or passphrases do not fit.
        case noPermission = 77
    }

    let kind: Kind
    let code: String
    let zh: String
    let en: String

    init(_ kind: Kind, code: String, zh: String, en: String) {
        self.kind = kind
        self.code = code
        self.zh = zh
        self.en = en
    }

    /// A fault's own words.
    init(_ kind: Kind, code: String, _ fault: any Worded) {
        self.init(kind, code: code, zh: fault.chinese, en: fault.english)
    }

    private init(_ fault: ClientFault) {
        switch fault {
        case .unreachable: self.init(.unavailable, code: "node-unreachable", fault)
        case .refused(let refusal): self.init(.refused, code: refusal.code, fault)
        case .unreadable: self.init(.internalFault, code: "answer-unreadable", fault)
        case .unsendable: self.init(.usage, code: "call-malformed", fault)
        }
    }

    /// A failure for any error that a command meets.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let fault as ClientFault: self.init(fault)
        case let problem as NodeProblem: self.init(problem)
        case let fault as KeyFileFault: self.init(fault)
        case let fault as FileFault: self.init(fault)
        case let fault as StorageFault: self.init(.storage(fault))
        case let fault as StoreFault: self.init(fault)
        case SignerFault.store(let fault): self.init(fault)
        case let fault as SignerFault:
            self.init(.refused, code: "store-\(fault.code)", fault)
        // With one argument this initialiser would call itself.
        case let fault as DraftFault: self.init(fault, nil)
        case let fault as RecoveryFault:
            self.init(.refused, code: "recovery-refused", fault)
        case let fault as ConsortiumFault:
            self.init(.badInput, code: "consortium-refused", fault)
        case let fault as any Worded: self.init(.badInput, code: "fault", fault)
        default:
            self.init(
                .internalFault, code: "fault", zh: "出现错误：\(error)", en: "a fault: \(error)")
        }
    }
}

extension Failure: Worded {
    var english: String { en }
    var chinese: String { zh }
}
