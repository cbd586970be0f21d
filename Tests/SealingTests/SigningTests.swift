import Sealing
import TestSupport
import Testing

@Suite struct `Signing` {
    let suite = CryptoSuite.ed25519SHA256

    func bytes(_ hex: String) throws -> [UInt8] { try #require(Hex.decode(hex)) }

    func key(seed: UInt64) throws -> SigningKey {
        var generator = SeededGenerator(seed: seed)
        return try SigningKey(seed: SecretBytes(generator.bytes(32)), suite: suite)
    }

    struct Example: Sendable {
        let seed, key, message, signature: String
    }

    /// Source: RFC 8032 section 7.1.
    static let examples = [
        Example(
            seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
            signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        Example(
            seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
            signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        Example(
            seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            message: "af82",
            signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
        Example(
            seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            key: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            message: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            signature: "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
    ]

    @Test(arguments: examples)
    func `gives the signatures of RFC 8032`(example: Example) throws {
        let key = try SigningKey(seed: SecretBytes(try bytes(example.seed)), suite: suite)
        let message = try bytes(example.message)
        #expect(Hex.encode(key.verifyingKey.bytes) == example.key)
        #expect(Hex.encode(key.sign(message).bytes) == example.signature)
        #expect(key.verifyingKey.verifies(key.sign(message), over: message))
    }

    @Test func `every flipped bit of signature, key or message fails`() throws {
        let key = try key(seed: 1)
        let message: [UInt8] = [1, 2, 3]
        let signature = key.sign(message)
        for bit in 0..<512 {
            var changed = signature.bytes
            changed[bit >> 3] ^= 1 << UInt8(bit & 7)
            #expect(!key.verifyingKey.verifies(Signature(changed), over: message))
        }
        for bit in 0..<24 {
            var changed = message
            changed[bit >> 3] ^= 1 << UInt8(bit & 7)
            #expect(!key.verifyingKey.verifies(signature, over: changed))
        }
        for bit in 0..<256 {
            var changed = key.verifyingKey.bytes
            changed[bit >> 3] ^= 1 << UInt8(bit & 7)
            let other = try VerifyingKey(canonical: [0x82, 0x01, 0x58, 32] + changed)
            #expect(!other.verifies(signature, over: message))
        }
    }

    @Test func `a signature with the group order added to S fails`() throws {
        let order: [UInt8] =
            try bytes("edd3f55c1a631258d69cf7a2def9de14") + [UInt8](repeating: 0, count: 15) + [16]
        for seed in UInt64(1)...40 {
            let key = try key(seed: seed)
            let signature = key.sign([7])
            var changed = signature.bytes
            var carry = 0
            for index in 0..<32 {
                let sum = Int(changed[32 + index]) + Int(order[index]) + carry
                changed[32 + index] = UInt8(sum & 0xff)
                carry = sum >> 8
            }
            #expect(carry == 0 && changed != signature.bytes)
            #expect(!key.verifyingKey.verifies(Signature(changed), over: [7]))
            #expect(!key.verifyingKey.verifiesAdmitted(Signature(changed), over: [7]))
        }
    }

    @Test func `other lengths fail`() throws {
        let key = try key(seed: 2)
        let signature = key.sign([1]).bytes
        for wrong in [[], Array(signature.prefix(63)), signature + [0], signature + signature] {
            #expect(!key.verifyingKey.verifies(Signature(wrong), over: [1]))
            #expect(!key.verifyingKey.verifiesAdmitted(Signature(wrong), over: [1]))
        }
        for count in [0, 31, 33, 64] {
            #expect(throws: KeyFault.wrongLength(found: count)) {
                try VerifyingKey(enrolling: [UInt8](repeating: 9, count: count), suite: suite)
            }
            #expect(throws: KeyFault.wrongLength(found: count)) {
                try SigningKey(
                    seed: SecretBytes([UInt8](repeating: 9, count: count)), suite: suite)
            }
        }
        #expect((try? VerifyingKey(canonical: [0x82, 0x01, 0x41, 0])) == nil)
        #expect(
            (try? VerifyingKey(canonical: [0x82, 0x02, 0x58, 32] + key.verifyingKey.bytes)) == nil)
    }

    /// The eight points of small order, and the encodings of them that are not canonical.
    @Test(arguments: [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ])
    func `keys of small order are not enrolled`(hex: String) throws {
        let key = try bytes(hex)
        #expect(throws: KeyFault.notPrimeOrder) { try VerifyingKey(enrolling: key, suite: suite) }
        // R = the identity and S = 0 verify under such a key wherever the check is left out.
        let forged = Signature([1] + [UInt8](repeating: 0, count: 63))
        let read = try VerifyingKey(canonical: [0x82, 0x01, 0x58, 32] + key)
        #expect(!read.isPrimeOrder && !read.verifies(forged, over: [1]))
    }

    @Test func `the same seed signs the same bytes, and ids differ by key`() throws {
        #expect(try key(seed: 3).sign([1]) == key(seed: 3).sign([1]))
        #expect(try key(seed: 3).verifyingKey.id == key(seed: 3).verifyingKey.id)
        #expect(try key(seed: 3).verifyingKey.id != key(seed: 4).verifyingKey.id)
        #expect(
            SigningKey.generate(suite: suite).verifyingKey
                != SigningKey.generate(suite: suite).verifyingKey)
        let key = try key(seed: 5)
        let again = try SigningKey(seed: key.seed, suite: suite)
        #expect(again.verifyingKey == key.verifyingKey)
    }
}
