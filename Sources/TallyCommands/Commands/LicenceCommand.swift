import ArgumentParser
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Upkeep

/// `tally licence`: what an authority says of other members' physicians and nurses.
struct LicenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "licence",
        abstract: "Attest licences, renew them, take them back. 证明、续期与撤回执业证。",
        discussion: """
            A physician acts as one only with a licence that somebody else than their own member \
            attests: a member of a kind that the parameter `licensingKinds` names, such as the \
            regulator.
            """,
        subcommands: [Show.self, Attest.self, Withdraw.self, Found.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How a person is enrolled, and what was attested. 查看人员登记与执业证证明。",
            discussion: """
                Before you attest: `--opening` takes the file with which the person's member opens the \
                commitment, and says the number that is enrolled: `salts/licence-PERSON.hex` in its \
                node's folder from the founding, or what `tally staff enrol --disclosures` wrote.
                """)

        @Argument(help: "The person, as member/person.")
        var person: String

        @Option(help: "The file that opens the number's commitment.")
        var opening: String?

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let target = try LicenceCommand.reference(person)
                let opened = try opening.map(LicenceShown.opening)
                let session = try await Session.open(session, output.language)
                guard let staff = try await session.read(Tables.staff, target) else {
                    throw LicenceCommand.unknown(target)
                }
                let record = try await session.read(Tables.licences, target)
                let number = try opened.map {
                    try LicenceShown.number($0, of: staff, suite: session.suite)
                }
                let shown = LicenceShown(staff, record, number: number)
                try output.show(shown, zh: shown.text(.zh), en: shown.text(.en))
            }
        }
    }

    struct Attest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Attest a licence, or its renewal. 证明执业证或其续期。",
            discussion: """
                You act for the authority, as its clerk or compliance officer. Look the licence up in \
                your own register first: the chain holds only a salted commitment to its number, and \
                the person's member shows you what opens it (`tally licence show --opening`). What you attest is of the number and the \
                key with which the person is enrolled now; with another key that the old one did not \
                sign for, or another number, you attest again. Over another authority's licence that \
                is in force, and after a withdrawal, a compliance or audit officer of yours signs \
                beside you: `--cosigner` or `--draft`.
                """)

        @Argument(help: "The person, as member/person.")
        var person: String

        @Option(help: "physician or nurse; left out: what the person's roles ask for.")
        var kind: String?

        @Option(help: "From when; left out: now.")
        var from: String?

        @Option(help: "First day on which it is not in force any more, such as 2030-01-01.")
        var until: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let target = try LicenceCommand.reference(person)
                let kind = try kind.map(LicenceCommand.kind)
                let from = try from.map { try Given.time($0, "--from") } ?? WallClock.now()
                let until = try Given.time(until, "--until")
                let session = try await Session.open(session, output.language)
                guard let staff = try await session.read(Tables.staff, target) else {
                    throw LicenceCommand.unknown(target)
                }
                guard
                    let licence = Licence(
                        of: staff, kind, from: from, until: until, by: session.person.member)
                else {
                    throw Failure(
                        .refused, code: "licence-number-missing",
                        zh: "\(target) 登记时未给出执业证号，或其岗位无须执业证：请其机构用 tally staff enrol "
                            + "--licence 补登",
                        en:
                            "\(target) is enrolled without the number of a licence, or in roles "
                            + "that have none: their member enrols it, `tally staff enrol --licence`"
                    )
                }
                try await session.finish(
                    session.transaction(AttestLicence(.attest(licence))), submitting, output,
                    zh: "执业证已证明", en: "the licence is attested")
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a licence back, at once. 立即撤回执业证。",
            discussion: """
                You take back what your member attested; what another authority attested only with a \
                compliance or audit officer of yours: `--cosigner` or `--draft`. The person's member \
                is told. From then on the person declares and approves no override, asks for nothing as a \
                physician, and nothing is released on what they asked before. `tally licence attest` \
                gives it back, by two of you.
                """)

        @Argument(help: "The person, as member/person.")
        var person: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var submitting: SubmittingOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let target = try LicenceCommand.reference(person)
                let session = try await Session.open(session, output.language)
                try await session.finish(
                    session.transaction(AttestLicence(.withdraw(target))), submitting, output,
                    zh: "执业证已撤回", en: "the licence is taken back")
            }
        }
    }

    struct Found: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Attest the licences of a founding. 创立时证明执业证。",
            discussion: """
                For the authority, before there is a chain: its gateway key signs for every licence \
                that the cards of the other members name. Compare each number with your register \
                first. The founders give the file to `tally genesis build --licences`.
                """)

        @Option(help: "The founders' description, JSON.")
        var consortium: String

        @Option(help: "The folder of the authority's node.")
        var home: String

        @Option(help: "First day on which they are not in force any more, such as 2030-01-01.")
        var until: String

        @Option(name: .shortAndLong, help: "The file to write.")
        var out: String

        @Argument(help: "The members' cards.")
        var cards: [String]

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let place = try OutputPlace(out, reading: [consortium] + cards)
                let until = try Given.time(until, "--until")
                let folder = NodeFolder(home)
                let authority = try NodeOpening.readConfiguration(folder).member
                let source = try Files.described(consortium, ConsortiumSource.init(json:))
                let read = try cards.map { try Files.described($0, MemberCard.init(json:)) }
                let key = try KeyFile.read(folder.key(.gateway)).signingKey(
                    .gateway, suite: .ed25519SHA256,
                    passphrase: try passphrase.read(output.language))
                let file = try FoundingLicences(source, read, until: until, by: authority, key)
                try place.write(JSONForm.bytes(file))
                let people = file.licences.map {
                    "\($0.member)/\($0.person)  \($0.kind)  \($0.number)"
                }.joined(separator: "\n")
                try output.show(
                    file, zh: "\(people)\n以上 \(file.licences.count) 份执业证已证明，写入 \(out)",
                    en: "\(people)\n\(file.licences.count) licences are attested, in \(out)")
            }
        }
    }

    private static func unknown(_ person: StaffReference) -> Failure {
        Failure(
            .refused, code: "unknown-staff",
            zh: "\(person) 尚未登记：请其机构先执行 tally staff enrol",
            en: "\(person) is not enrolled: their member runs `tally staff enrol` first")
    }

    private static func reference(_ text: String) throws -> StaffReference {
        let person = try Person(text)
        return StaffReference(member: person.member, staff: person.staff)
    }

    private static func kind(_ text: String) throws -> LicenceKind {
        guard let kind = LicenceKind.allCases.first(where: { $0.name == text }) else {
            throw Failure(
                .usage, code: "licence-kind", zh: "执业证种类应为 physician 或 nurse，收到 `\(text)`",
                en: "the kind of a licence is physician or nurse, not `\(text)`")
        }
        return kind
    }
}
