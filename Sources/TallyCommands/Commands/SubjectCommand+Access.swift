import ArgumentParser
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

extension SubjectCommand {
    /// `tally subject access`: who had to do with a patient's data.
    struct Access: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Who used, opened or read a patient's data. 谁使用、应急打开或查阅过患者数据。",
            discussion: """
                For the patient and their guardian by their own key, for the holder's officers, and \
                for whoever has a standing. Requests with their outcome, releases, emergencies, \
                withdrawals and what receivers answered come from the chain; reads, of the last 180 \
                days, from this node's own record, for the patient, guardian and officers. With a \
                patient's key file name the holder with --patient-of.
                """)

        @Argument(help: "The pseudonym.")
        var pseudonym: String

        @OptionGroup var session: SessionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await output.run {
                let id = try Given.pseudonym(pseudonym)
                let client = try await Session.reader(session, output.language)
                let view = try await Self.whole(id, client)
                try output.show(
                    view, zh: AccessText.text(view, .zh), en: AccessText.text(view, .en))
            }
        }

        /// All pages as one.
        private static func whole(
            _ id: Pseudonym, _ client: NodeClient
        ) async throws -> AccessView {
            let first = try await client.access(id)
            var events = first.events
            var next = first.next
            while let before = next {
                let page = try await client.access(id, before: before)
                events += page.events
                next = page.next
            }
            return AccessView(
                pseudonym: first.pseudonym, otherNames: first.otherNames, events: events,
                recalls: first.recalls, reads: first.reads, areReadsCut: first.areReadsCut,
                next: nil)
        }
    }
}

extension Session {
    /// A client for a person, or for a patient by their own key file, who only read.
    static func reader(
        _ options: SessionOptions, _ language: DisplayLanguage
    ) async throws -> NodeClient {
        let file = try KeyFile.read(options.key)
        guard file.purpose == .patient else { return try await open(options, language).client }
        guard let holder = try options.patientOf.map(Given.member) else {
            throw Failure(
                .usage, code: "holder-missing", zh: "使用患者密钥时，请用 --patient-of 写明持有机构",
                en: "with a patient's key, name the holder with --patient-of")
        }
        let passphrase = try options.passphrase.read(language)
        let key = try file.signer(
            patientOf: holder, suite: .ed25519SHA256, passphrase: passphrase)
        let address = try Given.address(options.node)
        let version = try await NodeClient(
            address: address, chain: ChainID(.zero), signer: nil
        ).version()
        guard let chain = ChainID(hex: version.chain) else {
            throw ClientFault.unreadable("version")
        }
        return NodeClient(address: address, chain: chain, signer: key)
    }
}
