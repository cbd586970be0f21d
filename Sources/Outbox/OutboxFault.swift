import Bilingual
import BlockStore

/// What is wrong with a file of the outbox. The file stays as it is, and its work rests.
package enum OutboxFault: Error, Hashable, Sendable {
    /// Torn, or changed by somebody.
    case damaged(path: String)
    /// Written by a later version of the software.
    case newer(path: String, version: UInt64)
    /// Of another chain.
    case foreign(path: String)
    /// A name that is none of this folder's, or not that of what the file holds.
    case misplaced(path: String)
    case disk(StorageFault)

    /// The file, below the outbox.
    package var path: String {
        switch self {
        case .damaged(let path), .newer(let path, _), .foreign(let path), .misplaced(let path): path
        case .disk(let fault): fault.path
        }
    }
}

extension OutboxFault: Worded, CustomStringConvertible {
    package var english: String {
        switch self {
        case .damaged(let path):
            "`\(path)` is damaged: its work rests and nothing of it is sent; restore the file from a "
                + "backup made with --with-records; without one, move it and `outbox/searched` away: "
                + "the chain is then searched again"
        case .newer(let path, let version):
            "`\(path)` was written by a later version (\(version)): update this node; its work rests"
        case .foreign(let path): "`\(path)` is of another chain: move it away"
        case .misplaced(let path): "`\(path)` does not belong here: move it away"
        case .disk(let fault): "the outbox cannot be used: \(fault.english)"
        }
    }

    package var chinese: String {
        switch self {
        case .damaged(let path):
            "`\(path)` 已损坏：相关工作暂停，未发送任何内容；请从含记录的备份（--with-records）恢复该文件；"
                + "没有备份的，将它与 `outbox/searched` 一并移走，节点会重新检索链"
        case .newer(let path, let version): "`\(path)` 由更新版本（\(version)）写入：请升级本节点；相关工作暂停"
        case .foreign(let path): "`\(path)` 属于另一条链：请将其移走"
        case .misplaced(let path): "`\(path)` 不属于此文件夹：请将其移走"
        case .disk(let fault): "发件箱无法使用：\(fault.chinese)"
        }
    }
}
