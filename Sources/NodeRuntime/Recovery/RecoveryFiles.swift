import CanonicalCoding
import Foundation
import Governance
import LedgerTypes

/// What recoveries leave in a node's folder.
enum RecoveryFiles {
    /// The installed order; nil if there is none.
    static func order(_ folder: NodeFolder) throws(NodeProblem) -> RecoveryOrder? {
        guard FileManager.default.fileExists(atPath: folder.recoveryOrder) else { return nil }
        guard let bytes = try? AtomicFile.read(folder.recoveryOrder),
            let signed = try? SignedTransaction(canonical: bytes),
            let order = RecoveryOrder(signed)
        else { throw .recoveryUnreadable }
        return order
    }

    /// The height for which the seat made a statement; nil if it made none, or the
    /// file cannot be read.
    static func stated(_ folder: NodeFolder) -> Height? {
        guard let bytes = try? AtomicFile.read(folder.recoveryStatement) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return UInt64(text.trimmingCharacters(in: .whitespacesAndNewlines)).map(Height.init)
    }

    /// Why the seat must not sign after a tip: others rely on its statement, and an order that
    /// follows it is not here yet.
    static func waiting(_ folder: NodeFolder, after tip: Height) -> NodeProblem? {
        guard FileManager.default.fileExists(atPath: folder.recoveryStatement) else { return nil }
        guard let stated = stated(folder) else { return .statementUnreadable }
        guard stated >= tip.next else { return nil }
        if let order = try? order(folder), order.height == stated { return nil }
        return .waitsForRecovery(stated)
    }

    static func remove(_ path: String) throws(FileFault) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .notWritten(path: path, reason: "\(error)")
        }
    }
}
