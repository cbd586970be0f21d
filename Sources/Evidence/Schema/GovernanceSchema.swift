import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// The ledger's records as governance writes them: the same types that wrote them read them here.
public struct GovernanceSchema: LedgerSchema {
    public init() {}

    public func genesis(_ bytes: [UInt8]) -> GenesisFacts? {
        guard let genesis = try? Genesis(canonical: bytes),
            GenesisFacts.matches(bytes, digest: genesis.chainID.digest)
        else { return nil }
        return GenesisFacts(
            suite: genesis.suite, time: genesis.time, nameChinese: genesis.nameChinese,
            nameEnglish: genesis.nameEnglish, seats: genesis.seats,
            members: genesis.members.map(Self.facts))
    }

    public func memberKey(_ member: MemberID) -> [UInt8] { Tables.members.stateKey(member) }

    public func member(_ value: [UInt8]) -> MemberFacts? {
        (try? Member(canonical: value)).map(Self.facts)
    }

    private static func facts(_ member: Member) -> MemberFacts {
        MemberFacts(
            id: member.id, nameChinese: member.nameChinese, nameEnglish: member.nameEnglish,
            uscc: member.uscc, gatewayKey: member.gatewayKey)
    }

    public func assetIndexKey(_ subject: HeadID) -> [UInt8] {
        // An asset is its own export: its key in this table names no subject, so it is absent.
        Tables.assetsOfSubject.stateKey(Pseudonym(subject.id))
    }

    public func assets(_ value: [UInt8]) -> [HeadID]? {
        (try? RecordList<RecordID>(canonical: value))?.elements.map(HeadID.asset)
    }

    public func factKeys(of entry: Entry) -> [[UInt8]] { [] }

    public func citationsHold(of entry: Entry, facts: [[UInt8]: [UInt8]]) -> Bool { true }

    public func anchoredDigests(in entry: Entry) -> [Digest] { [] }

    public func account(of entry: Entry, facts: [[UInt8]: [UInt8]]) -> EventAccount {
        let kind = entry.transaction.transaction.kind
        var account = EventAccount(chinese: kind.chinese, english: kind.name)
        if let refusal = Refusal.named(entry.receipt.code) {
            account.lines.append(
                EventAccount.Line("原因", "reason", "\(refusal.chinese) / \(refusal.english)"))
        }
        return account
    }
}
