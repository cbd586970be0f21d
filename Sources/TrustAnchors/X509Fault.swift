import Bilingual

/// Why bytes are not a certificate, or a certificate cannot be made.
package enum X509Fault: Error, Hashable, Sendable {
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

extension X509Fault: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
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

    package var chinese: String {
        switch self {
        case .tooLarge(let bytes): "证书有 \(bytes) 字节，超过限度"
        case .notACertificate: "内容不是一份 X.509 证书"
        case .unreadableSubject: "证书主体无法读取"
        case .unreadableValidity: "证书有效期无法读取"
        case .unreadableKey: "密钥无法读取"
        case .keyDoesNotMatch: "私钥与证书不符"
        case .emptyValidity: "证书的结束早于开始"
        case .notMade: "证书未能生成"
        }
    }
}
