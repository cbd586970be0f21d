import DataProtection
import WrittenText

/// Payloads that cost the gate as much as any of their size.
struct GateLoad {
    let name: String
    let payload: [UInt8]

    /// The most that a payload is asked to have: 8 MiB.
    static let size = 8 << 20
    /// Seconds that the gate may take over it.
    static let limit = 2.0

    private init(_ name: String, _ tree: JSONValue) {
        self.name = name
        payload = JSONWriter.write(tree)
    }

    /// One text of a piece again and again.
    private static func text(_ piece: String, bytes: Int) -> JSONValue {
        .text(String(repeating: piece, count: max(1, bytes / piece.utf8.count)))
    }

    /// Many different texts, each a piece and its number.
    private static func texts(_ piece: String, each: Int, bytes: Int) -> JSONValue {
        let whole = String(repeating: piece, count: max(1, each / piece.utf8.count))
        return .array((0..<max(1, bytes / whole.utf8.count)).map { .text("\(whole) \($0)") })
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
        for (name, piece) in pieces {
            loads.append(GateLoad("\(name), one text of 8 MiB", text(piece, bytes: size)))
            loads.append(
                GateLoad("\(name), texts of 1,000 bytes", texts(piece, each: 1_000, bytes: size)))
            // What the budget of one release still admits: nothing of it is refused unread.
            loads.append(
                GateLoad(
                    "\(name), texts of 10,000 bytes, 1 MiB",
                    texts(piece, each: 10_000, bytes: 1 << 20)))
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
        return OwnIdentifiers(documents: [(try? JSONReader.read(Array(patient.utf8))) ?? .null])
    }()
}
