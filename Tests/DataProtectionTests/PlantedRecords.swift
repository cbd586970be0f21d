import DataProtection
import TestSupport
import WrittenText

/// Seeded records of persons that nobody is, with every value that identifies them, and ways in
/// which those values come to stand in prose.
struct PlantedRecord {
    /// The documents of the record, a Bundle.
    let document: JSONValue
    /// What identifies somebody, by what it is.
    let values: [(kind: Kind, text: String)]

    enum Kind { case han, latin, number, date, place, mail, employer }

    private static let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜")
    private static let givens = Array("怡婷浩然梓涵宇轩欣妍子墨佳琪俊杰雪莹志强海燕丽娟建军桂芳国栋秀珍文博晓东")
    private static let families = [
        "Okafor", "Lindqvist", "Moreau", "Petrov", "Castillo", "Nakamura", "O'Brien", "Müller",
    ]
    private static let firsts = ["Amara", "Sven", "Élodie", "Dmitri", "José", "Keiko", "Siobhan"]
    private static let roads = ["云岭路", "青禾街", "望江大道", "石榴巷", "柳树村", "锦绣花园", "银杏苑"]

    init(_ generator: inout SeededGenerator) {
        var values: [(kind: Kind, text: String)] = []
        var entries: [JSONValue] = []
        var telecom: [JSONValue] = []
        func text(_ pairs: (String, String)...) -> [JSONMember] {
            pairs.map { JSONMember($0.0, .text($0.1)) }
        }
        let isLatin = generator.oneIn(4)
        let name =
            isLatin ? Self.latinName(&generator, &values) : Self.hanName(&generator, &values)
        let spouse = Self.hanName(&generator, &values)
        let physician = Self.hanName(&generator, &values)
        let mobile = "1\(3 + generator.below(7))" + Self.digits(9, &generator)
        values.append((.number, mobile))
        telecom.append(
            .object(
                text(("system", "phone"), ("value", generator.oneIn(2) ? mobile : "+86 " + mobile)))
        )
        let mail = Self.letters(8, &generator) + Self.digits(2, &generator) + "@mail.example"
        values.append((.mail, mail))
        telecom.append(.object(text(("system", "email"), ("value", mail))))
        let number =
            generator.oneIn(2) ? Self.digits(8, &generator) : "ZY" + Self.digits(7, &generator)
        values.append((.number, number))
        let birth = Self.birth(&generator)
        values.append((.date, birth))
        let road = Self.roads[generator.below(Self.roads.count)]
        let line =
            "\(road)\(1 + generator.below(300))号\(1 + generator.below(20))栋\(101 + generator.below(900))室"
        values.append((.place, line))
        let employer = "海城第\(Array("一二三四五六七八")[generator.below(8)])纺织机械厂"
        values.append((.employer, employer))
        let address = JSONValue.object(
            text(("state", "云南省"), ("city", "昆明市"), ("district", "五华区"))
                + [JSONMember("line", .array([.text(line)]))])
        let contact = JSONValue.object([
            JSONMember("name", spouse),
            JSONMember("organization", .object(text(("display", employer)))),
        ])
        let patient = JSONValue.object(
            text(("resourceType", "Patient"), ("id", "x1"), ("birthDate", birth)) + [
                JSONMember("name", .array([name])), JSONMember("telecom", .array(telecom)),
                JSONMember("address", .array([address])), JSONMember("contact", .array([contact])),
                JSONMember("identifier", .array([.object(text(("value", number)))])),
            ])
        let doctor = JSONValue.object(
            text(("resourceType", "Practitioner")) + [JSONMember("name", .array([physician]))])
        for resource in [patient, doctor] {
            entries.append(.object([JSONMember("resource", resource)]))
        }
        document = .object(
            text(("resourceType", "Bundle")) + [JSONMember("entry", .array(entries))])
        self.values = values
    }

    private static func digits(_ count: Int, _ generator: inout SeededGenerator) -> String {
        // The first two differ: a number of one digit repeated is none.
        String((0..<count).map { Character("\($0 < 2 ? $0 + 3 : generator.below(10))") })
    }

    private static func letters(_ count: Int, _ generator: inout SeededGenerator) -> String {
        String((0..<count).map { _ in Array("abcdefghkmnprstuvwxyz")[generator.below(21)] })
    }

    private static func birth(_ generator: inout SeededGenerator) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(1925 + generator.below(95))-\(two(1 + generator.below(12)))-\(two(1 + generator.below(28)))"
    }

    private static func hanName(
        _ generator: inout SeededGenerator, _ values: inout [(kind: Kind, text: String)]
    ) -> JSONValue {
        let family = String(surnames[generator.below(surnames.count)])
        let given = String(
            (0..<(1 + generator.below(2))).map { _ in givens[generator.below(givens.count)] })
        values.append((.han, family + given))
        if given.count == 2 { values.append((.han, given)) }
        if generator.oneIn(2) {
            return .object([JSONMember("text", .text(family + given))])
        }
        return .object([
            JSONMember("family", .text(family)), JSONMember("given", .array([.text(given)])),
        ])
    }

    private static func latinName(
        _ generator: inout SeededGenerator, _ values: inout [(kind: Kind, text: String)]
    ) -> JSONValue {
        let family = families[generator.below(families.count)]
        let first = firsts[generator.below(firsts.count)]
        values += [
            (.latin, first + " " + family), (.latin, family + ", " + first), (.latin, family),
            (.latin, first),
        ]
        return .object([
            JSONMember("family", .text(family)), JSONMember("given", .array([.text(first)])),
        ])
    }
}
