internal import COpenSSL
import Sealing

/// What a certificate says of a node.
package struct NodeSubject: Hashable, Sendable {
    /// The member's id; also the DNS name of the certificate.
    package var commonName: String
    package var organization: String
    package var creditCode: CreditCode?

    package init(commonName: String, organization: String, creditCode: CreditCode? = nil) {
        self.commonName = commonName
        self.organization = organization
        self.creditCode = creditCode
    }
}

/// A node's certificate with its private key (ECDSA P-256): what two nodes show each other.
///
/// Self-signed: the consortium enrols keys, so no authority stands above them.
package struct NodeIdentity: Sendable {
    package let certificate: X509Certificate
    /// The private key in PKCS #8 DER.
    package let privateKey: SecretBytes

    /// Pairs a certificate with its key; throws if they do not belong together.
    package init(certificate: X509Certificate, privateKey: SecretBytes) throws(X509Fault) {
        let matches: Bool? = privateKey.withBytes { bytes in
            guard let key = tally_private_key_from_der(bytes.baseAddress, bytes.count),
                let handle = tally_x509_from_der(certificate.der, certificate.der.count)
            else { return nil }
            defer {
                EVP_PKEY_free(key)
                X509_free(handle)
            }
            return X509_check_private_key(handle, key) == 1
        }
        ERR_clear_error()
        guard let matches else { throw .unreadableKey }
        guard matches else { throw .keyDoesNotMatch }
        self.certificate = certificate
        self.privateKey = privateKey
    }

    /// Makes a new key and its certificate; times in milliseconds since 1970.
    package static func create(
        subject: NodeSubject, notBefore: UInt64, notAfter: UInt64
    ) throws(X509Fault) -> NodeIdentity {
        guard let key = tally_p256_generate() else { throw .notMade }
        defer { EVP_PKEY_free(key) }
        return try NodeIdentity(subject, key: key, notBefore: notBefore, notAfter: notAfter)
    }

    /// Makes a new certificate for the same key: peers go on admitting the node.
    package func renewed(
        subject: NodeSubject, notBefore: UInt64, notAfter: UInt64
    ) throws(X509Fault) -> NodeIdentity {
        let key = privateKey.withBytes { tally_private_key_from_der($0.baseAddress, $0.count) }
        guard let key else { throw .unreadableKey }
        defer { EVP_PKEY_free(key) }
        return try NodeIdentity(subject, key: key, notBefore: notBefore, notAfter: notAfter)
    }

    private init(
        _ subject: NodeSubject, key: OpaquePointer, notBefore: UInt64, notAfter: UInt64
    ) throws(X509Fault) {
        guard notBefore / 1_000 < notAfter / 1_000 else { throw .emptyValidity }
        // A positive number of 128 bits. Source: RFC 5280, 4.1.2.2.
        var serial = RandomBytes.generate(count: 16)
        serial[0] = serial[0] & 0x7f | 0x40
        let handle = tally_x509_begin(
            key, serial, Int32(serial.count), Int64(notBefore / 1_000), Int64(notAfter / 1_000))
        guard let handle else { throw .notMade }
        defer { X509_free(handle) }
        var fields = [
            (NID_organizationName, subject.organization), (NID_commonName, subject.commonName),
        ]
        if let code = subject.creditCode {
            fields.append((NID_organizationIdentifier, "NTRCN-\(code)"))
        }
        for (nid, text) in fields {
            let bytes = Array(text.utf8)
            guard tally_x509_add_subject(handle, nid, bytes, Int32(bytes.count)) == 1 else {
                ERR_clear_error()
                throw .unreadableSubject
            }
        }
        let extensions = [
            (NID_basic_constraints, "critical,CA:FALSE"),
            (NID_key_usage, "critical,digitalSignature"),
            (NID_ext_key_usage, "serverAuth,clientAuth"),
            (NID_subject_alt_name, "DNS:\(subject.commonName)"),
        ]
        for (nid, value) in extensions {
            guard tally_x509_add_extension(handle, nid, value) == 1 else { throw .notMade }
        }
        guard tally_x509_finish(handle, key) == 1 else { throw .notMade }
        certificate = try X509Certificate(handle)
        privateKey = try Self.encoded(key)
    }

    private static func encoded(_ key: OpaquePointer) throws(X509Fault) -> SecretBytes {
        var bytes = [UInt8](repeating: 0, count: Limits.maximumPrivateKeyBytes)
        let count = Int(tally_private_key_der(key, &bytes, Int32(bytes.count)))
        guard count > 0, count <= bytes.count else { throw .notMade }
        var exact = Array(bytes.prefix(count))
        _ = SecretBytes(taking: &bytes)
        return SecretBytes(taking: &exact)
    }
}
