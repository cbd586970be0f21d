import CanonicalCoding
import EvidenceTree
import Governance
import LedgerTypes
import Sealing

extension Examination {
    mutating func checkEntries(
        _ content: EvidenceContent, genesis: GenesisFacts
    ) throws(CheckFailure) -> [ReadEntry] {
        let header = content.block.header
        for proven in content.entries
        where proven.proof.index >= header.entryCount || proven.proof.size != header.entryCount {
            throw CheckFailure(.entryIndexes, "entry \(proven.proof.index)")
        }
        log.passed(.entryIndexes, "\(content.entries.count) of \(header.entryCount) entries")
        var entries: [ReadEntry] = []
        entries.reserveCapacity(content.entries.count)
        for proven in content.entries { entries.append(try read(proven)) }
        log.passed(.entryForm)
        let hasher = TreeHasher(suite: suite)
        for proven in content.entries {
            do {
                try proven.proof.verify(
                    leaf: proven.bytes, root: header.entryRoot, hasher: hasher)
            } catch {
                throw CheckFailure(.entryProofs, "entry \(proven.index), \(error.code)")
            }
        }
        log.passed(.entryProofs, "root \(header.entryRoot)")
        for entry in entries where entry.entry.transaction.transaction.chain != header.chain {
            throw CheckFailure(.entryChain, "entry \(entry.index)")
        }
        log.passed(.entryChain)
        var last = (height: Height.genesis, time: genesis.time)
        for entry in entries {
            let receipt = entry.entry.receipt
            guard receipt.height >= last.height, receipt.time >= last.time,
                receipt.height <= header.height, receipt.time <= header.time,
                (receipt.height == header.height) == (receipt.time == header.time)
            else { throw CheckFailure(.entryTimes, "entry \(entry.index)") }
            last = (receipt.height, receipt.time)
        }
        log.passed(.entryTimes, "block time \(CalendarTime.text(header.time))")
        return entries
    }

    private func read(_ proven: ProvenEntry) throws(CheckFailure) -> ReadEntry {
        do {
            let entry = try Entry(canonical: proven.bytes)
            return ReadEntry(
                proven: proven, entry: entry,
                commitments: try Self.commitments(of: entry.transaction.transaction.payload))
        } catch {
            throw CheckFailure(.entryForm, "entry \(proven.index), \(error.code): \(error.english)")
        }
    }

    /// The field commitments of a payload: the second part of [body, [commitment …]].
    private static func commitments(of payload: [UInt8]) throws(CodingFault) -> [Digest] {
        var reader = CanonicalReader(payload)
        try reader.beginArray(count: 2)
        _ = try CanonicalValue(from: &reader)
        let commitments: [Digest] = try reader.array(upTo: Limits.maximumDisclosures)
        reader.endArray()
        try reader.finish()
        return commitments
    }

    mutating func checkHeads(
        _ content: EvidenceContent, entries: [ReadEntry]
    ) throws(CheckFailure) {
        let header = content.block.header
        let index = content.assetIndex
        guard index.key == schema.assetIndexKey(content.subject) else {
            throw CheckFailure(.assetIndex, "another key")
        }
        try prove(index, root: header.stateRoot, as: .assetIndex)
        guard let assets = index.value.map(schema.assets) ?? .some([]) else {
            throw CheckFailure(.assetIndex, "the list cannot be read")
        }
        // The name of a patient as if it were an asset: the patient's own entries would be missing.
        guard content.subject.kind == .subject || index.value == nil else {
            throw CheckFailure(.assetIndex, "the asset's name is a subject's")
        }
        log.passed(.assetIndex, "\(assets.count) assets")
        let expected = ([content.subject] + assets).sorted()
        try log.require(
            .headList, content.heads.map(\.head) == expected, "\(content.heads.count) heads")
        for section in content.heads {
            do {
                try section.proof.verify(
                    root: header.stateRoot, key: section.head.stateKey,
                    value: section.record?.canonicalBytes, suite: suite)
            } catch {
                throw CheckFailure(.headProofs, "head \(section.head.id.short), \(error.code)")
            }
        }
        log.passed(.headProofs, "root \(header.stateRoot)")
        try checkCompleteness(content.heads, entries: entries)
    }

    /// Every entry of every head: no gap, no other order, none after the last, none that is foreign.
    private mutating func checkCompleteness(
        _ heads: [HeadSection], entries: [ReadEntry]
    ) throws(CheckFailure) {
        var chains: [HeadID: [(index: EntryIndex, link: HeadLink)]] = [:]
        for entry in entries {
            for link in entry.entry.links {
                chains[link.head, default: []].append((entry.index, link))
            }
        }
        for section in heads {
            let chain = chains[section.head] ?? []
            let numbers = chain.map(\.link.sequence)
            guard UInt64(numbers.count) == section.record?.sequence ?? 0,
                numbers.enumerated().allSatisfy({ UInt64($0) + 1 == $1 })
            else {
                throw CheckFailure(
                    .headSequences,
                    "head \(section.head.id.short), \(numbers.count) of "
                        + "\(section.record?.sequence ?? 0)")
            }
        }
        log.passed(.headSequences, "\(entries.count) entries")
        for section in heads {
            let chain = chains[section.head] ?? []
            for (earlier, later) in zip(chain, chain.dropFirst())
            where later.link.previous != earlier.index {
                throw CheckFailure(.headLinks, "entry \(later.index)")
            }
        }
        log.passed(.headLinks)
        for section in heads where section.record?.last != chains[section.head]?.last?.index {
            throw CheckFailure(.headLast, "head \(section.head.id.short)")
        }
        log.passed(.headLast)
        let named = Set(heads.map(\.head))
        for entry in entries where !entry.entry.links.contains(where: { named.contains($0.head) }) {
            throw CheckFailure(.strayEntries, "entry \(entry.index)")
        }
        log.passed(.strayEntries)
    }

    /// Checks a fact against the state root.
    func prove(
        _ fact: StateFact, root: Digest, as code: CheckCode
    ) throws(CheckFailure) {
        do {
            try fact.proof.verify(root: root, key: fact.key, value: fact.value, suite: suite)
        } catch {
            throw CheckFailure(code, "\(error.code)")
        }
    }
}
