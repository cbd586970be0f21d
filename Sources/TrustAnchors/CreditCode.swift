/// 统一社会信用代码, the number under which China registers an institution: 18 characters, the last
/// of which checks the others. Source: GB 32100-2015, 4 and Annex A.
public struct CreditCode: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// Nil unless the text has the form and its check character is right.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18, let check = Self.alphabet.firstIndex(of: bytes[17]) else {
            return nil
        }
        var sum = 0
        for (byte, weight) in zip(bytes, Self.weights) {
            guard let value = Self.alphabet.firstIndex(of: byte) else { return nil }
            sum += value * weight
        }
        guard (31 - sum % 31) % 31 == check else { return nil }
        description = text
    }

    /// Reads the code from the two places where certificates keep it: organizationIdentifier, with
    /// or without a scheme such as `NTRCN-` in front, or serialNumber.
    /// Source: ETSI EN 319 412-1, 5.1.4.
    init?(organizationIdentifier: String?, serialNumber: String?) {
        for text in [organizationIdentifier, serialNumber].compactMap(\.self) {
            let bare = text.hasPrefix("NTRCN-") ? String(text.dropFirst(6)) : text
            if let code = CreditCode(bare) {
                self = code
                return
            }
        }
        return nil
    }
}
