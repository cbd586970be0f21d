import Sealing
import TestSupport
import Testing

@Suite struct `Hashes` {
    let suite = CryptoSuite.ed25519SHA256

    /// Source: FIPS 180-4 examples.
    @Test func `SHA-256 gives the known answers`() {
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        let answers = [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (long, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        ]
        for (text, answer) in answers {
            #expect(suite.hash(Array(text.utf8)).description == answer)
        }
        let million = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(
            suite.hash(million).description
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `a stream in pieces has the hash of the whole`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<50 {
            let bytes = generator.bytes(generator.below(500))
            let stream = IncrementalHash(suite)
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = min(rest.count, 1 + generator.below(90))
                stream.update(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(stream.finish() == suite.hash(bytes))
        }
    }

    @Test func `a digest begins with its domain line`() {
        let domain = DigestDomain("tally/header/v1")
        #expect(
            suite.digest(domain, [0x83, 1, 2, 3]).description
                == "e6d3cf8aab243f914b69f28ca13e25ea4895729b715ed0397e76e1ceff8530b2")
        let left = suite.hash([1])
        let right = suite.hash([2])
        #expect(suite.hash(prefix: 1, left, right) == suite.hash([1] + left.bytes + right.bytes))
        #expect(
            suite.digest(domain, pair: left, right)
                == suite.digest(domain, [0x82, 0x58, 32] + left.bytes + [0x58, 32] + right.bytes))
    }

    /// Source: RFC 7693 appendix A; BLAKE2 reference.
    @Test func `BLAKE2b gives the known answers`() {
        #expect(
            Hex.encode(KeyedHash.blake2b(Array("abc".utf8), count: 64))
                == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")
        #expect(
            Hex.encode(KeyedHash.blake2b([]))
                == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
        #expect(
            Hex.encode(KeyedHash.blake2b(Array("tally".utf8), key: SecretBytes(Array(0..<32))))
                == "c4fb7197a9731a82ae17231ecb1dc6ddb9698de8b2699b8bf5e88ca9e21b2568")
    }

    /// Source: RFC 4231, cases 1, 2 and 6.
    @Test func `HMAC-SHA-256 gives the known answers`() {
        let cases: [([UInt8], String, String)] = [
            (
                [UInt8](repeating: 0x0b, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131),
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ]
        for (key, text, answer) in cases {
            let digest = KeyedHash.hmac(key: SecretBytes(key), Array(text.utf8))
            #expect(digest.description == answer)
        }
    }

    @Test func `derived secrets are the HMAC of their label`() {
        let master = SecretBytes(Array(0..<32))
        let derived = KeyedHash.derive(from: master, label: "pseudonym")
        #expect(
            Hex.encode(derived.exposed())
                == "1de0525f6bf2b96783cb2b1f1dc1f6d4b1474744d9f5247484e37783d2a82d4a")
        #expect(!KeyedHash.derive(from: master, label: "pseudonyn").matches(derived))
    }

    @Test func `digests have bits, hexadecimal digits and an order`() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<200 {
            let bytes = generator.bytes(32)
            let other = generator.bytes(32)
            let digest = try #require(Digest(bytes))
            #expect(digest.bytes == bytes)
            #expect(Digest(hex: digest.description) == digest)
            for index in 0..<256 {
                #expect(
                    digest.bit(at: index) == (bytes[index >> 3] >> UInt8(7 - index & 7) & 1 == 1))
            }
            let isLess = bytes.lexicographicallyPrecedes(other)
            #expect((digest < Digest(other)!) == isLess)
            #expect(try Digest(canonical: digest.canonicalBytes) == digest)
        }
        #expect(Digest([UInt8](repeating: 1, count: 31)) == nil)
        #expect(Digest(hex: "zz") == nil)
        #expect((try? Digest(canonical: [0x41, 1])) == nil)
    }

    @Test func `hexadecimal text reads back, and nothing else is read`() {
        #expect(Hex.decode("00Ffa0") == [0, 255, 160])
        #expect(Hex.encode([0, 255, 160] as [UInt8]) == "00ffa0")
        #expect(Hex.decode("") == [])
        for wrong in ["0", "0g", "0x", " 0", "é0", "٠٠", "-1"] { #expect(Hex.decode(wrong) == nil) }
    }
}
