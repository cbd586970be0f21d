import ArgumentParser
import Interchange
import LedgerTypes
import NodeFiles
import WrittenText

/// `tally init`: a member's first step.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the folder of a new node: keys, certificate, configuration. 创建新节点的文件夹。",
        discussion: """
            Writes card.json with the public keys: hand it to the founders, who build the genesis \
            from all cards. Move governance-key.json to a medium that is kept off line.
            With --institution and --chain the member joins a consortium that is there already: \
            join.tally is written too, for a member who drafts the enrolment from it. The new keys \
            sign which chain they are for.
            """)

    @Argument(help: "The member's name: lower-case letters, digits, hyphens.")
    var member: String

    @Option(help: "The node's folder.")
    var home: String

    @Option(help: "The founders' description; key files of the people it names are made too.")
    var consortium: String?

    @Option(help: "A new institution's description, JSON, to join a consortium that is there.")
    var institution: String?

    @Option(help: "The digest of the chain that the institution joins; with --institution.")
    var chain: String?

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
            guard (institution == nil) == (chain == nil) else {
                throw Failure(
                    .usage, code: "chain-missing",
                    zh: "加入已有联盟须同时给出 --institution 与 --chain（链标识，由 "
                        + "tally genesis inspect 显示）",
                    en: "an institution that joins gives --institution and --chain, the digest "
                        + "that `tally genesis inspect` shows")
            }
            let founding = NodeFounding(
                member: name, institution: try description(),
                folder: NodeFolder(home), listen: try address(listen, "--listen"),
                api: try address(api, "--api"),
                passphrase: try passphrase.read(output.language, isNew: true),
                chain: try Given.chain(chain))
            let card = try founding.found()
            try output.show(
                card, zh: founding.joins ? joiningChinese(founding) : foundingChinese(founding),
                en: founding.joins ? joiningEnglish(founding) : foundingEnglish(founding))
        }
    }

    /// The institution, of the founders' description or on its own.
    private func description() throws -> ConsortiumSource.Institution? {
        guard let path = consortium ?? institution else { return nil }
        let found =
            try institution == nil
            ? Files.described(path, ConsortiumSource.init(json:)).institution(member)
            : InstitutionFile.read(path)
        guard let found, found.id == member else {
            throw Failure(
                .badInput, code: "member-unknown", zh: "\(path) 里没有机构 `\(member)`",
                en: "\(path) names no member `\(member)`")
        }
        return found
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

extension InitCommand {
    private func foundingChinese(_ founding: NodeFounding) -> String {
        """
        节点文件夹已建好：\(home)
        下一步：
          1. 把 \(founding.cardPath) 交给发起方，用于生成创世文件
          2. 把 \(founding.governanceKeyPath) 移到离线介质保管
          3. 收到 genesis.cbor 与各成员名片后执行 tally join --home \(home) --genesis genesis.cbor 名片…
          4. tally run --home \(home)
        """
    }

    private func foundingEnglish(_ founding: NodeFounding) -> String {
        """
        the node's folder is ready: \(home)
        next:
          1. hand \(founding.cardPath) to the founders, who build the genesis
          2. move \(founding.governanceKeyPath) to a medium that is kept off line
          3. with the genesis.cbor and the cards you receive: tally join --home \(home) --genesis genesis.cbor CARD…
          4. tally run --home \(home)
        """
    }

    private func joiningChinese(_ founding: NodeFounding) -> String {
        """
        节点文件夹已建好：\(home)
        下一步：
          1. 把 \(founding.joinPath) 交给任一成员，由其起草登记：tally governance draft enrol-member --join …
          2. 把 \(founding.governanceKeyPath) 移到离线介质保管
          3. 登记上链后执行 tally join --home \(home) --genesis genesis.cbor 各成员名片…
          4. tally run --home \(home)：节点作为跟随者追上链
        """
    }

    private func joiningEnglish(_ founding: NodeFounding) -> String {
        """
        the node's folder is ready: \(home)
        next:
          1. hand \(founding.joinPath) to a member, who drafts the enrolment: tally governance draft enrol-member --join …
          2. move \(founding.governanceKeyPath) to a medium that is kept off line
          3. when the enrolment is on the chain: tally join --home \(home) --genesis genesis.cbor CARD…
          4. tally run --home \(home): the node catches up as a follower
        """
    }
}
