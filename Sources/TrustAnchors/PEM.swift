import Sealing

/// The textual form of certificates and keys. Source: RFC 7468, 2.
package enum PEM {
    /// Base64 in lines of 64 characters between the two encapsulation lines.
    package static func encode(_ der: [UInt8], label: String) -> String {
        let body = Base64.lines(der, length: 64).map { $0 + "\n" }.joined()
        return "-----BEGIN \(label)-----\n\(body)-----END \(label)-----\n"
    }
}
