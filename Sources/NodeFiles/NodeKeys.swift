import LedgerTypes
import Sealing
import TrustAnchors

/// The keys a running node holds. Governance and staff keys are not among them.
package struct NodeKeys: Sendable {
    package let seat: SigningKey
    package let gateway: SigningKey
    package let box: BoxKeyPair
    package let pseudonym: SecretBytes
    package let node: NodeIdentity
    private let boxSeed: SecretBytes

    /// Makes all keys and a certificate of ten years for the member.
    package static func generate(
        member: MemberID, organization: String, creditCode: CreditCode? = nil, suite: CryptoSuite
    ) throws(X509Fault) -> NodeKeys {
        let now = WallClock.now()
        let node = try NodeIdentity.create(
            subject: NodeSubject(
                commonName: member.text, organization: organization, creditCode: creditCode),
            notBefore: now.value - min(now.value, Milliseconds.hours(1).value),
            notAfter: now.value + Milliseconds.days(3_650).value)
        let boxSeed = SecretBytes.random(count: 32)
        guard let box = BoxKeyPair(seed: boxSeed) else { throw .notMade }
        return NodeKeys(
            seat: .generate(suite: suite), gateway: .generate(suite: suite), box: box,
            pseudonym: .random(count: 32), node: node, boxSeed: boxSeed)
    }

    private init(
        seat: SigningKey, gateway: SigningKey, box: BoxKeyPair, pseudonym: SecretBytes,
        node: NodeIdentity, boxSeed: SecretBytes
    ) {
        self.seat = seat
        self.gateway = gateway
        self.box = box
        self.pseudonym = pseudonym
        self.node = node
        self.boxSeed = boxSeed
    }

    /// Writes one file a key, and the certificate as PEM.
    package func save(
        in folder: NodeFolder, owner: MemberID, passphrase: SecretBytes,
        cost: PassphraseKey.Cost = .interactive
    ) throws(KeyFileFault) {
        let files: [(KeyPurpose, SecretBytes, [UInt8])] = [
            (.seat, seat.seed, seat.verifyingKey.bytes),
            (.gateway, gateway.seed, gateway.verifyingKey.bytes),
            (.box, boxSeed, box.publicKey.bytes),
            (.pseudonym, pseudonym, []),
            (.certificate, node.privateKey, node.certificate.publicKeyInfo),
        ]
        for (purpose, secret, publicPart) in files {
            let file = try KeyFile(
                sealing: secret, purpose: purpose, owner: owner.text, publicPart: publicPart,
                passphrase: passphrase, cost: cost)
            try file.write(to: folder.key(purpose))
        }
        do {
            try AtomicFile.write(
                Array(node.certificate.pem.utf8), to: folder.certificate, mode: 0o644)
        } catch {
            throw .file(error)
        }
    }

    /// Opens all keys of a node's folder.
    package static func load(
        from folder: NodeFolder, suite: CryptoSuite, passphrase: SecretBytes
    ) throws(KeyFileFault) -> NodeKeys {
        func secret(_ purpose: KeyPurpose) throws(KeyFileFault) -> SecretBytes {
            try KeyFile.read(folder.key(purpose)).open(purpose, passphrase: passphrase)
        }
        let boxSeed = try secret(.box)
        guard let box = BoxKeyPair(seed: boxSeed),
            try KeyFile.read(folder.key(.box)).publicPart == box.publicKey.bytes
        else { throw .keyDoesNotMatch }
        let text: [UInt8]
        do {
            text = try AtomicFile.read(folder.certificate)
        } catch {
            throw .file(error)
        }
        let certificateKey = try secret(.certificate)
        guard
            let certificate = try? X509Certificate(pem: String(decoding: text, as: UTF8.self)),
            let node = try? NodeIdentity(certificate: certificate, privateKey: certificateKey)
        else { throw .keyDoesNotMatch }
        return NodeKeys(
            seat: try KeyFile.read(folder.key(.seat)).signingKey(
                .seat, suite: suite, passphrase: passphrase),
            gateway: try KeyFile.read(folder.key(.gateway)).signingKey(
                .gateway, suite: suite, passphrase: passphrase),
            box: box, pseudonym: try secret(.pseudonym), node: node, boxSeed: boxSeed)
    }
}
