import ArgumentParser
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing

/// `tally staff`: who acts for a member.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Enrol people, stop them, let them act again. 人员登记、停用与恢复。",
        subcommands: [Enrol.self, Suspend.self])

    struct Enrol: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enrol a person, or give an enrolled one other roles. 登记人员或变更岗位。",
            discussion: """
                The security officer signs, and the audit officer too: --cosigner. For a security or \
                audit officer the governance key may stand for one of the two. The number of a licence stays here: the chain holds a commitment, and \
                --disclosures keeps what opens it.
                """)

        @Argument(help: "The person of your member, by their id.")
        var person: String

        @Option(help: "Roles, separated by commas, such as physician or data-officer.")
        var roles: String

        @Option(help: "Highest level of data the person may see, 1 to 5.")
        var clearance: UInt64

        @Option(
            help: "The proof that `tally key prove` wrote with the person's key; else it stays.")
        var keyProof: String?

        @Option(help: "Number of the licence, where the role has one; left out: as enrolled.")
        var licence: String?

        @Option(help: "Until when, such as 2030-01-01.")
        var until: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let clearance = try Given.number(clearance, in: 1...5, "--clearance")
                let session = try await Session.open(session, output.language)
                let target = try session.colleague(person)
                let hidden = licence.map {
                    Given.commitment("licence", Array($0.utf8), suite: session.suite)
                }
                let proof = try keyProof.map { try session.proof($0, for: .staff(target.staff)) }
                let known =
                    proof == nil ? try await session.enrolledKey(of: target) : nil
                guard let key = proof?.claim.key ?? known else {
                    throw Failure(
                        .usage, code: "key-proof-missing",
                        zh: "\(target) 尚未登记：请其用 tally key new 与 tally key prove 制作密钥与证明，"
                            + "再给出 --key-proof",
                        en: "\(target) is not enrolled yet: they make a key and its proof with "
                            + "`tally key new` and `tally key prove`; give --key-proof")
                }
                // Its commitment stays where no other number is given, and with it what was attested.
                let before = try await session.read(
                    Tables.staff, StaffReference(member: target.member, staff: target.staff))
                let staff = Governance.Staff(
                    id: target.staff, member: target.member, roles: try Self.roles(roles),
                    licence: hidden?.digest ?? before?.licence, clearance: clearance,
                    key: key, from: WallClock.now(), until: try Given.time(until, "--until"))
                try await session.finish(
                    session.transaction(
                        EnrolStaff(enrolled: staff, possession: proof?.possession)),
                    submitting, output,
                    disclosing: hidden.map { [$0.disclosure] } ?? [], zh: "人员已登记",
                    en: "the person is enrolled")
            }
        }

        private static func roles(_ text: String) throws -> StaffRoles {
            var roles: StaffRoles = []
            for name in Given.names(text) {
                guard let role = StaffRole(name: name) else {
                    let known = StaffRole.allCases.map(\.name).joined(separator: ", ")
                    throw Failure(
                        .usage, code: "role-unknown", zh: "未知的岗位 `\(name)`；有：\(known)",
                        en: "the role `\(name)` is not known; there are \(known)")
                }
                roles.insert(StaffRoles(role))
            }
            return roles
        }
    }

    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a person, or let them act again. 停用或恢复人员。",
            discussion: """
                The security officer stops a person; to let them act again the audit officer signs \
                too: --cosigner. For a security or audit officer two of three sign: the security \
                officer, the audit officer, the governance key of the member.
                """)

        @Argument(help: "The person of your member, by their id.")
        var person: String

        @Flag(help: "Let the person act again.")
        var lift = false

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let session = try await Session.open(session, output.language)
                let target = try session.colleague(person)
                let action = Governance.Suspend(
                    target: .staff(target.staff), state: lift ? .active : .suspended)
                try await session.finish(
                    session.transaction(action), submitting, output,
                    zh: lift ? "已恢复" : "已停用", en: lift ? "lifted" : "suspended")
            }
        }
    }
}
