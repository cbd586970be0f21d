import Bilingual
import Evidence
import LedgerTypes
import Sealing

/// How an export stands.
package struct ExportStanding: Sendable {
    package enum State: Sendable {
        case working
        /// The file waits to be fetched; its size.
        case finished(bytes: Int)
        case failed(ExportFault)
    }

    package let id: Digest
    /// Whose history it is: whoever fetches it needs a standing with them then.
    package let head: HeadID
    /// The block that the export is of: fixed when it was asked for.
    package let height: Height
    package let progress: ExportProgress
    package let state: State

    package var isWorking: Bool {
        if case .working = state { true } else { false }
    }
}

/// Why an export was not begun: nothing was done.
package enum ExportsBusy: Error, Hashable, Sendable {
    /// This caller has as many in work as one may.
    case own
    /// This caller's member, or all patients together, have as many in work as they may.
    case member
    /// The node has as many in work as it may.
    case all
}

extension ExportsBusy: Worded {
    package var english: String {
        switch self {
        case .own: "two exports of yours are in work: wait for one, or end it"
        case .member:
            "your member, or patients together, have four exports in work: try again in some minutes"
        case .all: "the node has as many exports in work as it may: try again in some minutes"
        }
    }

    package var chinese: String {
        switch self {
        case .own: "您已有两次导出在进行：请等其中一次完成或先取消"
        case .member: "您所在机构（患者则合计）已有四次导出在进行：请几分钟后再试"
        case .all: "节点正在进行的导出已达上限：请几分钟后再试"
        }
    }
}
