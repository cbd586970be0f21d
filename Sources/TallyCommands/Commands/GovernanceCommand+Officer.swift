import ArgumentParser
import Governance
import LedgerTypes
import NodeFiles

/// `tally governance draft officer`: an officer for a member that has none left.
struct DraftOfficer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officer",
        abstract: "Appoint an officer at a member that lost its officers. 为失去管理员的成员任命管理员。",
        discussion: """
            Only for a suspended member: first `tally governance draft suspend`, then one draft each \
            for its security officer and audit officer, then lift the suspension. The governance keys \
            of a quorum of the other seats sign. While one of the two officers and the member's \
            governance key are there, the member does it itself: `tally staff enrol`.
            """)

    enum Office: String, ExpressibleByArgument, CaseIterable {
        case security
        case audit

        var roles: StaffRoles { self == .security ? .security : .audit }
    }

    @Argument(help: "The person, MEMBER/PERSON.")
    var person: String

    @Option(help: "Which officer: security or audit.")
    var office: Office

    @Option(help: "The proof that the person wrote with the key: `tally key prove`.")
    var keyProof: String

    @Option(help: "Until when, such as 2030-01-01.")
    var until: String

    @OptionGroup var draft: DraftOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let target = try Person(person)
            let until = try Given.time(until, "--until")
            try await draft.write(output, excluding: target.member) { session in
                let proof = try session.proof(
                    keyProof, for: .staff(target.staff), at: target.member)
                return EnrolStaff(
                    enrolled: Staff(
                        id: target.staff, member: target.member, roles: office.roles, licence: nil,
                        clearance: 1, key: proof.claim.key, from: WallClock.now(), until: until),
                    possession: proof.possession)
            }
        }
    }
}
