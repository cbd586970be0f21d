import CanonicalCoding
import Sealing
import Testing

/// The examples of RFC 8949, appendix A, in both directions.
@Suite struct `Published examples of CBOR` {
    static let representable: [(String, CanonicalValue)] = [
        ("00", .unsigned(0)), ("01", .unsigned(1)), ("0a", .unsigned(10)), ("17", .unsigned(23)),
        ("1818", .unsigned(24)), ("1819", .unsigned(25)), ("1864", .unsigned(100)),
        ("1903e8", .unsigned(1_000)), ("1a000f4240", .unsigned(1_000_000)),
        ("1b000000e8d4a51000", .unsigned(1_000_000_000_000)),
        ("1bffffffffffffffff", .unsigned(.max)),
        ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])),
        ("60", .text("")), ("6161", .text("a")), ("6449455446", .text("IETF")),
        ("62225c", .text("\"\\")), ("62c3bc", .text("\u{00fc}")), ("63e6b0b4", .text("\u{6c34}")),
        ("64f0908591", .text("\u{10151}")),
        ("80", .array([])), ("83010203", .array([1, 2, 3].map { .unsigned($0) })),
        (
            "8301820203820405",
            .array([
                .unsigned(1), .array([.unsigned(2), .unsigned(3)]),
                .array([.unsigned(4), .unsigned(5)]),
            ])
        ),
        (
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
            .array((1...25).map { .unsigned($0) })
        ),
    ]

    /// Everything else in the appendix, with the offset of the first item that has no place here.
    static let foreign: [(String, Int)] = [
        ("c249010000000000000000", 0), ("3bffffffffffffffff", 0), ("c349010000000000000000", 0),
        ("20", 0), ("29", 0), ("3863", 0), ("3903e7", 0),
        ("f90000", 0), ("f98000", 0), ("f93c00", 0), ("fb3ff199999999999a", 0), ("f93e00", 0),
        ("f97bff", 0), ("fa47c35000", 0), ("fa7f7fffff", 0), ("fb7e37e43c8800759c", 0),
        ("f90001", 0), ("f90400", 0), ("f9c400", 0), ("fbc010666666666666", 0),
        ("f97c00", 0), ("f97e00", 0), ("f9fc00", 0), ("fa7f800000", 0), ("fa7fc00000", 0),
        ("faff800000", 0), ("fb7ff0000000000000", 0), ("fb7ff8000000000000", 0),
        ("fbfff0000000000000", 0),
        ("f4", 0), ("f5", 0), ("f6", 0), ("f7", 0), ("f0", 0), ("f8ff", 0),
        ("c074323031332d30332d32315432303a30343a30305a", 0), ("c11a514b67b0", 0),
        ("c1fb41d452d9e8200000", 0), ("d74401020304", 0), ("d818456449455446", 0),
        ("d82076687474703a2f2f7777772e6578616d706c652e636f6d", 0),
        ("a0", 0), ("a201020304", 0), ("a26161016162820203", 0), ("826161a161626163", 3),
        ("a56161614161626142616361436164614461656145", 0),
        ("5f42010243030405ff", 0), ("7f657374726561646d696e67ff", 0), ("9fff", 0),
        ("9f018202039f0405ffff", 0), ("9f01820203820405ff", 0), ("83018202039f0405ff", 5),
        ("83019f0203ff820405", 2),
        ("9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", 0),
        ("bf61610161629f0203ffff", 0), ("826161bf61626163ff", 3), ("bf6346756ef563416d7421ff", 0),
    ]

    @Test func `those of our four types encode and decode to the same bytes`() throws {
        #expect(Self.representable.count == 24)
        for (hex, value) in Self.representable {
            #expect(Hex.encode(value.canonicalBytes) == hex)
            #expect(try CanonicalValue(canonical: try #require(Hex.decode(hex))) == value)
        }
    }

    @Test func `all others are of a forbidden type, at its place`() throws {
        #expect(Self.foreign.count == 57)
        for (hex, offset) in Self.foreign {
            let bytes = try #require(Hex.decode(hex))
            #expect(throws: CodingFault.forbiddenType(at: offset), "\(hex)") {
                try CanonicalValue(canonical: bytes)
            }
        }
    }

    /// Forms that are well-formed CBOR, but not the shortest. Source: RFC 8949 section 4.2.1.
    @Test(arguments: [
        "1800", "1817", "190000", "1900ff", "1a00000000", "1a0000ffff", "1b0000000000000000",
        "1b00000000ffffffff", "5800", "5801aa", "590001aa", "7800", "780161", "9800", "980101",
        "9a0000000101", "9b000000000000000101",
    ])
    func `longer forms are refused`(hex: String) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(throws: CodingFault.notShortest(at: 0)) { try CanonicalValue(canonical: bytes) }
    }

    /// Reserved additional information. Source: RFC 8949 appendix F.
    @Test(arguments: ["1c", "1d", "1e", "1f", "5c", "5d", "5e", "7c", "7d", "7e", "9c", "9d", "9e"])
    func `reserved lengths are refused`(hex: String) throws {
        let bytes = try #require(Hex.decode(hex))
        #expect(throws: CodingFault.forbiddenType(at: 0)) { try CanonicalValue(canonical: bytes) }
    }
}
