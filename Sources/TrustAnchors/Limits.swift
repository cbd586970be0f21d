/// Bounds of what is read from certificates.
enum Limits {
    /// Largest certificate, 16 KiB: a chain of one with generous extensions is a tenth of it.
    static let maximumCertificateBytes = 16 * 1024
    /// Longest text of one field of a subject, in bytes; X.520 allows 64 characters.
    static let maximumSubjectFieldBytes = 512
    /// Largest private key in its PKCS #8 form.
    static let maximumPrivateKeyBytes = 8 * 1024
}
