import ArgumentParser
import Governance
import Interchange
import LedgerTypes
import TallyClient

/// `tally governance draft committee`: the whole independent committee from then on.
struct DraftCommittee: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "committee",
        abstract: "Appoint the independent committee. 任命独立委员会。",
        discussion: """
            Names the whole committee: who is not given has no seat any more. Ethics, law and \
            technology are each present, a member has at most one seat. Substitutes come in, in the \
            order given, for a seat of their field that is a party or steps aside: whichever member \
            does, all three fields must still be there. The governance keys of a quorum of all \
            active members sign.
            """)

    @Option(help: "MEMBER/PERSON=FIELD=UNTIL, such as court/judge-song=law=2030-01-01; repeat it.")
    var seat: [String] = []

    @Option(help: "The same for a substitute; repeat it.")
    var substitute: [String] = []

    @OptionGroup var draft: DraftOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let seats = try seat.map(Self.seat).sorted { $0.person.member < $1.person.member }
            let committee = Committee(seats: seats, substitutes: try substitute.map(Self.seat))
            try await draft.write(output, signedBy: { try await $0.memberPanel() }) { _ in
                AppointCommittee(committee: committee)
            }
        }
    }

    private static func seat(_ text: String) throws -> CommitteeSeat {
        let parts = text.split(separator: "=").map(String.init)
        guard parts.count == 3,
            let field = CommitteeField.allCases.first(where: { $0.name == parts[1] })
        else {
            throw Failure(
                .usage, code: "committee-seat-malformed",
                zh: "`\(text)` 应写作 机构/人员=领域=截止日；领域有 ethics、law、technology",
                en: "`\(text)` should be MEMBER/PERSON=FIELD=UNTIL, where FIELD is ethics, law or "
                    + "technology")
        }
        let person = try Person(parts[0])
        return CommitteeSeat(
            person: StaffReference(member: person.member, staff: person.staff), field: field,
            until: try Given.time(parts[2], "--seat"))
    }
}

/// `tally governance draft seat-consent`: a seat lets a change of red lines pass.
struct DraftSeatConsent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seat-consent",
        abstract: "Your member's seat consents to a change of red lines. 席位同意变更红线。",
        discussion: """
            Beside the committee's ballots, such a case needs the consent of every seat, signed with \
            its member's governance key and not by a person. `tally case show` tells which needs it.
            """)

    @Argument(help: "The case's id.")
    var id: String

    @OptionGroup var draft: DraftOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let action = CastVote(caseID: try Given.record(id, "CASE"), choice: .approve)
            try await draft.write(output, signedBy: { try await $0.ownPanel() }) { _ in action }
        }
    }
}

extension Session {
    /// The governance key of the own member alone.
    func ownPanel() async throws -> SigningPanel {
        guard let member = try await read(Tables.members, person.member) else {
            throw ClientFault.unreadable("member \(person.member)")
        }
        return SigningPanel(
            needed: 1,
            signers: [
                PanelSigner(owner: .governance(member.id), key: member.governanceKey)
            ])
    }

    /// The governance keys of all active members; a quorum of them must sign.
    func memberPanel() async throws -> SigningPanel {
        var signers: [PanelSigner] = []
        for view in try await client.members() where view.isActive {
            guard let id = MemberID(view.id), let member = try await read(Tables.members, id)
            else { throw ClientFault.unreadable("member \(view.id)") }
            signers.append(PanelSigner(owner: .governance(id), key: member.governanceKey))
        }
        guard !signers.isEmpty else { throw ClientFault.unreadable("members") }
        return SigningPanel(needed: UInt64(2 * signers.count / 3 + 1), signers: signers)
    }
}
