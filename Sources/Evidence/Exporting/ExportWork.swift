import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// An export under way, from one state and its block: gathers a bounded piece with each step.
///
/// A value: whoever drops it has cancelled it. The same bytes come of it in whatever pieces.
package struct ExportWork: Sendable {
    /// An entry that was read.
    private struct Found: Sendable {
        let bytes: [UInt8]
        let links: [HeadLink]
    }

    private let schema: any LedgerSchema
    private let order: ExportOrder
    private let state: StateMap
    /// The founding act, whether the file brings it or not.
    private let foundingAct: [UInt8]
    private var gathered: EvidenceContent
    package private(set) var progress: ExportProgress
    /// Bytes of what was read so far: what the export takes of the memory, but for a factor.
    package private(set) var bytes = 0

    // Reading: the head in turn, and where its walk back stands.
    private var head = 0
    private var next: EntryIndex?
    private var found: [EntryIndex: Found] = [:]
    /// Records of the state that the entries name.
    private var factKeys: Set<[UInt8]> = []
    private var heights: Set<Height> = []
    // Proving and witnessing: in this order.
    private var indexes: [EntryIndex] = []
    private var witnessed: [Height] = []

    init(
        schema: any LedgerSchema, order: ExportOrder, state: StateMap, foundingAct: [UInt8],
        content: EvidenceContent
    ) {
        self.schema = schema
        self.order = order
        self.state = state
        self.foundingAct = foundingAct
        gathered = content
        next = content.heads.first?.record?.last
        progress = ExportProgress(
            .reading, done: 0, of: content.heads.reduce(0) { $0 + ($1.record?.sequence ?? 0) })
    }

    /// True once the facts are whole, and the file can be sealed.
    package var isGathered: Bool { progress.stage == .sealing }

    /// The facts; whole once everything is gathered.
    package var content: EvidenceContent {
        precondition(isGathered, "the export is at \(progress)")
        return gathered
    }

    /// Gathers the next piece; nothing where everything is gathered.
    ///
    /// Complexity: `Limits.readsPerStep` blocks read, or `Limits.proofsPerStep` proofs made.
    package mutating func step(_ source: some EvidenceSource) throws(ExportFault) {
        switch progress.stage {
        case .reading: try read(source)
        case .proving: try prove(source)
        case .witnessing: try witness(source)
        case .sealing: break
        }
    }

    /// Walks each head back from its last entry.
    private mutating func read(_ source: some EvidenceSource) throws(ExportFault) {
        var reads = 0
        while head < gathered.heads.count {
            guard let index = next else {
                head += 1
                next = head < gathered.heads.count ? gathered.heads[head].record?.last : nil
                continue
            }
            if found[index] == nil {
                guard reads < Limits.readsPerStep else { return }
                reads += 1
                try keep(source, index)
            }
            let own = gathered.heads[head].head
            guard let link = found[index]?.links.first(where: { $0.head == own }) else {
                throw .entryMissing(index)
            }
            next = link.previous
            progress.done += 1
        }
        indexes = found.keys.sorted()
        gathered.entries.reserveCapacity(indexes.count)
        progress = ExportProgress(.proving, done: 0, of: UInt64(indexes.count))
    }

    private mutating func keep(
        _ source: some EvidenceSource, _ index: EntryIndex
    ) throws(ExportFault) {
        guard let entry = try source.entry(at: index) else { throw .entryMissing(index) }
        let own = Found(bytes: entry.canonicalBytes, links: entry.links)
        bytes += own.bytes.count
        guard found.count < Limits.maximumEntries, bytes <= Limits.maximumFileBytes else {
            throw .tooLarge
        }
        found[index] = own
        heights.insert(entry.receipt.height)
        if order.includesRules {
            factKeys.formUnion(schema.factKeys(of: entry) { state.value(for: $0) })
        }
    }

    /// Each entry with its proof, ascending by index.
    private mutating func prove(_ source: some EvidenceSource) throws(ExportFault) {
        let size = gathered.block.header.entryCount
        for index in indexes[Int(progress.done)...].prefix(Limits.proofsPerStep) {
            guard let own = found.removeValue(forKey: index),
                let proof = source.inclusionProof(of: index, size: size)
            else { throw .stateMismatch }
            gathered.entries.append(ProvenEntry(bytes: own.bytes, proof: proof))
            progress.done += 1
        }
        guard progress.done == progress.total else { return }
        gathered.facts = facts()
        witnessed =
            order.includesBlocks
            ? heights.subtracting([gathered.block.header.height]).sorted() : []
        progress = ExportProgress(.witnessing, done: 0, of: UInt64(witnessed.count))
    }

    /// The records that the entries name and genesis does not hold, each once, ascending by key.
    private func facts() -> [StateFact] {
        let founding = schema.genesis(foundingAct)?.texts ?? [:]
        return factKeys.filter { founding[$0] == nil }
            .sorted { $0.lexicographicallyPrecedes($1) }.map { StateFact($0, in: state) }
    }

    /// The blocks of the entries with the growth of their tree, ascending.
    private mutating func witness(_ source: some EvidenceSource) throws(ExportFault) {
        for height in witnessed[Int(progress.done)...].prefix(Limits.readsPerStep) {
            guard let own = try source.block(at: height) else { throw .blockMissing(height) }
            guard
                let growth = source.consistencyProof(
                    from: own.header.entryCount, to: gathered.block.header.entryCount)
            else { throw .stateMismatch }
            gathered.blocks.append(BlockWitness(block: own, growth: growth))
            progress.done += 1
        }
        guard progress.done == progress.total else { return }
        progress = ExportProgress(.sealing, done: 0, of: 1)
    }

    /// The sealed file; it was verified before it is given away.
    package func sealed(by key: SigningKey) throws(ExportFault) -> [UInt8] {
        let header = content.block.header
        let member = StateFact(schema.memberKey(order.exporter), in: state)
        guard member.value.flatMap(schema.member)?.gatewayKey == key.verifyingKey else {
            throw .notTheExporter
        }
        let statement = ExportStatement(
            suite: key.verifyingKey.suite, chain: header.chain, height: header.height,
            subject: order.subject, exporter: order.exporter,
            toolVersion: EvidenceExporter.toolVersion, caseReference: order.caseReference)
        var file = EvidenceFile(
            content: content, disclosures: order.disclosures, exhibits: order.exhibits)
        let bytes = file.sealed(statement: statement, member: member, key: key)
        guard bytes.count <= Limits.maximumFileBytes else { throw .tooLarge }
        let report = EvidenceVerifier(schema: schema).verify(
            bytes, policy: CourtPolicy(genesis: header.chain.digest, genesisBytes: foundingAct))
        if let code = report.code { throw .refused(code) }
        guard order.includesReport else { return bytes }
        file.report = Array(ReportPage(report).html.utf8)
        return file.sealed(statement: statement, member: member, key: key)
    }
}
