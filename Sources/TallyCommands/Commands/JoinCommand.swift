import ArgumentParser
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import Upkeep
import WrittenText

/// `tally join`: the last step before a node runs.
struct JoinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Put the genesis and the peers' addresses into a node's folder. 放入创世文件与各成员地址。",
        discussion: """
            Checks that the genesis founds a chain and names this node with the keys of its \
            folder; an institution that joined later, with join.tally in its folder, need not be in \
            it. Addresses come from the cards; change them in config.json at any time.
            """)

    struct Answer: Encodable {
        let chain: String
        let member: String
        let peers: [String: String]
    }

    @Option(help: "The node's folder.")
    var home: String

    @Option(help: "The genesis file.")
    var genesis: String

    @Option(help: "The chain digest that the founders told you by another way.")
    var expect: String?

    @Argument(help: "The cards of the members; your own may be among them.")
    var cards: [String] = []

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let folder = NodeFolder(home)
            let (founding, _) = try GenesisAssembly.read(genesis)
            var configuration = try NodeOpening.readConfiguration(folder)
            let note = try check(founding, configuration.member, folder)
            for card in try cards.map({ try Files.described($0, MemberCard.init(json:)) }) {
                let peer = try Given.member(card.member)
                guard peer != configuration.member else { continue }
                guard let address = PeerAddress(card.address) else {
                    throw Failure(
                        .badInput, code: "card-address", zh: "名片 \(peer) 的地址无法读取",
                        en: "the address on the card of \(peer) cannot be read")
                }
                configuration.peers[peer] = address
            }
            try place(founding, folder)
            try AtomicFile.write(configuration.json, to: folder.configuration)
            let answer = Answer(
                chain: founding.chainID.description, member: configuration.member.text,
                peers: Dictionary(
                    uniqueKeysWithValues: configuration.peers.map { ($0.text, "\($1)") }))
            let count = answer.peers.count
            try output.show(
                answer,
                zh: "链标识 \(answer.chain)\n其他成员 \(count) 家；请执行 tally run --home \(home)"
                    + (note.map { "\n\($0.zh)" } ?? ""),
                en: "chain  \(answer.chain)\npeers  \(count); now tally run --home \(home)"
                    + (note.map { "\n\($0.en)" } ?? ""))
        }
    }

    /// The genesis must be the expected one, and name this node by its certificate; what else the
    /// operator should know.
    private func check(
        _ founding: Genesis, _ member: MemberID, _ folder: NodeFolder
    ) throws -> (zh: String, en: String)? {
        if let expect, expect.lowercased() != founding.chainID.description {
            throw Failure(
                .refused, code: "chain-differs", zh: "创世文件的链标识是 \(founding.chainID)，与所给不符",
                en: "the genesis founds \(founding.chainID), not the chain you expect")
        }
        switch try Founder(of: founding, member, in: folder) {
        case .asFounded: return nil
        case .withOtherGatewayKey:
            return (
                zh: "创世之后网关密钥已更换；账本将核对本文件夹的密钥",
                en:
                    "the gateway key is another than at the founding; the chain will say whether it is "
                    + "the one in use"
            )
        case .withOtherCertificate:
            throw Failure(
                .refused, code: "not-in-genesis",
                zh: "创世文件中 \(member) 的证书公钥不是本文件夹的：请从备份恢复 keys/，或核对 --home",
                en:
                    "the genesis names \(member) with another certificate key than this folder has: "
                    + "restore keys/ from its backup, or check --home")
        case .notNamed:
            // Whoever joins later is named by the chain, which its node reads from the beginning.
            if FileManager.default.fileExists(atPath: folder.joinFile) { return nil }
            throw Failure(
                .refused, code: "not-in-genesis",
                zh: "创世文件里没有 \(member)，文件夹中也没有 join.tally：请核对创世文件与 config.json 的 `member`",
                en:
                    "the genesis does not name \(member), and there is no join.tally in the folder: "
                    + "check the genesis, and `member` in config.json")
        }
    }

    /// A genesis that is there already must be the same.
    private func place(_ founding: Genesis, _ folder: NodeFolder) throws {
        if FileManager.default.fileExists(atPath: folder.genesis) {
            guard try NodeOpening.readGenesis(folder).chainID == founding.chainID else {
                throw Failure(
                    .cannotWrite, code: "other-chain", zh: "\(home) 已属于另一条链",
                    en: "\(home) belongs to another chain already")
            }
            return
        }
        try Files.write(founding.canonicalBytes, to: folder.genesis)
    }
}
