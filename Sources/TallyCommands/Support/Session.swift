import ArgumentParser
import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// Where the node is and who speaks to it.
struct SessionOptions: ParsableArguments {
    @Option(help: "Address of your own member's node.")
    var node = "http://127.0.0.1:7401"

    @Option(name: .shortAndLong, help: "Your key file.")
    var key: String

    @Option(
        help: ArgumentHelp(
            "Key file of a further signer; may be repeated.",
            discussion: "All key files are opened with the same passphrase source."))
    var cosigner: [String] = []

    @Option(help: "Who keeps the record of the patient who cosigns; else your own member.")
    var patientOf: String?

    @OptionGroup var passphrase: PassphraseOptions
}

/// One person's dealings with a node.
struct Session {
    let client: NodeClient
    let chain: ChainID
    let suite: CryptoSuite
    let person: Person
    let keys: [SigningKey]
    let nodeMember: String

    /// Opens the key files and learns from the node which chain it serves.
    static func open(_ options: SessionOptions, _ language: DisplayLanguage) async throws -> Session
    {
        let address = try Given.address(options.node)
        let passphrase = try options.passphrase.read(language)
        let file = try KeyFile.read(options.key)
        let person = try Person(file.owner)
        let holder = try options.patientOf.map(Given.member) ?? person.member
        let keys = try ([file] + options.cosigner.map { try KeyFile.read($0) }).map {
            try $0.signer(patientOf: holder, suite: .ed25519SHA256, passphrase: passphrase)
        }
        return try await open(address: address, person: person, keys: keys)
    }

    /// The first key is the person's own.
    static func open(address: URL, person: Person, keys: [SigningKey]) async throws -> Session {
        let stranger = NodeClient(address: address, chain: ChainID(.zero), signer: nil)
        let version = try await stranger.version()
        guard let chain = ChainID(hex: version.chain), let suite = CryptoSuite(name: version.suite)
        else { throw ClientFault.unreadable("version") }
        return Session(
            client: NodeClient(address: address, chain: chain, signer: keys[0]), chain: chain,
            suite: suite, person: person, keys: keys, nodeMember: version.member)
    }

    /// A person of the own member, by the id alone or as member/person.
    func colleague(_ text: String) throws -> Person {
        try Person(text.hasPrefix("\(person.member)/") ? text : "\(person.member)/\(text)")
    }

    /// A transaction of this person with a body of a kind, signed by all keys of the session.
    func transaction<Body: LedgerAction>(
        _ body: Body, commitments: [Digest] = [], asPerson: Bool = true,
        onBehalfOf: MemberID? = nil, validFor: Milliseconds = .hours(1)
    ) -> SignedTransaction {
        let now = WallClock.now()
        return SignedTransaction(
            Transaction(
                suite: suite, chain: chain, kind: Body.kind, member: person.member,
                staff: asPerson ? person.staff : nil, onBehalfOf: onBehalfOf,
                nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
                validUntil: now.adding(validFor) ?? now,
                payload: body.payload(commitments: commitments)),
            signedBy: keys)
    }

    /// Asks the member's own gateway to sign too.
    ///
    /// - Parameter content: what opens the content digest, where a data set is registered.
    func signedByGateway(
        _ transaction: SignedTransaction, content: FieldDisclosure? = nil
    ) async throws -> SignedTransaction {
        let answer = try await client.gatewaySignature(
            SignatureBody(transaction, content: content))
        guard let signed = answer.signed, signed.id == transaction.id else {
            throw ClientFault.unreadable("gateway signature")
        }
        return signed
    }

    /// Submits and waits for the entry; a refusal is a failure with its code.
    func commit(
        _ transaction: SignedTransaction, wait milliseconds: UInt64 = 30_000
    ) async throws -> TransactionView {
        let kind = transaction.transaction.kind
        let view: TransactionView
        do {
            view = try await client.submit(transaction, wait: milliseconds)
        } catch ClientFault.refused(let refusal) {
            let failure = Failure(ClientFault.refused(refusal) as any Error)
            throw failure.saying(whoSigns: kind, refusal.number)
        }
        switch view.status {
        case "committed": break
        case "pending":
            throw Failure(
                .indeterminate, code: "still-pending",
                zh: "交易 \(view.id) 仍在等待入块：稍后用 tally status \(view.id) 查询",
                en: "transaction \(view.id) still waits for a block: ask `tally status` later")
        default: throw Self.failure(view).saying(whoSigns: kind, view.code)
        }
        guard let receipt = view.receipt else {
            throw Failure(
                .indeterminate, code: "outcome-not-shown",
                zh: """
                    交易 \(view.id) 已入链（条目 \(view.entry ?? 0)），本节点未出示账本的结论：请勿重复提交，由签署人\
                    用 tally status \(view.id) 查询；若因查阅记录无法写入，请节点管理员先处理
                    """,
                en: """
                    transaction \(view.id) is on the chain (entry \(view.entry ?? 0)), and this node does \
                    not show what the ledger said: do not submit it again; one of its signers asks \
                    `tally status \(view.id)`, after the node's administrator where the log of reads \
                    cannot be written
                    """)
        }
        if receipt.outcome == "refused" {
            throw Failure(
                .refused, code: "refused-\(receipt.code)",
                zh: "账本拒绝：\(receipt.message?.zh ?? "")（条目 \(view.entry ?? 0)）",
                en: "the ledger refuses: \(receipt.message?.en ?? "") (entry \(view.entry ?? 0))"
            ).saying(whoSigns: kind, receipt.code)
        }
        return view
    }

    static func failure(_ view: TransactionView) -> Failure {
        Failure(
            .refused, code: "\(view.status)-\(view.code ?? 0)",
            zh: "交易未被接受：\(view.message?.zh ?? view.status)",
            en: "the transaction is not accepted: \(view.message?.en ?? view.status)")
    }
}
