/// The textual form of certificates and keys. Source: RFC 7468, 2.
public enum PEM {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base64 in lines of 64 characters between the two encapsulation lines.
    public static func encode(_ der: [UInt8], label: String) -> String {
        var text: [UInt8] = []
        var column = 0
        for start in stride(from: 0, to: der.count, by: 3) {
            let group = der[start..<min(start + 3, der.count)]
            var bits = group.reduce(0) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let isPadding = place > group.count
                let digit = Int(bits >> UInt32(18 - 6 * place) & 63)
                text.append(isPadding ? UInt8(ascii: "=") : alphabet[digit])
            }
            column += 4
            if column == 64 {
                text.append(0x0a)
                column = 0
            }
        }
        if column > 0 { text.append(0x0a) }
        let body = String(decoding: text, as: UTF8.self)
        return "-----BEGIN \(label)-----\n\(body)-----END \(label)-----\n"
    }
}
