import Bilingual
import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// Where an exporter finds what a node has stored.
package protocol EvidenceSource {
    /// The entry at an index, or nil beyond the end; `sourceFailed` where it cannot be read.
    func entry(at index: EntryIndex) throws(ExportFault) -> Entry?
    /// The header and certificate of a height, or nil where there is none; `sourceFailed` where it
    /// cannot be read.
    func block(at height: Height) throws(ExportFault) -> CommittedHeader?
    /// The root of the tree of the first entries; nil where there are not so many.
    func root(size: UInt64) -> Digest?
    /// Proves an entry to that root.
    func inclusionProof(of index: EntryIndex, size: UInt64) -> InclusionProof?
    /// Proves that the tree of the first entries grew into another.
    func consistencyProof(from: UInt64, to: UInt64) -> ConsistencyProof?
}

/// What is to be exported, and how.
package struct ExportOrder: Sendable {
    package var subject: HeadID
    package var exporter: MemberID
    package var caseReference: String
    package var disclosures: [EntryDisclosures]
    /// Originals, named `exhibits/NN-name`; their digests must stand in entries of the export.
    package var exhibits: [ArchiveFile]
    /// The founding act; a court that holds the published one needs no copy in each file.
    package var includesGenesis: Bool
    /// Charters, vocabularies and members that the entries name.
    package var includesRules: Bool
    /// The block of each entry with its certificate.
    package var includesBlocks: Bool
    /// A page for people.
    package var includesReport: Bool

    package init(
        subject: HeadID, exporter: MemberID, caseReference: String = "",
        disclosures: [EntryDisclosures] = [], exhibits: [ArchiveFile] = [],
        includesGenesis: Bool = true, includesRules: Bool = true, includesBlocks: Bool = false,
        includesReport: Bool = false
    ) {
        self.subject = subject
        self.exporter = exporter
        self.caseReference = caseReference
        self.disclosures = disclosures
        self.exhibits = exhibits
        self.includesGenesis = includesGenesis
        self.includesRules = includesRules
        self.includesBlocks = includesBlocks
        self.includesReport = includesReport
    }
}

/// Why an export was not written.
package enum ExportFault: Error, Hashable, Sendable {
    /// The state and the block do not belong together, or the tree is too short.
    case stateMismatch
    case entryMissing(EntryIndex)
    case blockMissing(Height)
    /// The exporter is no member, or the key is not that of its gateway.
    case notTheExporter
    case textTooLong
    /// More entries or bytes than a file may have.
    case tooLarge
    case nameNotAdmitted(String)
    /// The file that was written does not hold: a disclosure or an exhibit without its entry.
    case refused(CheckCode)
    /// What is stored cannot be read: that says nothing of whether it is there.
    case sourceFailed(code: UInt64, english: String, chinese: String)
}

extension ExportFault: Worded, CustomStringConvertible {
    package var english: String {
        switch self {
        case .stateMismatch: "the state does not belong to the block; run `tally store check`"
        case .entryMissing(let index): "entry \(index) is not here; run `tally store check`"
        case .blockMissing(let height): "block \(height) is not here; run `tally store check`"
        case .notTheExporter: "only a member exports, with its gateway key in use"
        case .textTooLong: "the reference of the case is too long"
        case .tooLarge:
            "the history is larger than one file: export its data sets one by one"
        case .nameNotAdmitted(let name): "a file cannot be named `\(name)`; give it another name"
        case .refused(let code):
            "the file would not hold, check \(code.rawValue): see docs/reference/evidence-codes.md"
        case .sourceFailed(_, let english, _): english
        }
    }

    package var chinese: String {
        switch self {
        case .stateMismatch: "状态与区块不符，请运行 `tally store check`"
        case .entryMissing(let index): "此处没有条目 \(index)，请运行 `tally store check`"
        case .blockMissing(let height): "此处没有区块 \(height)，请运行 `tally store check`"
        case .notTheExporter: "只有成员机构可以导出，且须使用现行网关密钥"
        case .textTooLong: "案号过长"
        case .tooLarge: "记录超出一个证据包的容量，请按数据集分别导出"
        case .nameNotAdmitted(let name): "文件不能命名为 `\(name)`，请换名"
        case .refused(let code):
            "导出的文件将不成立（检查项 \(code.rawValue)），见 docs/reference/evidence-codes.md"
        case .sourceFailed(_, _, let chinese): chinese
        }
    }
}

/// Writes evidence files: pure, from a state, its block and what the node has stored.
package struct EvidenceExporter: Sendable {
    package static let toolVersion = "tally-evidence 1"

    let schema: any LedgerSchema

    package init(schema: any LedgerSchema) { self.schema = schema }

    /// Begins an export at the height of a block; nothing is read yet but the state.
    ///
    /// `steps` are all changes of the seats before that height, `recoveries` all recoveries up to it.
    package func begin(
        _ order: ExportOrder, genesis: [UInt8], steps: [SeatStep] = [],
        recoveries: [RecoveryStep] = [], block: CommittedHeader, state: StateMap,
        source: some EvidenceSource
    ) throws(ExportFault) -> ExportWork {
        try Self.check(order)
        guard state.root == block.header.stateRoot,
            source.root(size: block.header.entryCount) == block.header.entryRoot
        else { throw .stateMismatch }
        let assetIndex = StateFact(schema.assetIndexKey(order.subject), in: state)
        let assets = assetIndex.value.flatMap(schema.assets) ?? []
        let heads = ([order.subject] + assets).sorted().map { head in
            HeadSection(
                head: head, record: Self.record(of: head, in: state),
                proof: state.prove(head.stateKey))
        }
        return ExportWork(
            schema: schema, order: order, state: state, foundingAct: genesis,
            content: EvidenceContent(
                genesis: order.includesGenesis ? genesis : [], subject: order.subject,
                seatSteps: steps, block: block, assetIndex: assetIndex, heads: heads, entries: [],
                facts: [], blocks: [], recoveries: recoveries))
    }

    private static func check(_ order: ExportOrder) throws(ExportFault) {
        guard order.caseReference.utf8.count <= Limits.maximumTextBytes else { throw .textTooLong }
        for file in order.exhibits
        where !EvidenceFile.Name.isExhibit(file.name)
            || !ArchiveFile.isAdmitted(name: Array(file.name.utf8))
        {
            throw .nameNotAdmitted(file.name)
        }
    }
}
