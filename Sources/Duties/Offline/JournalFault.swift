import Bilingual
import BlockStore

/// Why the journal of emergencies that were decided alone cannot be used, or one record in it.
package enum JournalFault: Error, Hashable, Sendable {
    case disk(StorageFault)
    /// A file is there that cannot be read as a record: damaged, of a newer version, or none.
    case notARecord(path: String)
    /// A record of another chain or of another member.
    case foreign(path: String)
    /// The file that holds the last number given has no number after it, or the list of what was
    /// opened is damaged.
    case counterDamaged(path: String)
    /// A record that was opened here, its data shown, and that neither the chain nor this folder has.
    case lost(path: String)
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
            "`\(path)` cannot be read as a record: it is damaged, or a newer version of this software "
                + "wrote it; keep the file, and restore it from a backup or update the software"
        case .foreign(let path):
            "`\(path)` is a record of another chain or of another member: it is not sent; move it to "
                + "the node that wrote it"
        case .counterDamaged(let path): "`\(path)` is damaged; restore it from a backup"
        case .lost(let path):
            "`\(path)` is gone: data were shown on it, and the chain does not have it; restore it from "
                + "a backup, or tell the committee"
        case .numberWritten(let path): "`\(path)` is there already"
        case .numberTaken(let sequence):
            "the chain has another record with number \(sequence): another copy of this node, or one "
                + "restored from a backup, decided alone; show the file to the committee"
        }
    }

    package var chinese: String {
        switch self {
        case .disk(let fault): fault.chinese
        case .notARecord(let path):
            "`\(path)` 无法读作离线记录：已损坏，或由更新版本的软件写入；请保留该文件，从备份恢复或更新软件"
        case .foreign(let path):
            "`\(path)` 是其他链或其他成员的离线记录，不会提交；请移回写入它的节点"
        case .counterDamaged(let path): "`\(path)` 已损坏；请从备份恢复"
        case .lost(let path):
            "缺少 `\(path)`：已据此显示过数据，而链上没有该记录；请从备份恢复，否则请告知委员会"
        case .numberWritten(let path): "`\(path)` 已存在"
        case .numberTaken(let sequence):
            "链上编号 \(sequence) 已是另一份记录：本节点的另一副本（或从备份恢复的节点）曾离线决定；请将文件交委员会"
        }
    }
}
