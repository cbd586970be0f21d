import Foundation

/// The files that go round in a recovery, and the commands that make them: as
/// docs/operating/recovery.md has them, one machine at a time.
struct RecoveryPapers {
    struct Step {
        let arguments: [String]
        var exits: Int32 = 0
        let zh: String
        let en: String
    }

    /// Statements of all that are left, the draft, and signatures on it until they suffice.
    let untilSigned: [Step]
    /// One for each that is left.
    let installing: [Step]

    /// Writes nothing itself; makes the folder in which the files will lie.
    init(_ network: TrialNetwork, left: [String], lost: [String]) throws {
        let folder = network.folder + "/recovery-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        let passphrase = ["--passphrase-file", network.running.passphraseFile]
        func statement(_ member: String) -> String { "\(folder)/\(member).statement" }
        func signed(_ member: String) -> String { "\(folder)/\(member).signed" }
        let (draft, early, order) = ("\(folder)/draft", "\(folder)/early", "\(folder)/order")
        var steps = left.map { member in
            Step(
                arguments: [
                    "recover", "statement", "--home", network[member].home, "--out",
                    statement(member),
                ] + passphrase, zh: "\(member) 出具声明", en: "\(member) states where it stands")
        }
        steps.append(
            Step(
                arguments: ["recover", "draft", "--home", network[left[0]].home, "--out", draft]
                    + left.flatMap { ["--statement", statement($0)] }
                    + lost.flatMap { ["--remove", $0] }, zh: "\(left[0]) 起草恢复令",
                en: "\(left[0]) drafts the order"))
        // The key of a lost member was not on its node, and signs too.
        let keys =
            left.map { ($0, network[$0].home + "/governance-key.json") }
            + lost.prefix(1).map { ($0, network.keptGovernanceKey(of: $0)) }
        for (member, key) in keys {
            steps += [
                Step(
                    arguments: ["recover", "show", draft], zh: "\(member) 阅读草案",
                    en: "\(member) reads the draft"),
                Step(
                    arguments: [
                        "recover", "sign", draft, "--key", key, "--out", signed(member),
                    ] + passphrase, zh: "\(member) 的治理密钥签署",
                    en: "the governance key of \(member) signs"),
            ]
        }
        let files = keys.map { signed($0.0) }
        steps += [
            Step(
                arguments: ["recover", "combine"] + files.dropLast() + ["--out", early], exits: 2,
                zh: "两份签名不够（退出码 2）", en: "two signatures are too few (exit code 2)"),
            Step(
                arguments: ["recover", "combine"] + files + ["--out", order], zh: "三份签名已足",
                en: "three signatures suffice"),
        ]
        untilSigned = steps
        installing = left.map { member in
            Step(
                arguments: [
                    "recover", "apply", order, "--home", network[member].home, "--json",
                ], zh: "\(member) 安装恢复令", en: "\(member) installs the order")
        }
    }
}
