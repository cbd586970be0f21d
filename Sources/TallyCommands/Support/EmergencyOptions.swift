import ArgumentParser
import Governance
import LedgerTypes
import Sealing

/// What an emergency is about, whether the chain decides it or a node that is cut off.
struct EmergencyOptions: ParsableArguments {
    @Option(help: "The patient's pseudonym.")
    var subject: String

    @Option(help: "The asset; left out: all of the patient there.")
    var asset: String?

    @Option(help: "The fields, separated by commas.")
    var fields: String

    @Option(help: "The purpose, by its name in the vocabulary.")
    var purpose = "rescue"

    @Option(
        help: """
            File with the reason in words; else you are asked. Only a salted commitment goes on the \
            chain.
            """)
    var reasonFile: String?

    @Option(help: "life, unconscious, guardian, casualty, public or other.")
    var reasonCode = "life"

    @Option(help: "Hours until it ends, 1 to 6.")
    var hours: UInt64 = 6

    @Option(
        help: """
            The second physician as MEMBER/PERSON, who signs as --cosigner or on a draft; unnamed, \
            only a physician of the holder may approve, later.
            """)
    var approver: String?

    /// The reason, salted and hidden, with what opens it.
    func hiddenReason(
        _ suite: CryptoSuite, _ language: DisplayLanguage
    ) throws -> (digest: Digest, disclosure: FieldDisclosure) {
        let words = try SecretInput.words(
            file: reasonFile, option: "--reason-file", asking: language.say("理由：", "Reason: "))
        return Given.commitment("reason", words, suite: suite)
    }

    /// The hours, if an override may last that long; asked before any file is read.
    @discardableResult
    func checkedHours() throws -> UInt64 { try Given.number(hours, in: 1...6, "--hours") }

    func declaration(
        holder: MemberID, now: BlockTime, approvesLater: Bool = false, _ words: VocabularyWords
    ) throws -> OverrideDeclaration {
        guard let ends = now.adding(.hours(try checkedHours())) else {
            throw Failure(
                .usage, code: "hours", zh: "--hours 超出时钟范围", en: "--hours is beyond the clock")
        }
        let second = try approver.map(Person.init)
        return OverrideDeclaration(
            scope: OverrideScope(
                holder: holder, subject: try Given.pseudonym(subject),
                asset: try asset.map { try Given.record($0, "--asset") },
                fields: try words.ids(fields, .field, "--fields"),
                purpose: try words.id(purpose, .purpose, "--purpose")),
            reason: try code(), expires: ends,
            approver: second.map { StaffReference(member: $0.member, staff: $0.staff) },
            isCosigned: second != nil && !approvesLater)
    }

    private func code() throws -> OverrideReason {
        let codes: [String: OverrideReason] = [
            "life": .lifeInDanger, "unconscious": .unconscious,
            "guardian": .guardianUnreachable, "casualty": .massCasualty,
            "public": .publicHealthEmergency, "other": .other,
        ]
        guard let code = codes[reasonCode] else {
            throw Failure(
                .usage, code: "reason-unknown",
                zh: "--reason-code 应为 life、unconscious、guardian、casualty、public 或 other",
                en: "--reason-code is life, unconscious, guardian, casualty, public or other")
        }
        return code
    }
}
