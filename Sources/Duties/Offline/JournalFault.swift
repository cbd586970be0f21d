import Bilingual
import BlockStore

/// Why the journal of emergencies that were decided alone cannot be used, or one record in it.
package enum JournalFault: Error, Hashable, Sendable {
    case disk(StorageFault)
    /// A file is there that is no record: damaged, or not of this folder.
    case notARecord(path: String)
    /// The file that holds the last number given is damaged: a number would be given twice.
    case counterDamaged(path: String)
    /// A record of this number is written already.
    case numberWritten(path: String)
    /// The chain has another record under this number: another copy of this node ran alone.
    case numberTaken(sequence: UInt64)
}

extension JournalFault: Worded, CustomStringConvertible {
    package var english: String {
        switch self {
        case .disk(let fault): fault.english
        case .notARecord(let path):
            "`\(path)` is no record; restore it from a backup, or move it away"
        case .counterDamaged(let path): "`\(path)` is damaged; restore it from a backup"
        case .numberWritten(let path): "`\(path)` is there already"
        case .numberTaken(let sequence):
            "the chain has another record with number \(sequence): another copy of this node, or one "
                + "restored from a backup, decided alone; show the file to the committee"
        }
    }

    package var chinese: String {
        switch self {
        case .disk(let fault): fault.chinese
        case .notARecord(let path): "`\(path)` 不是离线记录；请从备份恢复或将其移走"
        case .counterDamaged(let path): "`\(path)` 已损坏；请从备份恢复"
        case .numberWritten(let path): "`\(path)` 已存在"
        case .numberTaken(let sequence):
            "链上编号 \(sequence) 已是另一份记录：本节点的另一副本（或从备份恢复的节点）曾离线决定；请将文件交委员会"
        }
    }
}
