/// Chinese character sets of older systems, read as far as names and labels need them.
///
/// Own tables: what a system's converter knows differs from machine to machine. Characters of GBK
/// and GB 18030 outside GB 2312 become one Han character that is no word, so that what stands
/// around them is still read. Source: GB 2312-80, GB 18030-2022, Big5.
enum HanTables {
    /// Stands for a Han character that the tables do not have.
    static let unknownHan: UInt32 = 0x9fa5
    private static let national = Scan.scalars(gb2312)
    private static let taiwanese = Scan.scalars(big5)
    private static let nationalSigns: [UInt8: UInt32] = [
        0xa1: 0x20, 0xa2: 0x3001, 0xa3: 0x3002, 0xa4: 0xb7, 0xaa: 0x2014, 0xad: 0x2026,
        0xb6: 0x300a, 0xb7: 0x300b, 0xbe: 0x3010, 0xbf: 0x3011,
    ]

    /// The texts that bytes are in the sets; empty unless nearly all of them are Han or ASCII.
    static func texts(_ bytes: [UInt8]) -> [String] {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return [] }
        return [decoded(bytes, by: national), decoded(bytes, by: taiwanese)].compactMap { $0 }
    }

    private static func national(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
        if lead == 0xa1 { return nationalSigns[trail] ?? 0x20 }
        if lead == 0xa3, trail >= 0xa1 { return UInt32(trail - 0x80) }
        if lead >= 0xb0, lead <= 0xf7, trail >= 0xa1, trail <= 0xfe {
            let scalar = national[Int(lead - 0xb0) * 94 + Int(trail - 0xa1)]
            return scalar == 0x3000 ? nil : scalar
        }
        guard lead >= 0x81, lead <= 0xfe, trail >= 0x40, trail <= 0xfe, trail != 0x7f else {
            return nil
        }
        return unknownHan
    }

    private static func taiwanese(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
        let isLow = trail >= 0x40 && trail <= 0x7e
        guard lead >= 0xa1, lead <= 0xf9, isLow || trail >= 0xa1 && trail <= 0xfe else {
            return nil
        }
        if lead < 0xa4 { return lead == 0xa1 && trail == 0x47 ? 0x3a : 0x20 }
        guard lead <= 0xc6 else { return unknownHan }
        let column = isLow ? Int(trail - 0x40) : Int(trail - 0xa1) + 63
        let scalar = taiwanese[Int(lead - 0xa4) * 157 + column]
        return scalar == 0x3000 ? unknownHan : scalar
    }

    private static func decoded(
        _ bytes: [UInt8], by table: (UInt8, UInt8) -> UInt32?
    ) -> String? {
        var scalars: [UInt32] = []
        var unknown = 0
        var han = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                guard byte >= 0x20 && byte < 0x7f || [9, 10, 13].contains(byte) else { return nil }
                scalars.append(UInt32(byte))
                index += 1
                continue
            }
            guard index + 1 < bytes.count, let scalar = table(byte, bytes[index + 1]) else {
                return nil
            }
            scalars.append(scalar)
            if scalar == unknownHan { unknown += 1 } else if Scan.isHan(scalar) { han += 1 }
            index += 2
        }
        return han >= 2 && unknown * 3 <= han ? Scan.string(scalars) : nil
    }
}
