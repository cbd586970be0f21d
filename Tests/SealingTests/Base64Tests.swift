import Sealing
import Testing

@Suite struct `Bytes as base64 text` {
    // Source: RFC 4648, 10.
    private static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ]

    @Test func `writes and reads the vectors of the standard`() {
        for (plain, text) in Self.vectors {
            #expect(Base64.encode(Array(plain.utf8)) == text)
            #expect(Base64.decode(text) == Array(plain.utf8))
        }
    }

    @Test func `reads every length and byte that it writes`() {
        for count in 0...300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Z===", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm-v", "=Zg=",
    ])
    func `refuses what it does not write`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `cuts into lines`() {
        #expect(Base64.lines(Array("foobar".utf8), length: 4) == ["Zm9v", "YmFy"])
        #expect(Base64.lines([], length: 4) == [])
    }
}
