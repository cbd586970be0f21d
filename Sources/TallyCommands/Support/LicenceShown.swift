import CanonicalCoding
import Evidence
import Governance
import LedgerTypes
import Sealing
import TallyClient
import WrittenText

/// How a person is enrolled and what authorities attested of them, for whoever is about to attest.
struct LicenceShown: Encodable {
    struct Span: Encodable {
        let kind: String
        let kindChinese: String
        let number: String
        let key: String
        let from: String
        let until: String
        let authority: String
        let attested: String
        /// When it was taken back, and by which authority; absent where it was not.
        let withdrawn: String?
        let withdrawnBy: String?
        /// When the person was enrolled with another number; absent where that did not happen.
        let ended: String?
    }

    let person: String
    let roles: [String]
    /// The commitment that the member enrolled; absent where it enrolled none.
    let commitment: String?
    /// What opens it, where it was given and does.
    let number: String?
    let key: String
    let enrolledUntil: String
    /// Oldest first.
    let licences: [Span]
    private let roleWords: [String]

    enum CodingKeys: String, CodingKey {
        case person, roles, commitment, number, key, enrolledUntil, licences
    }

    init(_ staff: Staff, _ record: LicenceRecord?, number: String?) {
        person = "\(staff.reference)"
        roles = staff.roles.list.map(\.name)
        roleWords = staff.roles.list.map(\.chinese)
        commitment = staff.licence?.description
        self.number = number
        key = staff.key.id.description
        enrolledUntil = CalendarTime.text(staff.until)
        licences = (record?.spans ?? []).map { span in
            Span(
                kind: span.licence.kind.name, kindChinese: span.licence.kind.chinese,
                number: span.licence.number.description,
                key: span.licence.key.description, from: CalendarTime.text(span.licence.from),
                until: CalendarTime.text(span.licence.until),
                authority: span.licence.authority.text,
                attested: CalendarTime.text(span.attested),
                withdrawn: span.licence.withdrawn.map(CalendarTime.text),
                withdrawnBy: span.withdrawal?.authority.text,
                ended: span.ended.map(CalendarTime.text)
            )
        }
    }

    func text(_ language: DisplayLanguage) -> String {
        let none = language.say("未给出", "none")
        var lines = [
            (language.say("人员", "person"), person),
            (
                language.say("岗位", "roles"),
                language.say(roleWords.joined(separator: "、"), roles.joined(separator: ", "))
            ),
            (language.say("证号承诺", "commitment"), commitment ?? none),
        ]
        if let number { lines.append((language.say("证号", "number"), number)) }
        lines += [
            (language.say("密钥", "key"), key),
            (language.say("任期至", "enrolled until"), enrolledUntil),
        ]
        let head = lines.map { "\($0)\(language.say("：", ": "))\($1)" }
        return (head + licenceLines(language)).joined(separator: "\n")
    }

    private static func state(
        _ span: Span, fits: Bool, _ language: DisplayLanguage
    ) -> String {
        if let time = span.withdrawn {
            let by = span.withdrawnBy ?? span.authority
            return language.say("，\(by) 于 \(time) 撤回", ", taken back by \(by) on \(time)")
        }
        if let time = span.ended {
            return language.say("，\(time) 起登记了另一证号", ", of another number since \(time)")
        }
        guard !fits else { return "" }
        return language.say("，与现登记的证号或密钥不符", ", of another number or key than enrolled now")
    }

    private func licenceLines(_ language: DisplayLanguage) -> [String] {
        guard !licences.isEmpty else {
            return [
                language.say(
                    "执业证：没有机关证明过", "licence: no authority attested one")
            ]
        }
        return licences.map { span in
            let state = Self.state(
                span, fits: span.number == commitment && span.key == key, language)
            return language.say(
                """
                执业证：\(span.kindChinese)，\(span.from) 至 \(span.until)，由 \(span.authority) 于 \
                \(span.attested) 证明\(state)
                """,
                """
                licence: \(span.kind), \(span.from) to \(span.until), attested by \
                \(span.authority) on \(span.attested)\(state)
                """)
        }
    }
}

extension LicenceShown {
    /// What opens a commitment: of a founding in hexadecimal digits, else the one that
    /// `--disclosures` wrote.
    static func opening(_ path: String) throws -> FieldDisclosure {
        let bytes = try Files.read(path)
        if let written = try? Files.disclosures(bytes), written.count == 1 { return written[0] }
        guard let page = try? WrittenPage(bytes), let line = page.lines.first,
            page.lines.dropFirst().allSatisfy(\.isEmpty), let founded = Hex.decode(line),
            let opened = try? FieldDisclosure(canonical: founded)
        else {
            throw Failure(
                .badInput, code: "opening-unreadable",
                zh: "\(path) 不是打开证号承诺的文件：应为 --disclosures 写出的文件，或创立时的一行十六进制",
                en: """
                    \(path) does not open a commitment: it is what `--disclosures` wrote, or of a \
                    founding one line of hexadecimal digits
                    """)
        }
        return opened
    }

    /// The number that is enrolled; throws where the opening is of another one.
    static func number(
        _ opened: FieldDisclosure, of staff: Staff, suite: CryptoSuite
    ) throws -> String {
        guard staff.licence == opened.commitment(suite: suite),
            let number = String(validating: opened.value, as: UTF8.self)
        else {
            throw Failure(
                .refused, code: "opening-differs",
                zh: "该文件打不开 \(staff.reference) 登记的证号承诺：登记的是另一个证号或另一次承诺",
                en: """
                    the file does not open what \(staff.reference) is enrolled with: that is another \
                    number, or another commitment to it
                    """)
        }
        return number
    }
}
