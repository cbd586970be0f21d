import Bilingual

/// Why a proof does not hold.
///
/// Codes are stable: verifiers in other languages report the same ones
/// (docs/reference/evidence-tree.md). The order of the cases is the order of the checks.
package enum ProofFault: Error, Hashable, Sendable, CaseIterable {
    /// The tree is empty, or the older of two trees is: nothing can be proven about it.
    case emptyTree
    /// The index is not below the size of the tree.
    case indexBeyondSize
    /// The older tree is the larger one.
    case sizesReversed
    /// The path ends before the root.
    case pathTooShort
    /// The path goes on beyond the root.
    case pathTooLong
    /// The hashes lead to another root than the newer, or only, tree's.
    case wrongRoot
    /// The hashes lead to another root than the older tree's.
    case wrongOlderRoot
    /// The bitmap announces another number of siblings than there are.
    case siblingCount
    /// A sibling is announced as present but is the digest of an empty subtree.
    case emptySibling
    /// The neighbour of an absence proof is the key itself.
    case neighbourIsKey
    /// The neighbour of an absence proof lies on another path.
    case neighbourElsewhere
    /// The proof holds, but for another value.
    case wrongValue
    /// The proof holds, but shows that the key is absent.
    case absent

    /// A stable number for reports and exit messages.
    package var code: UInt64 {
        switch self {
        case .emptyTree: 1301
        case .indexBeyondSize: 1302
        case .sizesReversed: 1303
        case .pathTooShort: 1304
        case .pathTooLong: 1305
        case .wrongRoot: 1306
        case .wrongOlderRoot: 1307
        case .siblingCount: 1308
        case .emptySibling: 1309
        case .neighbourIsKey: 1310
        case .neighbourElsewhere: 1311
        case .wrongValue: 1312
        case .absent: 1313
        }
    }
}

extension ProofFault: Worded {
    package var english: String {
        switch self {
        case .emptyTree: "nothing can be proven about an empty tree"
        case .indexBeyondSize: "the index is not in the tree"
        case .sizesReversed: "the older tree is the larger one"
        case .pathTooShort: "the path ends before the root"
        case .pathTooLong: "the path goes on beyond the root"
        case .wrongRoot: "the path leads to another root"
        case .wrongOlderRoot: "the path leads to another root of the older tree"
        case .siblingCount: "the bitmap announces another number of siblings"
        case .emptySibling: "a sibling that is announced is empty"
        case .neighbourIsKey: "the neighbour is the key itself"
        case .neighbourElsewhere: "the neighbour lies on another path"
        case .wrongValue: "the proof is of another value"
        case .absent: "the proof shows that the key is absent"
        }
    }

    package var chinese: String {
        switch self {
        case .emptyTree: "空树无从证明"
        case .indexBeyondSize: "索引不在树中"
        case .sizesReversed: "旧树大于新树"
        case .pathTooShort: "路径未达根即止"
        case .pathTooLong: "路径越过根"
        case .wrongRoot: "路径通向其他根"
        case .wrongOlderRoot: "路径通向旧树的其他根"
        case .siblingCount: "位图与兄弟节点数不符"
        case .emptySibling: "所列兄弟节点为空"
        case .neighbourIsKey: "相邻键即该键本身"
        case .neighbourElsewhere: "相邻键位于其他路径"
        case .wrongValue: "证明针对其他值"
        case .absent: "证明表明该键不存在"
        }
    }
}
