extension Masker {
    func generalised(_ text: String, by generalisation: Generalisation) -> String? {
        switch generalisation {
        case .none: nil
        case .district: ChineseAddress.generalised(text, to: .district)
        case .city: ChineseAddress.generalised(text, to: .city)
        case .year: Self.year(text)
        case .ageBand: Self.ageBand(text)
        case .phoneMiddle: Self.phoneWithoutMiddle(text)
        case .surname: Surnames.surname(of: text).map { $0 + "某" }
        }
    }

    private static func year(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 4, bytes[0..<4].allSatisfy({ (0x30...0x39).contains($0) }),
            bytes.count == 4 || !(0x30...0x39).contains(bytes[4])
        else { return nil }
        return String(decoding: bytes[0..<4], as: UTF8.self)
    }

    /// Bands of ten years; 90 and above are one, for few reach them.
    private static func ageBand(_ text: String) -> String? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        let age = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if age >= 90 { return "90+" }
        let start = age / 10 * 10
        return "\(start)-\(start + 9)"
    }

    private static func phoneWithoutMiddle(_ text: String) -> String? {
        let digits = ScalarFolding.folded(text).filter { Scan.isDigit($0) }
        let bare =
            digits.count == 13 && digits.starts(with: Scan.scalars("86"))
            ? Array(digits.dropFirst(2)) : digits
        guard bare.count == 11, bare[0] == 0x31 else { return nil }
        return Scan.string(bare[0..<3]) + "****" + Scan.string(bare[7...])
    }
}
