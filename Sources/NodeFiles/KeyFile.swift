import Bilingual
import Foundation
import Sealing
import WrittenText

/// What a key is for; a key file says so, and the node refuses a key of another purpose.
package enum KeyPurpose: String, Codable, Sendable, Hashable, CaseIterable {
    /// Signs proposals and votes.
    case seat
    /// Signs what the member's gateway records.
    case gateway
    /// Signs enrolments and seat changes; kept off line.
    case governance
    /// Opens what is sealed to the member.
    case box
    /// Proves the node on its links.
    case certificate
    /// Makes pseudonyms and salts; never leaves the holder.
    case pseudonym
    /// Signs for one person.
    case staff
    /// A patient's own secret: one signing key a holder follows from it.
    case patient

    /// The name in Chinese; the raw value is the one in English.
    var zh: String {
        switch self {
        case .seat: "席位"
        case .gateway: "网关"
        case .governance: "治理"
        case .box: "接收"
        case .certificate: "证书"
        case .pseudonym: "假名"
        case .staff: "人员"
        case .patient: "患者"
        }
    }
}

/// Why a key file gives no key.
package enum KeyFileFault: Error, Hashable, Sendable {
    case file(FileFault)
    case notAKeyFile(path: String)
    case wrongPassphrase
    case wrongPurpose(expected: KeyPurpose, found: KeyPurpose)
    /// The secret does not belong to the public part beside it.
    case keyDoesNotMatch
    /// The costs written in the file are outside of what is allowed.
    case costOutOfRange
}

extension KeyFileFault: Worded, CustomStringConvertible {
    package var english: String {
        switch self {
        case .file(let fault): fault.english
        case .notAKeyFile(let path): "\(path) is not a key file"
        case .wrongPassphrase: "the passphrase is wrong, or the key file was changed"
        case .wrongPurpose(let expected, let found):
            "a \(expected.rawValue) key is needed, the file holds a \(found.rawValue) key"
        case .keyDoesNotMatch:
            "the key does not belong to its public part: the file was changed"
        case .costOutOfRange:
            "the costs in the key file are out of range: the file was changed"
        }
    }

    package var chinese: String {
        switch self {
        case .file(let fault): fault.chinese
        case .notAKeyFile(let path): "\(path) 不是密钥文件"
        case .wrongPassphrase: "口令错误，或密钥文件被改动"
        case .wrongPurpose(let expected, let found):
            "需要\(expected.zh)密钥，该文件是\(found.zh)密钥"
        case .keyDoesNotMatch: "密钥与其公开部分不符：文件被改动"
        case .costOutOfRange: "密钥文件中的参数越界：文件被改动"
        }
    }
}

/// A key on disk: the public part for everybody to read, the secret sealed with a passphrase
/// (Argon2id, XChaCha20-Poly1305); the public part is bound to the seal.
package struct KeyFile: Sendable, Hashable {
    package let purpose: KeyPurpose
    /// The member or person the key belongs to.
    package let owner: String
    /// The public half; empty where there is none.
    package let publicPart: [UInt8]
    let salt: [UInt8]
    let operations: UInt64
    let memoryBytes: UInt64
    let sealed: [UInt8]

    private static let format = "tally/key-file/v1"

    /// Seals a secret. Takes as long as the cost says.
    package init(
        sealing secret: SecretBytes, purpose: KeyPurpose, owner: String, publicPart: [UInt8],
        passphrase: SecretBytes, cost: PassphraseKey.Cost = .interactive
    ) throws(KeyFileFault) {
        let salt = RandomBytes.generate(count: PassphraseKey.saltByteCount)
        guard
            let key = PassphraseKey.derive(passphrase: passphrase, salt: salt, cost: cost),
            let cipher = AuthenticatedCipher(key: key)
        else { throw .costOutOfRange }
        let context = Self.context(purpose, owner, publicPart, salt, cost)
        self.purpose = purpose
        self.owner = owner
        self.publicPart = publicPart
        self.salt = salt
        operations = cost.operations
        memoryBytes = cost.memoryBytes
        sealed = cipher.seal(secret.exposed(), context: context)
    }

    /// Opens the secret; the purpose must be the expected one.
    package func open(
        _ expected: KeyPurpose, passphrase: SecretBytes
    ) throws(KeyFileFault) -> SecretBytes {
        guard purpose == expected else {
            throw .wrongPurpose(expected: expected, found: purpose)
        }
        let cost = PassphraseKey.Cost(operations: operations, memoryBytes: memoryBytes)
        guard
            let key = PassphraseKey.derive(passphrase: passphrase, salt: salt, cost: cost),
            let cipher = AuthenticatedCipher(key: key)
        else { throw .costOutOfRange }
        let context = Self.context(purpose, owner, publicPart, salt, cost)
        guard var secret = cipher.open(sealed, context: context) else { throw .wrongPassphrase }
        return SecretBytes(taking: &secret)
    }

    private static func context(
        _ purpose: KeyPurpose, _ owner: String, _ publicPart: [UInt8], _ salt: [UInt8],
        _ cost: PassphraseKey.Cost
    ) -> [UInt8] {
        Array(
            """
            \(format)
            purpose \(purpose.rawValue)
            owner \(Hex.encode(Array(owner.utf8)))
            public \(Hex.encode(publicPart))
            salt \(Hex.encode(salt))
            operations \(cost.operations)
            memory-bytes \(cost.memoryBytes)

            """.utf8)
    }
}

extension KeyFile {
    /// The form on disk; JSON, since people look into it, and nothing in it is hashed as JSON.
    private struct Form: Codable {
        var format: String
        var purpose: KeyPurpose
        var owner: String
        var publicPart: String
        var salt: String
        var operations: UInt64
        var memoryBytes: UInt64
        var sealed: String
    }

    package static func read(_ path: String) throws(KeyFileFault) -> KeyFile {
        let bytes: [UInt8]
        do {
            bytes = try AtomicFile.readSecret(path)
        } catch {
            throw .file(error)
        }
        guard let form = try? WrittenJSON.decode(Form.self, from: bytes), form.format == format,
            let publicPart = Hex.decode(form.publicPart),
            let salt = Hex.decode(form.salt), let sealed = Hex.decode(form.sealed)
        else { throw .notAKeyFile(path: path) }
        return KeyFile(form, publicPart: publicPart, salt: salt, sealed: sealed)
    }

    private init(_ form: Form, publicPart: [UInt8], salt: [UInt8], sealed: [UInt8]) {
        purpose = form.purpose
        owner = form.owner
        self.publicPart = publicPart
        self.salt = salt
        operations = form.operations
        memoryBytes = form.memoryBytes
        self.sealed = sealed
    }

    /// Writes the file in one step, readable by its owner only.
    package func write(to path: String) throws(KeyFileFault) {
        let form = Form(
            format: Self.format, purpose: purpose, owner: owner,
            publicPart: Hex.encode(publicPart), salt: Hex.encode(salt), operations: operations,
            memoryBytes: memoryBytes, sealed: Hex.encode(sealed))
        do {
            try AtomicFile.write(JSONForm.bytes(form), to: path)
        } catch {
            throw .file(error)
        }
    }
}

extension KeyFile {
    /// A file for a signing key.
    package init(
        _ key: SigningKey, purpose: KeyPurpose, owner: String, passphrase: SecretBytes,
        cost: PassphraseKey.Cost = .interactive
    ) throws(KeyFileFault) {
        try self.init(
            sealing: key.seed, purpose: purpose, owner: owner,
            publicPart: key.verifyingKey.bytes, passphrase: passphrase, cost: cost)
    }

    /// Opens a signing key and checks it against the public part.
    package func signingKey(
        _ expected: KeyPurpose, suite: CryptoSuite, passphrase: SecretBytes
    ) throws(KeyFileFault) -> SigningKey {
        let seed = try open(expected, passphrase: passphrase)
        guard let key = try? SigningKey(seed: seed, suite: suite),
            key.verifyingKey.bytes == publicPart
        else { throw .keyDoesNotMatch }
        return key
    }
}
