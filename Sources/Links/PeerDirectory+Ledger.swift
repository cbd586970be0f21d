import Governance
import LedgerTypes

extension PeerDirectory {
    /// Everybody whom the committed state admits to links: who is active, and who has a seat, since
    /// the seat of a suspended member votes on until a change of seats takes it.
    package init(_ ledger: LedgerState) {
        var reader = ledger.reader
        let members = reader.memberIDs.compactMap { ledger.get(Tables.members, $0) }
        func isAdmitted(_ member: Member) -> Bool {
            member.state == .active || ledger.seats.index(of: member.id) != nil
                || ledger.nextSeats.index(of: member.id) != nil
        }
        self.init(
            members.filter(isAdmitted).map {
                EnrolledPeer(
                    member: $0.id, certificateKey: $0.certificateDigest, gatewayKey: $0.gatewayKey)
            },
            stopped: Dictionary(
                members.filter { !isAdmitted($0) }.map { ($0.certificateDigest, $0.id) },
                uniquingKeysWith: { first, _ in first }))
    }
}
