import LedgerTypes
import Sealing
import Testing

@testable import NodeFiles

@Suite struct `Key file of a patient` {
    private let passphrase = SecretBytes(Array("a patient's word".utf8))
    private let hospital = MemberID(unchecked: "hospital-a")
    private let centre = MemberID(unchecked: "centre-b")
    private let suite = CryptoSuite.ed25519SHA256

    private func file() throws -> KeyFile {
        try KeyFile.newPatient(owner: "my secret", passphrase: passphrase, cost: .minimal)
    }

    @Test func `gives one key a holder, always the same one`() throws {
        let file = try file()
        func key(_ holder: MemberID) throws -> VerifyingKey {
            try file.signer(patientOf: holder, suite: suite, passphrase: passphrase).verifyingKey
        }
        #expect(try key(hospital) == key(hospital))
        #expect(try key(hospital) != key(centre))
        let other = try self.file()
            .signer(patientOf: hospital, suite: suite, passphrase: passphrase)
        #expect(try key(hospital) != other.verifyingKey)
    }

    @Test func `shows no key by which two holders could know the same person`() throws {
        #expect(try file().publicPart.isEmpty)
    }

    @Test func `opens as what it is only`() throws {
        let file = try file()
        #expect(throws: KeyFileFault.wrongPurpose(expected: .staff, found: .patient)) {
            try file.signingKey(.staff, suite: suite, passphrase: passphrase)
        }
        let person = try KeyFile(
            .generate(suite: suite), purpose: .staff, owner: "centre-b/dr-zhou",
            passphrase: passphrase, cost: .minimal)
        #expect(throws: KeyFileFault.wrongPurpose(expected: .patient, found: .staff)) {
            try person.patientKey(at: centre, suite: suite, passphrase: passphrase)
        }
        #expect(throws: KeyFileFault.wrongPassphrase) {
            try file.patientKey(at: centre, suite: suite, passphrase: SecretBytes([1]))
        }
    }
}
