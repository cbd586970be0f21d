import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension Session {
    /// A transaction of this person's member, unsigned: it takes effect by governance keys alone.
    ///
    /// - Parameter asPerson: names this person, where persons sign beside the keys.
    func governanceTransaction<Body: LedgerAction>(
        _ body: Body, hours: UInt64, asPerson: Bool = false
    ) -> Transaction {
        let now = WallClock.now()
        return Transaction(
            suite: suite, chain: chain, kind: Body.kind, member: person.member,
            staff: asPerson ? person.staff : nil,
            nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
            validUntil: now.adding(.hours(hours)) ?? now, payload: body.payload())
    }

    /// The seats in force, by the node's committed state.
    func seats() async throws -> SeatSet {
        guard let seats = try await read(Tables.seats, Only()) else {
            throw ClientFault.unreadable("seats")
        }
        return seats
    }

    /// The governance keys of the seats' active members; a quorum of the seats must sign.
    func seatPanel(excluding target: MemberID? = nil) async throws -> SigningPanel {
        let seats = try await seats()
        var signers: [PanelSigner] = []
        for seat in seats.seats where seat.member != target {
            guard let member = try await read(Tables.members, seat.member) else {
                throw ClientFault.unreadable("member \(seat.member)")
            }
            guard member.state == .active else { continue }
            signers.append(
                PanelSigner(owner: .governance(seat.member), key: member.governanceKey))
        }
        guard signers.count >= seats.quorum else {
            throw Failure(
                .refused, code: "quorum-impossible",
                zh: "可签名的席位只有 \(signers.count) 个，需要 \(seats.quorum) 个",
                en: "only \(signers.count) seats may sign, and \(seats.quorum) must")
        }
        return SigningPanel(needed: UInt64(seats.quorum), signers: signers)
    }
}

extension Failure {
    /// A page that is not taken, with the name of its file where it is known.
    init(_ fault: DraftFault, _ path: String? = nil) {
        let zh = (path.map { "\($0)：" } ?? "") + fault.chinese
        let en = (path.map { "\($0): " } ?? "") + fault.english
        switch fault {
        case .notASigner, .cannotDescribe, .otherTransaction, .otherSigners:
            self.init(.refused, code: "draft-refused", zh: zh, en: en)
        case .notAPage, .notText, .changedPage, .unreadable, .signatureWrong, .refused:
            self.init(.badInput, code: "draft-damaged", zh: zh, en: en)
        }
    }
}
