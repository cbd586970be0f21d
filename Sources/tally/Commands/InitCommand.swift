import ArgumentParser
import Interchange
import LedgerTypes
import NodeRuntime

/// `tally init`: a member's first step.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the folder of a new node: keys, certificate, configuration. 创建新节点的文件夹。",
        discussion: """
            Writes card.json with the public keys: hand it to the founders, who build the genesis \
            from all cards. Move governance-key.json to a medium that is kept off line.
            """)

    @Argument(help: "The member's name: lower-case letters, digits, hyphens.")
    var member: String

    @Option(help: "The node's folder.")
    var home: String

    @Option(help: "The founders' description; key files of the people it names are made too.")
    var consortium: String?

    @Option(help: "Where peers reach this node, host:port.")
    var listen = "127.0.0.1:7400"

    @Option(help: "Where this member's programs reach the node; keep it on loopback.")
    var api = "127.0.0.1:7401"

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            guard let name = MemberID(member) else {
                throw Failure(
                    .usage, code: "member-malformed",
                    zh: "机构名 `\(member)` 只能用小写字母、数字和连字符",
                    en: "`\(member)`: a member's name has lower-case letters, digits and hyphens")
            }
            let institution = try consortium.map { path in
                guard let found = try ConsortiumSource(json: Files.read(path)).institution(member)
                else {
                    throw Failure(
                        .badInput, code: "member-unknown",
                        zh: "联盟描述里没有机构 `\(member)`",
                        en: "the description names no member `\(member)`")
                }
                return found
            }
            let founding = NodeFounding(
                member: name, institution: institution, folder: NodeFolder(home),
                listen: try address(listen, "--listen"), api: try address(api, "--api"),
                passphrase: try passphrase.read(output.language, isNew: true))
            let card = try founding.found()
            try output.show(
                card,
                zh: """
                    节点文件夹已建好：\(home)
                    下一步：
                      1. 把 \(founding.cardPath) 交给发起方，用于生成创世文件
                      2. 把 \(founding.governanceKeyPath) 移到离线介质保管
                      3. 收到 genesis.cbor 与各成员名片后执行 tally join --home \(home) --genesis genesis.cbor 名片…
                      4. tally run --home \(home)
                    """,
                en: """
                    the node's folder is ready: \(home)
                    next:
                      1. hand \(founding.cardPath) to the founders, who build the genesis
                      2. move \(founding.governanceKeyPath) to a medium that is kept off line
                      3. with the genesis.cbor and the cards you receive: tally join --home \(home) --genesis genesis.cbor CARD…
                      4. tally run --home \(home)
                    """)
        }
    }

    private func address(_ text: String, _ option: String) throws -> PeerAddress {
        guard let address = PeerAddress(text) else {
            throw Failure(
                .usage, code: "address-malformed", zh: "\(option) 应形如 192.0.2.7:7400",
                en: "\(option) looks like 192.0.2.7:7400")
        }
        return address
    }
}
