import CanonicalCoding
import Sealing
import TestSupport
import Testing

/// The hash of 4,096 seeded encodings of each type: any change of a format shows here.
@Suite struct `Formats of keys and commitments` {
    func formatHash<Value: CanonicalCodable & Equatable>(
        _ make: (inout SeededGenerator) throws -> Value
    ) throws -> String {
        var generator = SeededGenerator(seed: 4_096)
        let hash = IncrementalHash(.ed25519SHA256)
        for _ in 0..<4_096 {
            let value = try make(&generator)
            #expect(try Value(canonical: value.canonicalBytes) == value)
            hash.update(value.canonicalBytes)
        }
        return hash.finish().short
    }

    @Test func `digest, key id and salt`() throws {
        let digest = try formatHash { Digest($0.bytes(32))! }
        let id = try formatHash { KeyID(Digest($0.bytes(32))!) }
        let salt = try formatHash { Salt($0.bytes(32))! }
        #expect(digest == id && id == salt)
        #expect(digest == "76b5bd37")
    }

    @Test func `signature`() throws {
        #expect(try formatHash { Signature($0.bytes(64)) } == "d36f1c5f")
    }

    @Test func `verifying key`() throws {
        let hash = try formatHash { generator in
            try VerifyingKey(canonical: [0x82, 1, 0x58, 32] + generator.bytes(32))
        }
        #expect(hash == "9bf2b967")
    }

    @Test func `box key`() throws {
        #expect(try formatHash { BoxKey($0.bytes(32))! } == "76b5bd37")
    }

    @Test func `field disclosure`() throws {
        let hash = try formatHash { generator in
            FieldDisclosure(
                position: UInt64(generator.below(64)), salt: Salt(generator.bytes(32))!,
                name: "姓名-\(generator.below(100))", value: generator.bytes(generator.below(30)))
        }
        #expect(hash == "126df2db")
    }

    @Test func `a commitment hides every part of its field`() throws {
        let salt = Salt([UInt8](repeating: 1, count: 32))!
        let suite = CryptoSuite.ed25519SHA256
        func commitment(
            position: UInt64 = 3, salt: Salt = salt, name: String = "phone", value: [UInt8] = [1]
        ) -> Digest {
            FieldDisclosure(position: position, salt: salt, name: name, value: value)
                .commitment(suite: suite)
        }
        let others = [
            commitment(position: 4), commitment(salt: Salt([UInt8](repeating: 2, count: 32))!),
            commitment(name: "phonf"), commitment(value: []), commitment(value: [1, 0]),
        ]
        #expect(Set(others + [commitment()]).count == 6)
        #expect(commitment().short == "6e2a4f99")
    }

    @Test func `salts differ by entry and position`() {
        let secret = SecretBytes(Array(0..<32))
        let salts = (0..<4).map { Salt.derive(entrySecret: secret, position: $0) }
        #expect(Set(salts).count == 4)
        #expect(salts[0] == Salt.derive(entrySecret: SecretBytes(Array(0..<32)), position: 0))
        #expect(salts[0] != Salt.derive(entrySecret: SecretBytes(Array(1..<33)), position: 0))
    }
}
