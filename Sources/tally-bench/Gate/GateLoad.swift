import DataProtection
import WrittenText

/// Payloads that cost the gate as much as any of their size.
struct GateLoad {
    let name: String
    let payload: [UInt8]

    /// As much as a payload may have to be read at all: a little less than 8 MiB.
    static let size = (8 << 20) - (64 << 10)
    /// Seconds that the gate may take over it.
    static let limit = 2.0

    private init(_ name: String, _ tree: JSONValue) {
        self.name = name
        payload = JSONWriter.write(tree)
    }

    /// A piece again and again, so that it has so many bytes as written.
    private static func repeated(_ piece: String, bytes: Int) -> String {
        String(repeating: piece, count: max(1, bytes / (written(piece) - 2)))
    }

    /// Many different texts, each a piece again and again with a number.
    private static func texts(_ piece: String, each: Int) -> JSONValue {
        let whole = repeated(piece, bytes: each)
        let count = size / (written(whole) + 8)
        return .array((0..<count).map { .text("\(whole) \($0)") })
    }

    /// What a record looks like that has as much as one may: no text of it is like another.
    private static var readings: JSONValue {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let values = (0..<45_000).map { JSONValue.text("\($0 / 100).\(two($0 % 100)) mmol/L") }
        let times = (0..<45_000).map { number in
            let (day, hour, minute) = (number / 1_440, number / 60 % 24, number % 60)
            return JSONValue.text(
                "20\(two(10 + day / 28))-05-\(two(1 + day % 28))T\(two(hour)):\(two(minute)):00+08:00"
            )
        }
        let field = JSONValue.object([
            JSONMember("field", .text("glucose")), JSONMember("values", .array(values)),
            JSONMember("times", .array(times)),
        ])
        return .array([.object([JSONMember("fields", .array([field]))])])
    }

    private static func written(_ text: String) -> Int {
        JSONWriter.write(.text(text)).count
    }

    private static let pieces: [(name: String, piece: String)] = [
        ("letters", "abcdefghij"), ("digits", "1380013800"), ("blanks", "1 3 8 0 "),
        ("Chinese prose", "患者今日复诊，血糖较前下降，继续目前用药。"), ("numerals", "一三八零"),
        ("surnames", "王李张刘"), ("base64", "MTM4MDAxMzgwMDE="), ("hexadecimal", "31333830"),
        ("entities", "&#49;&#51;"), ("escapes", #"\u0031"#),
        ("English prose", "the patient was seen "),
    ]

    static var all: [GateLoad] {
        var loads = [
            GateLoad(
                "40,000 letters and one building",
                .text(String(repeating: "a", count: 40_000) + "栋"))
        ]
        loads.append(GateLoad("a record of 45,000 readings with their times", readings))
        for (name, piece) in pieces {
            loads.append(GateLoad("\(name), one text", .text(repeated(piece, bytes: size))))
            for each in [200, 20_000] {
                loads.append(
                    GateLoad("\(name), texts of \(each) bytes", texts(piece, each: each)))
            }
        }
        return loads
    }

    /// What identifies a person of nobody's record: the gate searches for it in every text.
    static let own: OwnIdentifiers = {
        let patient = """
            {"resourceType":"Patient","birthDate":"1971-11-23","name":[{"family":"燕","given":["知遥"]}],
            "telecom":[{"system":"phone","value":"15900001234"}],"identifier":[{"value":"LM70031"}],
            "address":[{"city":"大理市","line":["洱河南路6号"]}]}
            """
        do throws(JSONFault) {
            return OwnIdentifiers(documents: [try JSONReader.read(Array(patient.utf8))])
        } catch {
            preconditionFailure("the patient of the loads is no JSON: \(error)")
        }
    }()
}
