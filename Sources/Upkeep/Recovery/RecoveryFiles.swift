import CanonicalCoding
import Diagnosis
import Execution
import Foundation
import Governance
import LedgerTypes
import NodeFiles

/// What recoveries leave in a node's folder.
enum RecoveryFiles {
    /// The installed order; nil if there is none.
    static func order(_ folder: NodeFolder) throws(NodeProblem) -> RecoveryOrder? {
        let bytes: [UInt8]
        do throws(FileFault) {
            guard try AtomicFile.exists(folder.recoveryOrder) else { return nil }
            bytes = try AtomicFile.read(folder.recoveryOrder)
        } catch {
            throw .file(error)
        }
        guard
            let signed = try? SignedTransaction(canonical: bytes),
            let order = RecoveryOrder(signed)
        else { throw .recoveryUnreadable }
        return order
    }

    /// The height for which the seat made a statement; nil if it made none, or the
    /// file cannot be read.
    static func stated(_ folder: NodeFolder) -> Height? {
        // Whoever asks looks whether there is one: nil then reads as "unreadable", and nothing is signed.
        guard let bytes = try? AtomicFile.read(folder.recoveryStatement) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return UInt64(text.trimmingCharacters(in: .whitespacesAndNewlines)).map(Height.init)
    }

    /// Why the seat must not sign after the last block: others rely on its statement, and no order
    /// that follows it holds here.
    ///
    /// INVARIANT: a seat that made a statement never votes with the old seats at that height. An
    /// order that is there and does not hold is no order: the other survivors decide under theirs.
    static func waiting(
        _ folder: NodeFolder, under order: RecoveryOrder?, after last: CommittedBlock?,
        on ledger: LedgerState
    ) -> NodeProblem? {
        do throws(FileFault) {
            guard try AtomicFile.exists(folder.recoveryStatement) else { return nil }
        } catch {
            // It may be there: nothing is signed as if it were not.
            return .statementUnreadable
        }
        guard let stated = stated(folder) else { return .statementUnreadable }
        guard stated > ledger.height else { return nil }
        guard let order, order.height == stated, let last else { return .waitsForRecovery(stated) }
        do throws(BlockRefusal) {
            // Below its height, where blocks were lost since the statement, no order holds yet.
            try BlockExecution.judge(
                order, after: last.block.header.id(suite: ledger.suite),
                certificate: last.certificate, on: ledger, at: nil)
            return nil
        } catch {
            return .waitsForRecovery(stated)
        }
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
