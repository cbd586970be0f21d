import Sealing
import Testing

@Suite struct `What is sealed to who signs` {
    @Test func `opens with the signing key's own seed, and with no other`() throws {
        for number in 1...16 as ClosedRange<UInt8> {
            let seed = [UInt8](repeating: number, count: 32)
            let key = try SigningKey(seed: SecretBytes(seed), suite: .ed25519SHA256)
            let box = try #require(key.verifyingKey.boxKey)
            let pair = try #require(BoxKeyPair(seed: key.seed))
            #expect(pair.publicKey == box)
            let sealed = box.seal([1, 2, 3])
            #expect(pair.open(sealed) == [1, 2, 3])
            let other = try #require(BoxKeyPair(seed: SecretBytes(seed.map { $0 ^ 1 })))
            #expect(other.open(sealed) == nil)
        }
    }
}
