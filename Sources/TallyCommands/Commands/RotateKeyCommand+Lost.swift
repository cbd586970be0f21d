import ArgumentParser
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension RotateKeyCommand {
    /// `tally rotate-key lost`: a member's key that cannot sign its own replacement.
    struct Lost: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draft a new key of the member for a lost one. 更换遗失的机构密钥。",
            discussion: """
                Signed by your security officer and your audit officer, --key and --cosigner, at \
                once. A lost gateway key then needs your governance key, a lost governance key the \
                governance keys of a quorum of the other seats: pass the draft on. Make the new key \
                where it stays.
                """)

        enum Which: String, ExpressibleByArgument, CaseIterable {
            case gateway
            case governance

            var target: RotateKey.Target { self == .gateway ? .gateway : .governance }
        }

        @Argument(help: "Which key is lost.")
        var which: Which

        @Option(help: "The proof that `tally key prove` wrote with the new key.")
        var keyProof: String

        @Flag(help: "The governance key is lost too: the other seats sign for the gateway key.")
        var byOthers = false

        @Option(help: "In how many minutes the new key takes effect; leave time for signing.")
        var inMinutes: UInt64 = 24 * 60

        @Option(name: .shortAndLong, help: "The draft to write.")
        var out: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let inMinutes = try Given.number(
                    inMinutes, in: KeyRotation.minutesAhead, "--in-minutes")
                let place = try OutputPlace(out, reading: [session.key] + session.cosigner)
                let session = try await Session.open(session, output.language)
                let proof = try session.proof(
                    keyProof, for: which == .gateway ? .gateway : .governance)
                let draft = try await KeyRotation.lost(
                    which.target, proof, inMinutes: inMinutes,
                    byOthers: byOthers || which == .governance, session)
                try place.write(Array(draft.page.utf8))
                try GovernanceCommand.show(draft, out, output)
            }
        }
    }
}

extension KeyRotation {
    /// The replacement of a key that is lost: the officers of the session sign first, then the
    /// member's governance key, or those of the other seats.
    static func lost(
        _ target: RotateKey.Target, _ proof: KeyProofFile, inMinutes minutes: UInt64,
        byOthers: Bool, _ session: Session
    ) async throws -> GovernanceDraft {
        let id = session.person.member
        let now = WallClock.now()
        let action = RotateKey(
            target: target, newKey: proof.claim.key, possession: proof.possession,
            effective: now.adding(.minutes(minutes)) ?? now)
        var officers: [PanelSigner] = []
        for key in session.keys {
            guard let known = try await session.read(Tables.keys, key.verifyingKey.id) else {
                throw Failure(
                    .refused, code: "key-unknown", zh: "账本上没有密钥 \(key.verifyingKey.id)",
                    en: "the ledger does not know the key \(key.verifyingKey.id)")
            }
            officers.append(PanelSigner(owner: known.owner, key: known.key))
        }
        let third: SigningPanel
        if byOthers {
            third = try await session.seatPanel(excluding: id)
        } else {
            guard let member = try await session.read(Tables.members, id) else {
                throw ClientFault.unreadable("member \(id)")
            }
            third = SigningPanel(
                needed: 1,
                signers: [PanelSigner(owner: .governance(id), key: member.governanceKey)])
        }
        let transaction = session.governanceTransaction(
            action, hours: min(max(1, minutes / 60), 23), asPerson: true)
        return try GovernanceDraft(
            SignedTransaction(transaction, signedBy: session.keys),
            panel: SigningPanel(
                needed: UInt64(officers.count) + third.needed, signers: officers + third.signers))
    }
}
