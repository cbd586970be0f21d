import Bilingual

/// 统一社会信用代码, the number under which China registers an institution: 18 characters, the last
/// of which checks the others. Source: GB 32100-2015 with its first amendment, 4 and Annex A.
package struct CreditCode: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// Kinds of institution by the authority that registers them: the first two characters.
    private static let registrations: [String: String] = [
        "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129", "7": "129",
        "8": "19", "9": "1239", "A": "19", "N": "1239", "Y": "1",
    ]

    /// Divisions of the first level; 10 is the whole country. Source: GB/T 2260.
    private static let provinces: Set<Int> = [
        10, 11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50,
        51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
    ]

    /// Checks the form, then the last character.
    ///
    /// The body that names the institution has a check character of its own (GB 11714), which codes
    /// in use do not all follow: it is not judged, but a body of one repeated character is refused.
    package init(checking text: String) throws(CreditCodeFault) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18 else { throw .wrongLength(bytes.count) }
        let values = bytes.compactMap { Self.alphabet.firstIndex(of: $0) }
        guard values.count == 18 else { throw .wrongCharacter }
        let kinds = Self.registrations[String(text.prefix(1))] ?? ""
        guard kinds.utf8.contains(bytes[1]) else { throw .unknownRegistration }
        let region = values[2..<8]
        guard region.allSatisfy({ $0 < 10 }),
            Self.provinces.contains(region[2] * 10 + region[3])
        else { throw .unknownRegion }
        guard Set(values[8..<17]).count > 1 else { throw .allAlike }
        let sum = zip(values, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
        guard (31 - sum % 31) % 31 == values[17] else { throw .wrongCheck }
        description = text
    }

    /// A code of the right form for an institution that there is only in a trial or a simulation;
    /// each name has its own.
    package static func specimen(of name: String) -> CreditCode {
        var body = Array(repeating: 0, count: 9)
        for byte in name.utf8 {
            var carry = Int(byte) + 1
            for place in body.indices {
                carry += body[place] * 257
                body[place] = carry % 31
                carry /= 31
            }
        }
        if Set(body).count == 1 { body[0] = (body[0] + 1) % 31 }
        let values = [1, 2, 1, 1, 0, 0, 0, 0] + body
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        let text = (values + [(31 - sum % 31) % 31]).map { alphabet[$0] }
        guard let code = CreditCode(String(decoding: text, as: UTF8.self)) else {
            preconditionFailure("the specimen of `\(name)` is no credit code")
        }
        return code
    }

    /// Nil unless the text has the form and its check character is right.
    package init?(_ text: String) {
        guard let code = try? CreditCode(checking: text) else { return nil }
        self = code
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

/// Why a text is no credit code.
package enum CreditCodeFault: Error, Hashable, Sendable {
    case wrongLength(Int)
    /// A small letter, or one of I, O, S, V, Z, which are never used.
    case wrongCharacter
    case unknownRegistration
    case unknownRegion
    /// The nine characters that name the institution are one and the same.
    case allAlike
    case wrongCheck
}

extension CreditCodeFault: Worded, CustomStringConvertible {
    package var english: String {
        switch self {
        case .wrongLength(let count): "a unified social credit code has 18 characters, not \(count)"
        case .wrongCharacter:
            "a unified social credit code has digits and capital letters without I, O, S, V and Z"
        case .unknownRegistration:
            "the first two characters name no authority and kind of registration: compare the code "
                + "with the certificate of registration"
        case .unknownRegion:
            "characters 3 to 8 are no division of China: compare the code with the certificate of "
                + "registration"
        case .allAlike:
            "characters 9 to 17 are all the same: write the institution's own code, not a stand-in"
        case .wrongCheck:
            "the last character does not fit the others: compare all 18 with the certificate of "
                + "registration"
        }
    }

    package var chinese: String {
        switch self {
        case .wrongLength(let count): "统一社会信用代码应为 18 位，现为 \(count) 位"
        case .wrongCharacter: "统一社会信用代码由数字和大写字母组成，不用 I、O、S、V、Z"
        case .unknownRegistration: "前两位不是已知的登记管理部门和机构类别：请与登记证书核对"
        case .unknownRegion: "第 3 至 8 位不是行政区划代码：请与登记证书核对"
        case .allAlike: "第 9 至 17 位全部相同：请填写机构自己的代码，勿用占位代码"
        case .wrongCheck: "末位校验码与前 17 位不符：请与登记证书逐位核对"
        }
    }
}
