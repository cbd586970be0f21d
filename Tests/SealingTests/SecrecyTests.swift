import CSodium
import Sealing
import TestSupport
import Testing

@Suite struct `Secrecy` {
    func pair(_ seed: UInt64) -> BoxKeyPair {
        var generator = SeededGenerator(seed: seed)
        return BoxKeyPair(seed: SecretBytes(generator.bytes(32)))!
    }

    @Test func `a sealed message opens for its holder alone`() {
        let holder = pair(1)
        for count in [0, 1, 31, 1_000] {
            let message = [UInt8](repeating: 7, count: count)
            let sealed = holder.publicKey.seal(message)
            #expect(sealed.count == count + 48)
            #expect(holder.open(sealed) == message)
            #expect(pair(2).open(sealed) == nil)
            #expect(holder.publicKey.seal(message) != sealed)
        }
    }

    @Test func `a sealed message with any change does not open`() {
        let holder = pair(3)
        let sealed = holder.publicKey.seal([1, 2, 3])
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit >> 3] ^= 1 << UInt8(bit & 7)
            // The top bit of an X25519 point is ignored by the curve; the box still binds it.
            #expect(holder.open(changed) == nil, "bit \(bit)")
        }
        for count in 0..<sealed.count { #expect(holder.open(Array(sealed.prefix(count))) == nil) }
        #expect(holder.open(sealed + [0]) == nil)
    }

    @Test func `keys to which nothing can be sealed are no keys`() throws {
        #expect(sodium_init() >= 0)
        var lowOrder = [
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        ].map { Hex.decode($0)! }
        for (first, middle, last) in [
            (0, 0, 0), (1, 0, 0), (0xec, 0xff, 0x7f), (0xed, 0xff, 0x7f), (0xee, 0xff, 0x7f),
        ] as [(UInt8, UInt8, UInt8)] {
            lowOrder.append([first] + [UInt8](repeating: middle, count: 30) + [last])
        }
        for bytes in lowOrder {
            for top: UInt8 in [0, 0x80] {
                var key = bytes
                key[31] |= top
                var sealed = [UInt8](repeating: 0, count: 49)
                #expect(crypto_box_seal(&sealed, [1], 1, key) != 0)
                #expect(BoxKey(key) == nil)
                #expect((try? BoxKey(canonical: [0x58, 32] + key)) == nil)
            }
        }
        #expect(BoxKey([UInt8](repeating: 9, count: 31)) == nil)
        let key = pair(4).publicKey
        #expect(BoxKey(key.bytes) == key)
        #expect(BoxKeyPair(seed: SecretBytes([1])) == nil)
    }

    /// Source: draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    @Test func `the cipher opens the published example`() throws {
        let cipher = try #require(AuthenticatedCipher(key: SecretBytes(Array(0x80...0x9f))))
        let nonce: [UInt8] = Array(0x40...0x57)
        let context = try #require(Hex.decode("50515253c0c1c2c3c4c5c6c7"))
        let body = try #require(
            Hex.decode(
                "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                    + "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                    + "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                    + "21f9664c97637da9768812f615c68b13b52e"
                    + "c0875924c1c7987947deafd8780acf49"))
        let text =
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
            + "future, sunscreen would be it."
        #expect(cipher.open(nonce + body, context: context) == Array(text.utf8))
    }

    @Test func `the cipher refuses any change`() throws {
        let cipher = try #require(AuthenticatedCipher(key: .random(count: 32)))
        let sealed = cipher.seal([1, 2, 3], context: [9])
        #expect(cipher.open(sealed, context: [9]) == [1, 2, 3])
        #expect(cipher.open(sealed, context: []) == nil)
        #expect(cipher.open(sealed, context: [9, 9]) == nil)
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit >> 3] ^= 1 << UInt8(bit & 7)
            #expect(cipher.open(changed, context: [9]) == nil)
        }
        for count in 0..<sealed.count {
            #expect(cipher.open(Array(sealed.prefix(count)), context: [9]) == nil)
        }
        let other = try #require(AuthenticatedCipher(key: .random(count: 32)))
        #expect(other.open(sealed, context: [9]) == nil)
        #expect(cipher.seal([1, 2, 3], context: [9]) != sealed)
        #expect(AuthenticatedCipher(key: .random(count: 31)) == nil)
        #expect(cipher.open(cipher.seal([])) == [])
    }

    @Test func `a passphrase gives its key again`() throws {
        let salt = [UInt8](repeating: 1, count: PassphraseKey.saltByteCount)
        func derive(_ text: String, salt: [UInt8]) -> SecretBytes? {
            PassphraseKey.derive(
                passphrase: SecretBytes(Array(text.utf8)), salt: salt, cost: .minimal)
        }
        let key = try #require(derive("correct horse", salt: salt))
        #expect(try #require(derive("correct horse", salt: salt)).matches(key))
        #expect(!(try #require(derive("correct horsf", salt: salt)).matches(key)))
        let other = [UInt8](repeating: 2, count: PassphraseKey.saltByteCount)
        #expect(!(try #require(derive("correct horse", salt: other)).matches(key)))
        #expect(derive("correct horse", salt: []) == nil)
        let costs = [(0, 8_192), (65, 8_192), (1, 1), (1, 1 << 33)] as [(UInt64, UInt64)]
        for (operations, memory) in costs {
            let cost = PassphraseKey.Cost(operations: operations, memoryBytes: memory)
            let none = PassphraseKey.derive(
                passphrase: SecretBytes([1]), salt: salt, cost: cost)
            #expect(none == nil)
        }
    }

    @Test func `descriptions say nothing`() throws {
        let bytes = [UInt8](repeating: 0xab, count: 32)
        let secret = SecretBytes(bytes)
        let key = try SigningKey(seed: secret, suite: .ed25519SHA256)
        let cipher = try #require(AuthenticatedCipher(key: secret))
        let pair = try #require(BoxKeyPair(seed: secret))
        for value in [secret, key, cipher, pair] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), dumped] {
                #expect(!text.contains("171") && !text.lowercased().contains("abab"), "\(text)")
            }
        }
        #expect("\(secret)" == "secret of 32 bytes")
    }

    @Test func `secrets compare, and taking them wipes their source`() {
        var source: [UInt8] = [1, 2, 3]
        let secret = SecretBytes(taking: &source)
        #expect(source.isEmpty)
        #expect(secret.exposed() == [1, 2, 3] && secret.count == 3)
        #expect(secret.matches(SecretBytes([1, 2, 3])))
        #expect(!secret.matches(SecretBytes([1, 2])) && !secret.matches(SecretBytes([1, 2, 4])))
        #expect(SecretBytes([]).exposed() == [])
    }
}
