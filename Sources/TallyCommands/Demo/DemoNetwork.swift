import CanonicalCoding
import Duties
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import NodeTrials
import Sealing
import TallyClient
import WrittenText

/// The example consortium in a temporary folder: four voting nodes and two followers over TLS on
/// loopback, each a process of its own.
final class DemoNetwork {
    let root: String
    let source: ConsortiumSource
    let genesis: Genesis
    private(set) var nodes: [String: NodeProcess] = [:]
    private let passphrase: SecretBytes
    let passphraseFile: String

    static let voters = ["hospital-a", "centre-b", "centre-c", "research-r"]
    static let followers = ["regulator", "court"]
    static var members: [String] { voters + followers }
    /// Everybody whom the description names: more than the story's members in a trial.
    private let members: [String]

    /// Founds the consortium: keys, cards, genesis, configurations.
    init(example folder: String, root: String, executable: String, language: DisplayLanguage) throws
    {
        self.root = root
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        passphraseFile = root + "/passphrase"
        let word = Hex.encode(RandomBytes.generate(count: 16))
        passphrase = SecretBytes(Array(word.utf8))
        try Files.write(Array(word.utf8) + [0x0a], to: passphraseFile, secret: true)
        let description = folder + "/consortium.json"
        source = try Files.described(description, ConsortiumSource.init(json:))
        let members = source.members.map(\.id)
        self.members = members
        let ports = try LoopbackPorts.free(members.count * 2)
        var cards: [MemberCard] = []
        for (index, name) in members.enumerated() {
            guard let member = MemberID(name) else { continue }
            let founding = NodeFounding(
                member: member, institution: source.institution(name),
                folder: NodeFolder("\(root)/\(name)"),
                listen: PeerAddress(host: "127.0.0.1", port: ports[index * 2]),
                api: PeerAddress(host: "127.0.0.1", port: ports[index * 2 + 1]),
                passphrase: passphrase, cost: .minimal)
            cards.append(try founding.found())
            nodes[name] = NodeProcess(
                home: "\(root)/\(name)", api: ports[index * 2 + 1], executable: executable,
                passphraseFile: passphraseFile, language: language.rawValue)
        }
        genesis = try GenesisAssembly.build(
            consortium: description, cards: cards,
            licences: try Self.licences(source, cards, root, passphrase), language: language)
        try Files.write(genesis.canonicalBytes, to: root + "/genesis.cbor")
        for (index, name) in members.enumerated() {
            let home = NodeFolder("\(root)/\(name)")
            try Files.write(genesis.canonicalBytes, to: home.genesis)
            guard let member = MemberID(name) else { continue }
            var configuration = NodeConfiguration(
                member: member, listen: PeerAddress(host: "127.0.0.1", port: ports[index * 2]),
                api: PeerAddress(host: "127.0.0.1", port: ports[index * 2 + 1]))
            for (other, peer) in members.enumerated() where other != index {
                guard let peer = MemberID(peer) else { continue }
                configuration.peers[peer] = PeerAddress(host: "127.0.0.1", port: ports[other * 2])
            }
            try Files.replace(home.configuration, with: configuration.json)
            let records = "\(folder)/records/\(name)"
            // Not every member of the example has records.
            guard FileManager.default.fileExists(atPath: records) else { continue }
            for file in try FileManager.default.contentsOfDirectory(atPath: records) {
                try FileManager.default.copyItem(
                    atPath: "\(records)/\(file)", toPath: "\(home.records)/\(file)")
            }
        }
    }

    /// What the regulator attests of the others' people, for as long as their first enrolment.
    private static func licences(
        _ source: ConsortiumSource, _ cards: [MemberCard], _ root: String,
        _ passphrase: SecretBytes
    ) throws -> [FoundingLicences] {
        let regulators = source.members.filter { $0.kind == MemberKind.regulator.name }
        return try regulators.prefix(1).compactMap { MemberID($0.id) }.map { authority in
            let key = try KeyFile.read(NodeFolder("\(root)/\(authority)").key(.gateway))
                .signingKey(.gateway, suite: .ed25519SHA256, passphrase: passphrase)
            let until = WallClock.now().adding(.days(5 * 365)) ?? .last
            return try FoundingLicences(source, cards, until: until, by: authority, key)
        }
    }

    subscript(name: String) -> NodeProcess {
        guard let node = nodes[name] else { preconditionFailure("there is no node `\(name)`") }
        return node
    }

    /// All nodes, in the order of the story.
    var all: [NodeProcess] { members.map { self[$0] } }

    /// A session of a person at the person's own node.
    func session(_ person: String, cosigners: [String] = []) async throws -> Session {
        let who = try Person(person)
        return try await Session.open(
            address: self[who.member.text].address, person: who,
            keys: try ([person] + cosigners).map(key))
    }

    /// The key of a person.
    func key(_ person: String) throws -> SigningKey {
        let who = try Person(person)
        return try KeyFile.read("\(root)/\(who.member)/staff/\(who.staff).json")
            .signingKey(.staff, suite: .ed25519SHA256, passphrase: passphrase)
    }

    /// The name under which a holder knows a patient of its records.
    func name(of localID: String, at holder: String) throws -> SubjectName {
        let folder = NodeFolder("\(root)/\(holder)")
        let key = try KeyFile.read(folder.key(.pseudonym)).open(.pseudonym, passphrase: passphrase)
        return LocalPseudonym.name(
            of: try LocalNumber(localID), at: MemberID(unchecked: holder), key: key)
    }

    /// How a node does; nil while it does not answer.
    func health(of name: String) async -> HealthView? {
        let client = NodeClient(address: self[name].address, chain: genesis.chainID, signer: nil)
        return try? await client.health()
    }

    /// Waits until a node answers and passes a test.
    func wait(
        for name: String, seconds: Double = 60, until isSatisfied: (HealthView) -> Bool
    ) async -> Bool {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            if let health = await health(of: name), isSatisfied(health) { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    func stopAll() { for node in all { node.stop() } }
}
