import Duties
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import NodeTrials
import Sealing
import TallyClient
import WrittenText

/// A network that `tally demo --keep` left running: its keys, addresses and processes.
final class RunningNetwork {
    static let voters = ["hospital-a", "centre-b", "centre-c", "research-r"]
    static let followers = ["regulator", "court"]

    let folder: String
    let genesis: Genesis
    var chain: ChainID { genesis.chainID }
    var passphraseFile: String { folder + "/passphrase" }
    private let passphrase: SecretBytes
    private var keys: [String: SigningKey] = [:]

    init(folder: String) throws {
        self.folder = folder
        let word = try BenchFiles.read(folder + "/passphrase").prefix { $0 != 0x0a }
        passphrase = SecretBytes(Array(word))
        genesis = try Genesis(canonical: BenchFiles.read(folder + "/genesis.cbor"))
    }

    func port(of member: String) throws -> Int {
        try NodeConfiguration(json: BenchFiles.read("\(folder)/\(member)/config.json")).api.port
    }

    /// Where peers reach a member's node.
    func peerPort(of member: String) throws -> Int {
        try NodeConfiguration(json: BenchFiles.read("\(folder)/\(member)/config.json")).listen.port
    }

    /// Opened once: key files are slow to open on purpose.
    func key(_ person: String) throws -> SigningKey {
        if let known = keys[person] { return known }
        let path = person.replacingOccurrences(of: "/", with: "/staff/")
        let key = try KeyFile.read("\(folder)/\(path).json")
            .signingKey(.staff, suite: .ed25519SHA256, passphrase: passphrase)
        keys[person] = key
        return key
    }

    /// The keys of a member's node, for trials that take its place.
    func nodeKeys(of member: String) throws -> NodeKeys {
        try NodeKeys.load(
            from: NodeFolder("\(folder)/\(member)"), suite: genesis.suite,
            passphrase: passphrase)
    }

    /// The key with which a member signs what governs the chain.
    func governanceKey(of member: String) throws -> SigningKey {
        try KeyFile.read("\(folder)/\(member)/governance-key.json")
            .signingKey(.governance, suite: genesis.suite, passphrase: passphrase)
    }

    /// The patient of the story, as its holder knows it.
    func patient(of holder: String = "centre-b") throws -> Pseudonym {
        try patientName(of: holder).pseudonym(suite: genesis.suite)
    }

    func patientName(of holder: String) throws -> SubjectName {
        let folder = NodeFolder("\(folder)/\(holder)")
        let key = try KeyFile.read(folder.key(.pseudonym)).open(.pseudonym, passphrase: passphrase)
        return LocalPseudonym.name(
            of: LocalNumber(known: "p001"), at: MemberID(unchecked: holder), key: key)
    }

    func health(of member: String, patience: Int = 70) throws -> HealthView {
        let connection = try LoopbackConnection(
            port: try port(of: member), patience: patience)
        let answer = try connection.call("GET", "/v1/health")
        return try WrittenJSON.decode(from: Array(answer.body))
    }

    /// Resident memory of a member's node and its peak, in MiB; nil where no process is found.
    func memory(of member: String) -> (resident: Double, peak: Double)? {
        let home = "\(folder)/\(member)"
        for process in ProcessFigures.running
        where process.words.count > 3 && process.words[1] == "run" && process.words.contains(home) {
            guard let resident = ProcessFigures.mebibytes(of: "VmRSS", process: process.id),
                let peak = ProcessFigures.mebibytes(of: "VmHWM", process: process.id)
            else { continue }
            return (resident, peak)
        }
        return nil
    }
}
