import ArgumentParser
import BlockStore
import Foundation
import Interchange
import NodeAPI
import NodeRuntime

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

    /// A failure for any error that a command meets.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case ClientFault.unreachable(let address, let reason):
            self.init(
                .unavailable, code: "node-unreachable",
                zh: "节点 \(address) 没有应答（\(reason)）：请确认 `tally run` 正在运行",
                en: "the node at \(address) does not answer (\(reason)): see that `tally run` is up"
            )
        case ClientFault.refused(let refusal):
            self.init(.refused, code: refusal.code, zh: refusal.zh, en: refusal.en)
        case ClientFault.unreadable(let what):
            self.init(
                .internalFault, code: "answer-unreadable", zh: "节点的应答无法读取：\(what)",
                en: "the node's answer cannot be read: \(what)")
        case let problem as NodeProblem: self.init(problem)
        case let fault as KeyFileFault: self.init(fault)
        case let fault as FileFault: self.init(fault)
        case let fault as StorageFault: self.init(.storage(fault))
        case let fault as StoreFault: self.init(fault)
        case SignerFault.store(let fault): self.init(fault)
        case let fault as SignerFault:
            self.init(.refused, code: "store-\(fault.code)", zh: fault.zh, en: "\(fault)")
        // With one argument this initialiser would call itself.
        case let fault as DraftFault: self.init(fault, nil)
        case let fault as RecoveryFault:
            self.init(.refused, code: "recovery-refused", zh: fault.zh, en: fault.en)
        case let fault as ConsortiumFault:
            self.init(.badInput, code: "consortium-refused", zh: fault.zh, en: fault.en)
        default:
            self.init(
                .internalFault, code: "fault", zh: "出现错误：\(error)", en: "a fault: \(error)")
        }
    }
}
