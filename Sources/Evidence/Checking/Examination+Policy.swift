import Governance
import LedgerTypes
import Sealing

extension Examination {
    func collect(
        _ content: EvidenceContent, genesis: GenesisFacts, seal: Seal, seats: SeatSet,
        entries: [ReadEntry], exhibits: [ExhibitFacts]
    ) -> VerifiedEvidence {
        let disclosed = Dictionary(
            disclosures.map { ($0.index, $0.fields) }, uniquingKeysWith: { first, _ in first })
        let certificate = content.block.certificate
        let signed = Set(certificate.signatures.map(\.seat))
        let seatFacts = seats.seats.enumerated().map { place, seat in
            let member = genesis.members.first { $0.id == seat.member }
            return SeatFacts(
                member: seat.member, nameChinese: member?.nameChinese ?? "",
                nameEnglish: member?.nameEnglish ?? "", uscc: member?.uscc ?? "",
                hasSigned: signed.contains(SeatIndex(UInt64(place))),
                isParty: policy.parties.contains(seat.member))
        }
        let accounts = schema.accounts(of: entries.map(\.entry), facts: facts)
        return VerifiedEvidence(
            genesis: genesis, genesisDigest: policy.genesis, statement: seal.statement,
            header: content.block.header, blockID: content.block.header.id(suite: suite),
            certificate: certificate, seats: seatFacts, quorum: seats.quorum,
            recoveries: recoveries,
            heads: content.heads.map { ($0.head, $0.record?.sequence ?? 0) },
            entries: zip(entries, accounts).map { entry, account in
                VerifiedEntry(
                    index: entry.index, entry: entry.entry, fieldCount: entry.commitments.count,
                    disclosed: disclosed[entry.index] ?? [], account: account)
            },
            exhibits: exhibits, hasBlocks: hasBlockLayer(content),
            blocks: content.seatSteps.map(\.block)
                + content.recoveries.flatMap { [$0.last, $0.block] }
                + content.blocks.map(\.block) + [content.block])
    }

    /// True if every entry's block stands in the file or is that of the export.
    private func hasBlockLayer(_ content: EvidenceContent) -> Bool {
        !content.blocks.isEmpty
            || content.entries.allSatisfy { proven in
                guard let entry = try? Entry(canonical: proven.bytes) else { return false }
                return entry.receipt.height == content.block.header.height
            }
    }

    /// What the court asks for beyond the truth of what is there.
    mutating func checkPolicy(_ evidence: VerifiedEvidence) {
        let header = evidence.header
        note(.policyHeight, policy.minimumHeight.map { header.height >= $0 }, "\(header.height)")
        note(
            .policyTime, policy.minimumTime.map { header.time >= $0 },
            CalendarTime.text(header.time))
        let missing = policy.layers.filter { !has($0, evidence) }
        note(
            .policyLayers, policy.layers.isEmpty ? nil : missing.isEmpty,
            missing.map(\.rawValue).joined(separator: " "))
        let signers = evidence.independentSigners
        note(
            .policyIndependence,
            policy.needsIndependentMajority ? 2 * signers > evidence.seats.count : nil,
            "\(signers) of \(evidence.seats.count)")
        let withheld = policy.fields.filter { field in
            evidence.entries.contains { entry in
                entry.entry.transaction.transaction.kind == field.kind && entry.fieldCount > 0
                    && !entry.disclosed.contains { $0.name.utf8.elementsEqual(field.name.utf8) }
            }
        }
        note(
            .policyFields, policy.fields.isEmpty ? nil : withheld.isEmpty,
            withheld.map(\.kind.name).joined(separator: " "))
        // A name under which nothing stands may be a name of the other kind.
        let subject = evidence.statement.subject
        let count = evidence.heads.first { $0.head == subject }?.count ?? 0
        note(
            .policySubject, policy.subject.map { $0 == subject.id && count > 0 },
            "\(subject.id)")
    }

    private mutating func note(_ code: CheckCode, _ holds: Bool?, _ inputs: String) {
        let result: CheckResult =
            switch holds {
            case nil: .notAsked
            case true?: .passed
            case false?: .indeterminate
            }
        log.found(Check(code, result, inputs: inputs))
    }

    private func has(_ layer: EvidenceLayer, _ evidence: VerifiedEvidence) -> Bool {
        switch layer {
        case .blocks: evidence.hasBlocks
        case .rules: hasRules || evidence.entries.allSatisfy { needsNoFacts($0.entry) }
        case .timestamps, .witnesses: false
        }
    }

    private func needsNoFacts(_ entry: Entry) -> Bool {
        schema.factKeys(of: entry) { _ in nil }.isEmpty
    }

    /// Salts that hide less than they should: the holder's fault, not the file's.
    mutating func warnOfSalts() {
        let salts = disclosures.flatMap { $0.fields.map(\.salt) }
        if Set(salts).count < salts.count { log.found(Check(.saltReused, .warning)) }
        if salts.contains(where: { $0.bytes.allSatisfy { $0 == 0 } }) {
            log.found(Check(.saltZero, .warning))
        }
    }
}
