internal import COpenSSL
import Sealing

/// The identity in an X.509 certificate: whose it is, how long, and which key it names.
///
/// Reading proves nothing: a certificate counts because its key is enrolled with a member.
/// Source: RFC 5280, 4.1.
package struct X509Certificate: Hashable, Sendable {
    package let der: [UInt8]
    package let commonName: String?
    package let organization: String?
    /// The institution's registration, if the subject carries one.
    package let creditCode: CreditCode?
    /// Milliseconds since 1970; both bounds belong to the validity, to the second.
    package let notBefore: UInt64
    package let notAfter: UInt64
    /// The SubjectPublicKeyInfo in DER.
    package let publicKeyInfo: [UInt8]
    /// True if the certificate is signed with the key that it names.
    package let isSelfSigned: Bool

    package init(der: [UInt8]) throws(X509Fault) {
        guard der.count <= Limits.maximumCertificateBytes else {
            throw .tooLarge(bytes: der.count)
        }
        guard let handle = tally_x509_from_der(der, der.count) else { throw .notACertificate }
        defer { X509_free(handle) }
        try self.init(handle)
    }

    /// Reads the first PEM block of a text.
    package init(pem: String) throws(X509Fault) {
        let text = Array(pem.utf8)
        guard text.count <= 2 * Limits.maximumCertificateBytes else {
            throw .tooLarge(bytes: text.count)
        }
        let handle = text.withUnsafeBytes {
            tally_x509_from_pem($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count))
        }
        guard let handle else { throw .notACertificate }
        defer { X509_free(handle) }
        try self.init(handle)
    }

    init(_ handle: OpaquePointer) throws(X509Fault) {
        der = try Self.bytes(upTo: Limits.maximumCertificateBytes) {
            tally_x509_der(handle, $0, $1)
        }
        publicKeyInfo = try Self.bytes(upTo: Limits.maximumCertificateBytes) {
            tally_x509_public_key_info(handle, $0, $1)
        }
        commonName = try Self.subject(handle, NID_commonName)
        organization = try Self.subject(handle, NID_organizationName)
        creditCode = CreditCode(
            organizationIdentifier: try Self.subject(handle, NID_organizationIdentifier),
            serialNumber: try Self.subject(handle, NID_serialNumber))
        var from: Int64 = 0
        var to: Int64 = 0
        guard tally_x509_validity(handle, &from, &to) == 1 else { throw .unreadableValidity }
        notBefore = UInt64(clamping: from) * 1_000
        notAfter = UInt64(clamping: to) * 1_000
        isSelfSigned = tally_x509_is_self_signed(handle) == 1
    }

    /// The hash of the certificate's DER, as people compare it.
    package var fingerprint: Digest { CryptoSuite.ed25519SHA256.hash(der) }

    /// The hash of the key's DER: what a member record enrols, so that a certificate can be renewed
    /// under the same key without a transaction.
    package var keyFingerprint: Digest { CryptoSuite.ed25519SHA256.hash(publicKeyInfo) }

    /// The certificate as text.
    package var pem: String { PEM.encode(der, label: "CERTIFICATE") }

    private static func subject(_ handle: OpaquePointer, _ nid: Int32) throws(X509Fault) -> String?
    {
        var text = [UInt8](repeating: 0, count: Limits.maximumSubjectFieldBytes)
        let count = tally_x509_subject_field(handle, nid, &text, Int32(text.count))
        if count == -1 { return nil }
        guard count >= 0, let found = String(validating: text.prefix(Int(count)), as: UTF8.self)
        else { throw .unreadableSubject }
        return found
    }

    private static func bytes(
        upTo maximum: Int, _ fill: (UnsafeMutablePointer<UInt8>?, Int32) -> Int32
    ) throws(X509Fault) -> [UInt8] {
        let count = Int(fill(nil, 0))
        guard count > 0 else { throw .notACertificate }
        guard count <= maximum else { throw .tooLarge(bytes: count) }
        var output = [UInt8](repeating: 0, count: count)
        let written = output.withUnsafeMutableBufferPointer { fill($0.baseAddress, Int32(count)) }
        precondition(Int(written) == count, "a certificate changed its length")
        return output
    }
}
