import ArgumentParser
import Governance
import LedgerTypes
import NodeFiles
import Sealing

extension SubjectCommand {
    /// `tally subject merge`: two names of one patient.
    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that two pseudonyms are one patient's. 认定两个假名属同一患者。",
            discussion: """
                You are the data officer; the audit officer of your member is named with --audit and \
                signs too: --cosigner, or on the draft. What the patient refused or withdrew under \
                one name binds both from then on; what they agreed to stays with its name. The \
                patient is told. Both names stay: `tally subject show` prints the other one.
                """)

        @Argument(help: "The one pseudonym.")
        var first: String

        @Argument(help: "The other pseudonym.")
        var second: String

        @OptionGroup var ground: MergeOptions
        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let names = [try Given.pseudonym(first), try Given.pseudonym(second)].sorted()
                try await ground.finish(
                    .merge(names[0], names[1]), session, submitting, output,
                    zh: "两个假名已认定属同一患者", en: "the two names are one patient's")
            }
        }
    }

    /// `tally subject separate`: two names that were merged in error.
    struct Separate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Part two pseudonyms that were merged in error. 分开误合并的假名。",
            discussion: """
                By two persons, as the merge. What was refused under one name does not bind the other \
                any more, and the patient is told so. The merge and this stay on record.
                """)

        @Argument(help: "The merge's id: tally subject show prints it.")
        var merge: String

        @OptionGroup var ground: MergeOptions
        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                try await ground.finish(
                    .separate(try Given.record(merge, "MERGE")), session, submitting, output,
                    zh: "两个假名已分开", en: "the two names count apart")
            }
        }
    }
}

/// Who signs beside the data officer, and on what ground.
struct MergeOptions: ParsableArguments {
    @Option(help: "The audit officer of your member, by their id.")
    var audit: String

    @Option(help: "The record of the identity check; only a salted commitment goes on the chain.")
    var identityCheck: String

    func finish(
        _ content: MergeSubjects.Content, _ options: SessionOptions,
        _ submitting: SubmittingOptions, _ output: OutputOptions, zh: String, en: String
    ) async throws {
        let check = try Files.read(identityCheck)
        let session = try await Session.open(options, output.language)
        let auditor = try Person("\(session.person.member)/\(audit)")
        let hidden = Given.commitment("identity-check", check, suite: session.suite)
        try await session.finish(
            session.transaction(
                MergeSubjects(
                    content, check: hidden.digest,
                    auditOfficer: StaffReference(member: auditor.member, staff: auditor.staff)),
                commitments: [hidden.digest]),
            submitting, output, disclosing: [hidden.disclosure], zh: zh, en: en)
    }
}
