import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

extension Examination {
    mutating func checkFacts(
        _ content: EvidenceContent, entries: [ReadEntry]
    ) throws(CheckFailure) {
        for fact in content.facts {
            try prove(fact, root: content.block.header.stateRoot, as: .factProofs)
        }
        log.passed(.factProofs, "\(content.facts.count) facts")
        hasRules = !content.facts.isEmpty
        guard hasRules else {
            log.absent(.rulesPresent)
            log.absent(.decisionsFollow)
            return
        }
        for fact in content.facts { facts[fact.key] = fact.value }
        for entry in entries {
            let needed = schema.factKeys(of: entry.entry) { facts[$0] }
            guard needed.allSatisfy({ facts[$0] != nil }) else {
                throw CheckFailure(.rulesPresent, "entry \(entry.index)")
            }
        }
        log.passed(.rulesPresent)
        if let place = schema.unfoundedDecision(among: entries.map(\.entry), facts: facts) {
            throw CheckFailure(.decisionsFollow, "entry \(entries[place].index)")
        }
        log.passed(.decisionsFollow)
    }

    /// The optional layer: each entry's own block with its own certificate.
    mutating func checkBlocks(
        _ content: EvidenceContent, entries: [ReadEntry], seats: SeatHistory
    ) throws(CheckFailure) {
        let codes: [CheckCode] = [
            .blockList, .blockChain, .blockCertificates, .blockTimes, .blockGrowth,
        ]
        guard !content.blocks.isEmpty else {
            for code in codes { log.absent(code) }
            return
        }
        let header = content.block.header
        let headers = content.blocks.map(\.block.header)
        let expected = Set(entries.map(\.entry.receipt.height)).subtracting([header.height])
        try log.require(
            .blockList, Set(headers.map(\.height)) == expected, "\(headers.count) blocks")
        try log.require(
            .blockChain,
            headers.allSatisfy {
                $0.chain == header.chain
                    && $0.seatSet == seats.seats(at: $0.height).digest(suite: suite)
                    && $0.recoveryEpoch == seats.epoch(at: $0.height)
            })
        for witness in content.blocks {
            do {
                try witness.block.verify(
                    chain: header.chain, suite: suite,
                    seats: seats.seats(at: witness.block.header.height))
            } catch {
                throw CheckFailure(
                    .blockCertificates, "height \(witness.block.header.height), \(error.rawValue)")
            }
        }
        log.passed(.blockCertificates)
        let byHeight = Dictionary(
            (headers + [header]).map { ($0.height, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in entries {
            let receipt = entry.entry.receipt
            guard let own = byHeight[receipt.height], own.time == receipt.time,
                entry.index.value < own.entryCount
            else { throw CheckFailure(.blockTimes, "entry \(entry.index)") }
        }
        log.passed(.blockTimes)
        try checkGrowth(content.blocks, to: header)
    }

    private mutating func checkGrowth(
        _ blocks: [BlockWitness], to header: LedgerTypes.Header
    ) throws(CheckFailure) {
        let hasher = TreeHasher(suite: suite)
        for witness in blocks {
            let older = witness.block.header
            let isOwn =
                witness.growth.from == older.entryCount
                && witness.growth.to == header.entryCount
            do {
                try witness.growth.verify(
                    olderRoot: older.entryRoot, newerRoot: header.entryRoot, hasher: hasher)
                guard isOwn else { throw CheckFailure(.blockGrowth, "height \(older.height)") }
            } catch let fault as ProofFault {
                throw CheckFailure(.blockGrowth, "height \(older.height), \(fault.code)")
            } catch {
                throw CheckFailure(.blockGrowth, "height \(older.height)")
            }
        }
        log.passed(.blockGrowth)
    }

    mutating func checkDisclosures(_ entries: [ReadEntry]) throws(CheckFailure) {
        let isOrdered =
            disclosures.isAscending { $0.index }
            && disclosures.allSatisfy {
                !$0.fields.isEmpty && $0.fields.isAscending { $0.position }
            }
        try log.require(.disclosureOrder, isOrdered)
        let commitments = Dictionary(
            entries.map { ($0.index, $0.commitments) }, uniquingKeysWith: { first, _ in first })
        for item in disclosures {
            let count = UInt64(commitments[item.index]?.count ?? 0)
            guard item.fields.allSatisfy({ $0.position < count }) else {
                throw CheckFailure(.disclosureTargets, "entry \(item.index)")
            }
        }
        log.passed(.disclosureTargets)
        for item in disclosures {
            let known = commitments[item.index] ?? []
            for field in item.fields
            where known[Int(field.position)] != field.commitment(suite: suite) {
                throw CheckFailure(
                    .disclosureCommitments, "entry \(item.index), field \(field.position)")
            }
        }
        log.passed(
            .disclosureCommitments, "\(disclosures.reduce(0) { $0 + $1.fields.count }) fields")
        for item in disclosures {
            let names = item.fields.map { Array($0.name.utf8) }
            guard names.allSatisfy(Self.isPlain), Set(names).count == names.count else {
                throw CheckFailure(.disclosureNames, "entry \(item.index)")
            }
        }
        log.passed(.disclosureNames)
    }

    /// Field names are ASCII: letters, digits, `.`, `-`, `_`; so no name can look like another.
    private static func isPlain(_ name: [UInt8]) -> Bool {
        (1...Limits.maximumNameBytes).contains(name.count)
            && name.allSatisfy {
                (0x61...0x7a).contains($0) || (0x41...0x5a).contains($0)
                    || (0x30...0x39).contains($0) || [0x2e, 0x2d, 0x5f].contains($0)
            }
    }

    mutating func checkExporter(
        _ seal: Seal, content: EvidenceContent
    ) throws(CheckFailure) {
        let header = content.block.header
        guard seal.member.key == schema.memberKey(seal.statement.exporter) else {
            throw CheckFailure(.exporterRecord, "another key")
        }
        try prove(seal.member, root: header.stateRoot, as: .exporterRecord)
        guard let member = seal.member.value.flatMap(schema.member),
            member.id == seal.statement.exporter
        else { throw CheckFailure(.exporterRecord, "no such member") }
        exporter = member
        log.passed(.exporterRecord, "\(member.id)")
        try log.require(
            .exporterSignature,
            member.gatewayKey.verifies(seal.signature, over: seal.signedBytes),
            "\(member.gatewayKey.id)")
        let statement = seal.statement
        try log.require(
            .exportStatement,
            statement.chain == header.chain && statement.height == header.height
                && statement.subject == content.subject && statement.suite == suite,
            "height \(statement.height)")
    }

    mutating func checkExhibits(_ entries: [ReadEntry]) throws(CheckFailure) -> [ExhibitFacts] {
        var anchors: [Digest: EntryIndex] = [:]
        for entry in entries {
            for digest in schema.anchoredDigests(in: entry.entry) where anchors[digest] == nil {
                anchors[digest] = entry.index
            }
        }
        var exhibits: [ExhibitFacts] = []
        for file in files where EvidenceFile.Name.isExhibit(file.name) {
            let digest = suite.hash(file.bytes)
            guard let index = anchors[digest] else {
                throw CheckFailure(.exhibitsAnchored, "`\(file.name)`")
            }
            exhibits.append(
                ExhibitFacts(
                    name: file.name, size: file.bytes.count, digest: digest, anchoredBy: index))
        }
        log.passed(.exhibitsAnchored, "\(exhibits.count) exhibits")
        return exhibits
    }
}
