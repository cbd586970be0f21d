import Foundation
import LedgerTypes
import Sealing
import TestSupport
import Testing
import WrittenText

@testable import NodeFiles

@Suite struct `Key file` {
    let passphrase = SecretBytes(Array("correct horse".utf8))

    @Test func `gives the key back for the right passphrase only`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/gateway.json"
        let key = SigningKey.generate(suite: .ed25519SHA256)
        try KeyFile(key, purpose: .gateway, owner: "a", passphrase: passphrase, cost: .minimal)
            .write(to: path)
        let file = try KeyFile.read(path)
        #expect(file.publicPart == key.verifyingKey.bytes)
        let opened = try file.signingKey(
            .gateway, suite: .ed25519SHA256, passphrase: passphrase)
        #expect(opened.verifyingKey == key.verifyingKey)
        #expect(throws: KeyFileFault.wrongPassphrase) {
            try file.open(.gateway, passphrase: SecretBytes(Array("wrong".utf8)))
        }
        #expect(throws: KeyFileFault.wrongPurpose(expected: .seat, found: .gateway)) {
            try file.open(.seat, passphrase: passphrase)
        }
    }

    @Test func `is for its owner's eyes and holds no secret in the clear`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/seat.json"
        let key = SigningKey.generate(suite: .ed25519SHA256)
        try KeyFile(key, purpose: .seat, owner: "a", passphrase: passphrase, cost: .minimal)
            .write(to: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains(Hex.encode(key.seed.exposed())))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: KeyFileFault.file(.openToOthers(path: path))) { try KeyFile.read(path) }
    }

    @Test(arguments: ["owner", "publicPart", "salt", "sealed", "operations"])
    func `does not open when a field was changed`(field: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/seat.json"
        let key = SigningKey.generate(suite: .ed25519SHA256)
        try KeyFile(key, purpose: .seat, owner: "aa", passphrase: passphrase, cost: .minimal)
            .write(to: path)
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        var object = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any])
        if let text = object[field] as? String {
            object[field] = (text.hasPrefix("b") ? "a" : "b") + text.dropFirst()
        } else {
            object[field] = 2
        }
        try AtomicFile.write(
            Array(try JSONSerialization.data(withJSONObject: object)), to: path)
        let file = try KeyFile.read(path)
        #expect(throws: KeyFileFault.wrongPassphrase) {
            try file.open(.seat, passphrase: passphrase)
        }
    }

    @Test func `keeps all keys of a node`() throws {
        let folder = NodeFolder(try TemporaryFolder().path)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        try folder.create()
        let member = MemberID(unchecked: "hospital-a")
        let keys = try NodeKeys.generate(
            member: member, organization: "Hospital A", suite: .ed25519SHA256)
        try keys.save(in: folder, owner: member, passphrase: passphrase, cost: .minimal)
        let loaded = try NodeKeys.load(
            from: folder, suite: .ed25519SHA256, passphrase: passphrase)
        #expect(loaded.seat.verifyingKey == keys.seat.verifyingKey)
        #expect(loaded.gateway.verifyingKey == keys.gateway.verifyingKey)
        #expect(loaded.box.publicKey == keys.box.publicKey)
        #expect(loaded.pseudonym.matches(keys.pseudonym))
        #expect(loaded.node.certificate == keys.node.certificate)
        #expect(throws: KeyFileFault.wrongPassphrase) {
            try NodeKeys.load(
                from: folder, suite: .ed25519SHA256, passphrase: SecretBytes([1]))
        }
    }
}

@Suite struct `Node configuration` {
    private func read(_ text: String) throws(ConfigurationProblem) -> NodeConfiguration {
        try NodeConfiguration(json: Array(text.utf8))
    }

    @Test func `is read back as written`() throws {
        let written = NodeConfiguration(
            member: MemberID(unchecked: "a"), listen: PeerAddress(host: "::1", port: 7400),
            api: PeerAddress(host: "127.0.0.1", port: 7480),
            peers: [MemberID(unchecked: "b"): PeerAddress(host: "b.example", port: 7400)])
        #expect(try NodeConfiguration(json: written.json) == written)
    }

    @Test(arguments: [
        ("[]", ""), (#"{"member":"a","listen":"x:1"}"#, "api"),
        (#"{"member":"A!","listen":"x:1","api":"x:2"}"#, "member"),
        (#"{"member":"a","listen":"x","api":"x:2"}"#, "listen"),
        (#"{"member":"a","listen":"x:99999","api":"x:2"}"#, "listen"),
        (#"{"member":"a","listen":"x:1","api":"x:2","pears":{}}"#, "pears"),
        (#"{"member":"a","listen":"x:1","api":"x:2","peers":{"b":"y"}}"#, "peers.b"),
        (#"{"member":"a","listen":"x:1","api":"x:2","observes":"yes"}"#, "observes"),
        (#"{"member":"a","listen":"x:1","api":"x:2","logLevel":"loud"}"#, "logLevel"),
    ])
    func `names the key that is wrong`(text: String, key: String) {
        let problem = #expect(throws: ConfigurationProblem.self) { try read(text) }
        #expect(problem?.key == key)
    }
}

@Suite struct `A configuration that means two things` {
    private let plain = #""member":"a","listen":"x:1","api":"x:2""#

    private func problem(_ text: String) -> ConfigurationProblem? {
        do throws(ConfigurationProblem) {
            _ = try NodeConfiguration(json: Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func `is refused where a key stands twice`() {
        #expect(problem("{\(plain)}") == nil)
        #expect(problem(#"{\#(plain),"observes":true,"observes":false}"#)?.key == "observes")
        #expect(
            problem(#"{\#(plain),"peers":{"b":"y:1","b":"z:1"}}"#)?.key == "peers.b")
        #expect(problem(#"{"m\u0065mber":"b",\#(plain)}"#)?.key == "member")
    }

    @Test func `names the nearest key, the place and the range`() {
        #expect(problem(#"{\#(plain),"observer":true}"#)?.english.contains("`observes`") == true)
        #expect(problem(#"{\#(plain),"observer":true}"#)?.chinese.contains("`observes`") == true)
        #expect(problem("{\n\(plain),\n}")?.english.contains("line 3") == true)
        #expect(
            problem(#"{\#(plain),"leastFreeBytes":-1}"#)?.english.contains("from 0 to") == true)
        #expect(problem(#"{\#(plain),"leastFreeBytes":1e9}"#)?.key == "leastFreeBytes")
    }
}

@Suite struct `Reading a file` {
    @Test func `tells absent, unreadable and a folder apart`() throws {
        let folder = try TemporaryFolder()
        let absent = folder.path + "/absent"
        #expect(throws: FileFault.missing(path: absent)) { try AtomicFile.read(absent) }
        #expect(throws: FileFault.missing(path: absent)) { try AtomicFile.readSecret(absent) }
        #expect(throws: FileFault.isFolder(path: folder.path)) {
            try AtomicFile.read(folder.path)
        }
        // A secret is its owner's, and root's where root hands it to a service.
        let secret = folder.path + "/secret"
        try AtomicFile.write([1], to: secret)
        for mode in [0o600, 0o400, 0o640, 0o604, 0o620, 0o644] {
            chmod(secret, mode_t(mode))
            let isOpen = mode & (geteuid() == 0 && getegid() == 0 ? 0o037 : 0o077) != 0
            let read = Result { try AtomicFile.readSecret(secret) }
            #expect((try? read.get()) == (isOpen ? nil : [1]), "\(String(mode, radix: 8))")
        }
        if geteuid() == 0 {
            chmod(secret, 0o440)
            #expect(try AtomicFile.readSecret(secret) == [1])
            chown(secret, 1, 1)
            #expect(throws: FileFault.openToOthers(path: secret)) {
                try AtomicFile.readSecret(secret)
            }
        }
        // A name longer than any can be is neither absent nor a folder, for root too.
        let long = folder.path + "/" + String(repeating: "n", count: 300)
        for isSecret in [true, false] {
            do throws(FileFault) {
                _ = try isSecret ? AtomicFile.readSecret(long) : AtomicFile.read(long)
                Issue.record("read what cannot be there")
            } catch {
                guard case .notReadable = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        try AtomicFile.write(bytes, to: absent)
        #expect(try AtomicFile.read(absent) == bytes)
    }
}
