import Duties
import Foundation
import Interchange
import LedgerTypes
import Sealing

/// Arguments as people write them, with messages that show the right form.
enum Given {
    /// An option that another one can stand for, where that one does not.
    static func needed(_ text: String?, _ name: String) throws -> String {
        guard let text else {
            throw Failure(
                .usage, code: "option-missing", zh: "缺少 \(name)", en: "\(name) is missing")
        }
        return text
    }

    static func record(_ text: String, _ name: String) throws -> RecordID {
        guard let id = RecordID(hex: text) else {
            throw Failure(
                .usage, code: "id-malformed", zh: "\(name) 应为 64 位十六进制编号，收到 `\(text)`",
                en: "\(name) is an id of 64 hexadecimal digits, not `\(text)`")
        }
        return id
    }

    /// The digest of a chain; nil where none is given.
    static func chain(_ text: String?) throws -> ChainID? {
        guard let text else { return nil }
        guard let chain = ChainID(hex: text.lowercased()) else {
            throw Failure(
                .usage, code: "chain-malformed", zh: "链标识应为 64 位十六进制，收到 `\(text)`",
                en: "a chain digest has 64 hexadecimal digits, not `\(text)`")
        }
        return chain
    }

    /// The address of a node's interface.
    static func address(_ text: String) throws -> URL {
        guard let address = URL(string: text), address.scheme != nil else {
            throw Failure(
                .usage, code: "node-malformed", zh: "--node 应形如 http://127.0.0.1:7401",
                en: "--node looks like http://127.0.0.1:7401")
        }
        return address
    }

    static func pseudonym(_ text: String) throws -> Pseudonym {
        guard let id = Pseudonym(hex: text) else {
            throw Failure(
                .usage, code: "pseudonym-malformed", zh: "假名应为 64 位十六进制，收到 `\(text)`",
                en: "a pseudonym has 64 hexadecimal digits, not `\(text)`")
        }
        return id
    }

    static func verifyingKey(_ text: String, suite: CryptoSuite) throws -> VerifyingKey {
        guard let bytes = Hex.decode(text),
            let key = try? VerifyingKey(enrolling: bytes, suite: suite)
        else {
            throw Failure(
                .usage, code: "key-malformed", zh: "公钥应为 tally key show 显示的 64 位十六进制，收到 `\(text)`",
                en: "a public key has the 64 digits that `tally key show` prints, not `\(text)`")
        }
        return key
    }

    static func member(_ text: String) throws -> MemberID {
        guard let id = MemberID(text) else {
            throw Failure(
                .usage, code: "member-malformed", zh: "机构名 `\(text)` 只能用小写字母、数字和连字符",
                en: "`\(text)`: a member's name has lower-case letters, digits and hyphens")
        }
        return id
    }

    /// A number that a caller gives: one outside of the range is refused before anything is done.
    static func number<Number: BinaryInteger>(
        _ value: Number, in range: ClosedRange<Number>, _ name: String
    ) throws -> Number {
        guard range.contains(value) else {
            let (least, most) = (range.lowerBound, range.upperBound)
            throw Failure(
                .usage, code: "number-out-of-range",
                zh: "\(name) 应为 \(least) 至 \(most) 的整数，收到 \(value)",
                en: "\(name) is a whole number from \(least) to \(most), not \(value)")
        }
        return value
    }

    /// A day such as 2026-06-01, taken at midnight +08:00, or an ISO 8601 time with an offset.
    static func time(_ text: String, _ name: String) throws -> BlockTime {
        let full = text.count == 10 ? text + "T00:00:00+08:00" : text
        guard let time = WrittenTime.time(full) else {
            throw Failure(
                .usage, code: "time-malformed",
                zh: "\(name) 应形如 2026-06-01 或 2026-06-01T08:00:00+08:00，收到 `\(text)`",
                en: "\(name) looks like 2026-06-01 or 2026-06-01T08:00:00+08:00, not `\(text)`")
        }
        return time
    }

    /// Names separated by commas, Chinese or Western, or as Chinese lists are.
    static func names(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0 == "，" || $0 == "、" }).map {
            $0.trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty }
    }

    /// A salted commitment to the documents of a data set, with the disclosure that opens it.
    static func content(
        _ documents: [[UInt8]], suite: CryptoSuite
    ) -> (digest: Digest, disclosure: FieldDisclosure) {
        commitment(
            ContentManifest.fieldName, ContentManifest(documents, suite: suite).canonicalBytes,
            suite: suite)
    }

    /// A salted commitment to a text, with the disclosure that opens it.
    static func commitment(
        _ name: String, _ value: [UInt8], position: UInt64 = 0, suite: CryptoSuite
    ) -> (digest: Digest, disclosure: FieldDisclosure) {
        let field = FieldDisclosure(
            position: position, salt: .fresh(), name: name, value: value)
        return (field.commitment(suite: suite), field)
    }
}
