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
                The security officer signs, and the audit officer too: \
                --cosigner. The number of a licence stays here: the chain holds a commitment, and \
                --disclosures keeps what opens it.
                """)

        @Argument(help: "The person of your member, by their id.")
        var person: String

        @Option(help: "Roles, separated by commas, such as physician or data-officer.")
        var roles: String

        @Option(help: "Highest level of data the person may see, 1 to 5.")
        var clearance: UInt64

        @Option(help: "The person's public key, hexadecimal.")
        var publicKey: String

        @Option(help: "Number of the licence, where the role has one.")
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
                let target = try Person("\(session.person.member)/\(person)")
                let hidden = licence.map {
                    Given.commitment("licence", Array($0.utf8), suite: session.suite)
                }
                let staff = Governance.Staff(
                    id: target.staff, member: target.member, roles: try Self.roles(roles),
                    licence: hidden?.digest, clearance: clearance,
                    key: try Given.verifyingKey(publicKey, suite: session.suite),
                    from: WallClock.now(), until: try Given.time(until, "--until"))
                try await session.finish(
                    session.transaction(EnrolStaff(enrolled: staff)), submitting, output,
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
            abstract: "Stop a person, or let them act again, by the security officer. 停用或恢复人员。")

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
                let target = try Person("\(session.person.member)/\(person)")
                let action = Governance.Suspend(
                    target: .staff(target.staff), state: lift ? .active : .suspended)
                try await session.finish(
                    session.transaction(action), submitting, output,
                    zh: lift ? "已恢复" : "已停用", en: lift ? "lifted" : "suspended")
            }
        }
    }
}
