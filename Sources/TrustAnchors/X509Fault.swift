/// Why bytes are not a certificate, or a certificate cannot be made.
public enum X509Fault: Error, Hashable, Sendable {
    case tooLarge(bytes: Int)
    /// Not one certificate in DER, or not one PEM block of it.
    case notACertificate
    /// A field of the subject stands there twice, is too long or is not text.
    case unreadableSubject
    case unreadableValidity
    case unreadableKey
    /// The private key does not belong to the certificate.
    case keyDoesNotMatch
    /// The validity ends before it begins.
    case emptyValidity
    /// The library refused; happens when memory is short.
    case notMade
}

extension X509Fault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLarge(let bytes): "the certificate has \(bytes) bytes, which is too many"
        case .notACertificate: "these bytes are not one X.509 certificate"
        case .unreadableSubject: "the subject of the certificate cannot be read"
        case .unreadableValidity: "the validity of the certificate cannot be read"
        case .unreadableKey: "the key cannot be read"
        case .keyDoesNotMatch: "the private key does not belong to the certificate"
        case .emptyValidity: "the certificate would end before it begins"
        case .notMade: "the certificate could not be made"
        }
    }
}
