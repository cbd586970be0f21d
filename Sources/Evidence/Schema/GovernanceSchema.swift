import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// The ledger's records as governance writes them: the same types that wrote them read them here.
package struct GovernanceSchema: LedgerSchema {
    package init() {}

    package func genesis(_ bytes: [UInt8]) -> GenesisFacts? {
        guard let genesis = try? Genesis(canonical: bytes),
            GenesisFacts.matches(bytes, digest: genesis.chainID.digest)
        else { return nil }
        var texts: [[UInt8]: [UInt8]] = [:]
        for text in genesis.charters {
            guard let charter = try? Charter(canonical: text.bytes) else { return nil }
            let key = Tables.charterTexts.stateKey(charter.digest(genesis.suite))
            texts[key] = text.canonicalBytes
        }
        for text in genesis.vocabularies {
            guard let vocabulary = try? Vocabulary(canonical: text.bytes) else { return nil }
            let key = Tables.vocabularyTexts.stateKey(vocabulary.digest(genesis.suite))
            texts[key] = text.canonicalBytes
        }
        return GenesisFacts(
            suite: genesis.suite, time: genesis.time, nameChinese: genesis.nameChinese,
            nameEnglish: genesis.nameEnglish, seats: genesis.seats,
            members: genesis.members.map(Self.facts), recoveryKeys: genesis.recoveryKeys,
            texts: texts)
    }

    package func memberKey(_ member: MemberID) -> [UInt8] { Tables.members.stateKey(member) }

    package func member(_ value: [UInt8]) -> MemberFacts? {
        (try? Member(canonical: value)).map(Self.facts)
    }

    private static func facts(_ member: Member) -> MemberFacts {
        MemberFacts(
            id: member.id, nameChinese: member.nameChinese, nameEnglish: member.nameEnglish,
            uscc: member.uscc, gatewayKey: member.gatewayKey)
    }

    package func assetIndexKey(_ subject: HeadID) -> [UInt8] {
        // An asset is its own export: its id names no subject in this table, so it is absent.
        Tables.assetsOfSubject.stateKey(Pseudonym(subject.id))
    }

    package func assets(_ value: [UInt8]) -> [HeadID]? {
        (try? RecordList<RecordID>(canonical: value))?.elements.map(HeadID.asset)
    }

    package func factKeys(of entry: Entry, read: ([UInt8]) -> [UInt8]?) -> [[UInt8]] {
        guard let decision = Self.decision(of: entry) else { return [] }
        let charters = decision.inputs.charters.map { Tables.charterTexts.stateKey($0.digest) }
        let inForce = Tables.rules.stateKey(Only())
        guard let rules = read(inForce).flatMap({ try? RulesInForce(canonical: $0) }) else {
            return charters + [inForce]
        }
        let vocabularies = charters.compactMap { key -> [UInt8]? in
            guard let charter = Self.charter(read(key)) else { return nil }
            return rules.vocabulary(named: charter.vocabulary).map {
                Tables.vocabularyTexts.stateKey($0.digest)
            }
        }
        return charters + [inForce] + vocabularies
    }

    package func unfoundedDecision(
        among entries: [Entry], facts: [[UInt8]: [UInt8]]
    ) -> Int? {
        var replay = DecisionReplay(facts: facts)
        for (place, entry) in entries.enumerated() where !replay.follows(entry) { return place }
        return nil
    }

    package func anchoredDigests(in entry: Entry) -> [Digest] {
        let transaction = entry.transaction.transaction
        guard transaction.kind == .anchor, entry.receipt.outcome == .accepted,
            let anchor = try? Payload<AnchorDigest>(canonical: transaction.payload).body,
            anchor.what == .exhibit
        else { return [] }
        return [anchor.digest]
    }

    package func accounts(of entries: [Entry], facts: [[UInt8]: [UInt8]]) -> [EventAccount] {
        var replay = DecisionReplay(facts: facts)
        return entries.map { EntryAccount($0, &replay).account }
    }

    /// The decision that an entry reports; nil for every other entry.
    static func decision(of entry: Entry) -> Decision? {
        switch entry.receipt.outcome {
        case .permit, .deny, .escalate: try? Decision(canonical: entry.receipt.detail)
        case .accepted, .refused: nil
        }
    }

    /// A charter from the value of its text.
    static func charter(_ value: [UInt8]?) -> Charter? {
        guard let value, let text = try? ByteString(canonical: value) else { return nil }
        return try? Charter(canonical: text.bytes)
    }
}
