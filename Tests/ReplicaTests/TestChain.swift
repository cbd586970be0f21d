import CanonicalCoding
import Execution
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Replica

/// A consortium of seats and one member without a seat, with keys from names.
struct TestChain {
    static let suite = CryptoSuite.ed25519SHA256
    static let founded = BlockTime(1_772_323_200_000)

    let genesis: Genesis
    let state: LedgerState
    let seatCount: Int
    let genesisBlock: BlockID

    init(seats seatCount: Int = 4, parameters: ChainParameters = .standard) throws {
        self.seatCount = seatCount
        let seated = (0..<seatCount).map(Self.member)
        let members = seated + [Self.member(9)]
        genesis = Genesis(
            suite: Self.suite, nameEnglish: "Test consortium", nameChinese: "测试联盟",
            members: members.map(Self.record),
            staff: members.prefix(4).map(Self.committeePerson),
            seats: try SeatSet(
                checking: seated.map {
                    Seat(member: $0, key: Self.key("seat/\($0)").verifyingKey)
                }),
            parameters: parameters, committee: Self.committee(members),
            recoveryKeys: UInt64(2 * seatCount / 3 + 1), time: Self.founded
        ).proven(
            by: members.flatMap { member in
                ["seat", "gateway", "governance", "staff"].map { Self.key("\($0)/\(member)") }
            })
        state = try genesis.initialState()
        genesisBlock = genesis.header(state).id(suite: Self.suite)
    }

    static func member(_ index: Int) -> MemberID { MemberID(unchecked: "m\(index)") }

    static func seatKey(_ index: Int) -> SigningKey { key("seat/\(member(index))") }

    static func key(_ name: String) -> SigningKey {
        var seed = suite.hash(Array("replica test \(name)".utf8)).bytes
        do {
            return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
        } catch {
            preconditionFailure("no key of \(name): \(error)")
        }
    }

    private static func record(_ id: MemberID) -> Member {
        Member(
            id: id, uscc: Member.specimenCode(of: "\(id)"), nameEnglish: "\(id)",
            nameChinese: "机构 \(id)",
            kind: .tertiary, tier: .tier3, region: "110000",
            gatewayKey: key("gateway/\(id)").verifyingKey,
            governanceKey: key("governance/\(id)").verifyingKey,
            boxKey: BoxKey(suite.hash(Array("box/\(id)".utf8)).bytes)!,
            certificateDigest: suite.hash(Array("certificate/\(id)".utf8)))
    }

    private static func committeePerson(_ member: MemberID) -> Staff {
        Staff(
            id: StaffID(unchecked: "committee"), member: member, roles: .committee, licence: nil,
            clearance: 5, key: key("staff/\(member)").verifyingKey, from: BlockTime(0),
            until: BlockTime(founded.value * 2))
    }

    private static func committee(_ members: [MemberID]) -> Committee {
        let fields: [CommitteeField] = [.ethics, .law, .technology]
        return Committee(
            seats: zip(members, fields).map { seat($0, $1) },
            substitutes: members.count > 3 ? fields.map { seat(members[3], $0) } : [])
    }

    private static func seat(_ member: MemberID, _ field: CommitteeField) -> CommitteeSeat {
        CommitteeSeat(
            person: StaffReference(member: member, staff: StaffID(unchecked: "committee")),
            field: field, until: BlockTime(founded.value * 2))
    }

    /// A transaction that is admitted; whether it has effect does not matter here.
    func transaction(
        _ number: UInt64, member: Int = 0, validUntil: BlockTime? = nil, key: String? = nil,
        about person: String = "nobody"
    ) -> SignedTransaction {
        let id = Self.member(member)
        let body = Suspend(target: .staff(StaffID(unchecked: person)))
        var nonce = [UInt8](repeating: 0, count: 16)
        for place in 0..<8 { nonce[place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
        let transaction = Transaction(
            suite: Self.suite, chain: state.chain, kind: .suspend, member: id, nonce: nonce,
            validUntil: validUntil ?? BlockTime(Self.founded.value + 3_600_000),
            payload: body.payload())
        return SignedTransaction(transaction, signedBy: [Self.key(key ?? "gateway/\(id)")])
    }

    /// A change of the consortium, signed with the governance keys of these members.
    func governed(
        _ body: some LedgerAction, _ number: UInt8, by signers: [Int], at time: UInt64
    ) -> SignedTransaction {
        let transaction = Transaction(
            suite: Self.suite, chain: state.chain, kind: type(of: body).kind,
            member: Self.member(signers[0]), nonce: [UInt8](repeating: number, count: 16),
            validUntil: BlockTime(Self.founded.value + time + 3_600_000), payload: body.payload())
        return SignedTransaction(
            transaction, signedBy: signers.map { Self.key("governance/\(Self.member($0))") })
    }
}
