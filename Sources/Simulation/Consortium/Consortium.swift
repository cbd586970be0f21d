import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import Synchronization

/// A founded consortium with its keys, the same in every process: seats first, then members
/// without a seat.
final class Consortium: Sendable {
    static let suite = CryptoSuite.ed25519SHA256
    static let founded = BlockTime(1_772_323_200_000)

    let genesis: Genesis
    let state: LedgerState
    let genesisBlock: BlockID
    let members: [MemberID]
    let seatKeys: [SigningKey]
    let gatewayKeys: [SigningKey]

    private struct Shape: Hashable {
        let seats: Int
        let members: Int
        let parameters: ChainParameters
        /// A charter in force, persons who act under it, and gateways that can be written to.
        let hasDuties: Bool
    }

    // Founding costs as much as many blocks, and it is the same for all seeds.
    private static let known = Mutex<[Shape: Consortium]>([:])

    /// The consortium of a shape, founded once in a process.
    static func of(
        seats: Int, members: Int, parameters: ChainParameters, hasDuties: Bool = false
    ) -> Consortium {
        let shape = Shape(
            seats: seats, members: members, parameters: parameters, hasDuties: hasDuties)
        return known.withLock { known in
            if let found = known[shape] { return found }
            let made = Consortium(shape)
            known[shape] = made
            return made
        }
    }

    private init(_ shape: Shape) {
        precondition(1...30 ~= shape.seats && shape.seats <= shape.members, "\(shape)")
        members = (0..<shape.members).map(Self.member)
        seatKeys = members.map { Self.key("seat/\($0)") }
        gatewayKeys = members.map { Self.key("gateway/\($0)") }
        let rules = shape.hasDuties
        let persons = members.prefix(4).map(Self.person)
        let staff = rules ? persons + members.flatMap(DutyRules.staff) : persons
        let vocabularies = rules ? [ByteString(DutyRules.vocabulary.canonicalBytes)] : []
        let charters =
            rules ? [ByteString(DutyRules.charter(version: 1).canonicalBytes)] : []
        do {
            genesis = Genesis(
                suite: Self.suite, nameEnglish: "Simulated consortium", nameChinese: "模拟联盟",
                members: members.map { Self.record($0, hasDuties: rules) },
                staff: staff,
                seats: try SeatSet(
                    checking: zip(members, seatKeys).prefix(shape.seats).map {
                        Seat(member: $0, key: $1.verifyingKey)
                    }),
                parameters: Self.licensing(shape.parameters), vocabularies: vocabularies,
                charters: charters,
                committee: Self.committee(members),
                recoveryKeys: UInt64(2 * shape.seats / 3 + 1), time: Self.founded,
                licences: Licence.founding(staff, by: Array(members.prefix(2)))
            ).proven(by: Self.foundingKeys(members, hasDuties: rules))
            state = try genesis.initialState()
        } catch {
            preconditionFailure("the consortium \(shape) is refused: \(error)")
        }
        genesisBlock = genesis.header(state).id(suite: Self.suite)
    }

    /// All members are hospitals here: each attests the licences of others' people.
    private static func licensing(_ parameters: ChainParameters) -> ChainParameters {
        var parameters = parameters
        parameters.licensingKinds = .tertiary
        return parameters
    }

    static func member(_ index: Int) -> MemberID {
        MemberID(unchecked: index < 10 ? "m0\(index)" : "m\(index)")
    }

    static func key(_ name: String) -> SigningKey {
        var seed = suite.hash(Array("simulation \(name)".utf8)).bytes
        do {
            return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
        } catch {
            preconditionFailure("no key of \(name): \(error)")
        }
    }

    /// Every key that a genesis of these members may name.
    private static func foundingKeys(_ members: [MemberID], hasDuties: Bool) -> [SigningKey] {
        members.flatMap { member in
            ["seat", "gateway", "governance", "staff"].map { key("\($0)/\(member)") }
                + (hasDuties ? DutyRules.staffKeys(of: member) : [])
        }
    }

    static func record(_ id: MemberID, hasDuties: Bool = false) -> Member {
        let anyKey = BoxKey(suite.hash(Array("box/\(id)".utf8)).bytes)
        guard let box = hasDuties ? DutyRules.box(of: id).publicKey : anyKey else {
            preconditionFailure("no box key of \(id)")
        }
        return Member(
            id: id, uscc: Member.specimenCode(of: "\(id)"), nameEnglish: "\(id)",
            nameChinese: "机构 \(id)",
            kind: .tertiary, tier: .tier3, region: "110000",
            gatewayKey: key("gateway/\(id)").verifyingKey,
            governanceKey: key("governance/\(id)").verifyingKey, boxKey: box,
            certificateDigest: suite.hash(Array("certificate/\(id)".utf8)))
    }

    private static func person(_ member: MemberID) -> Staff {
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

    /// A transaction of a member's gateway: anchors the digest of a number.
    func anchor(_ number: UInt64, by index: Int) -> SignedTransaction {
        var bytes = [UInt8](repeating: 0, count: 16)
        for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
        let body = AnchorDigest(what: .exhibit, digest: Self.suite.hash(bytes))
        let transaction = Transaction(
            suite: Self.suite, chain: state.chain, kind: .anchor, member: members[index],
            nonce: bytes, validUntil: BlockTime(Self.founded.value + 3_600_000),
            payload: body.payload())
        return SignedTransaction(transaction, signedBy: [gatewayKeys[index]])
    }

    /// What members sign with their governance keys; the numbers make it a transaction of its own.
    func governed<Action: LedgerAction>(
        _ body: Action, _ numbers: (Int, Int), by signers: [MemberID], validUntil: UInt64
    ) -> SignedTransaction {
        var nonce = [UInt8](repeating: 0xff, count: 16)
        for place in 0..<4 {
            nonce[place] = UInt8(truncatingIfNeeded: numbers.0 >> (8 * place))
            nonce[4 + place] = UInt8(truncatingIfNeeded: numbers.1 >> (8 * place))
        }
        let transaction = Transaction(
            suite: Self.suite, chain: state.chain, kind: Action.kind, member: signers[0],
            nonce: nonce, validUntil: BlockTime(Self.founded.value + validUntil),
            payload: body.payload())
        return SignedTransaction(
            transaction, signedBy: signers.map { Self.key("governance/\($0)") })
    }
}
