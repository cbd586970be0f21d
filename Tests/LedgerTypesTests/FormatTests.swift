import CanonicalCoding
import LedgerTypes
import Sealing
import TestSupport
import Testing

/// Encodes 4,096 seeded values of a type, checks that each decodes to itself, and returns the hash
/// of all encodings: a change of the format changes it.
private func formatHash<Value: CanonicalCodable & Equatable>(
    _ make: (inout LedgerGenerator) -> Value
) throws -> String {
    var generator = LedgerGenerator(seed: 0x7a11)
    let hash = IncrementalHash(.ed25519SHA256)
    for _ in 0..<4_096 {
        let value = make(&generator)
        let bytes = value.canonicalBytes
        #expect(try Value(canonical: bytes) == value)
        hash.update(bytes)
    }
    return hash.finish().short
}

@Suite struct `Ledger formats` {
    @Test func `keep the bytes they were frozen with`() throws {
        let found = [
            "transaction": try formatHash { $0.transaction() },
            "signed transaction": try formatHash { $0.signedTransaction() },
            "entry": try formatHash { $0.entry() },
            "header": try formatHash { $0.header() },
            "certificate": try formatHash { $0.certificate() },
            "vote": try formatHash { $0.vote() },
            "block": try formatHash { $0.block() },
            "polka": try formatHash { $0.polka() },
            "proposal": try formatHash { $0.proposal() },
        ]
        let frozen = [
            "transaction": "b77635ab", "signed transaction": "08d59b5b", "entry": "a748e5e3",
            "header": "a62483af", "certificate": "b2344f46", "vote": "501d241a",
            "block": "794d5da4", "polka": "949f647f", "proposal": "10de4a05",
        ]
        #expect(found == frozen)
    }

    @Test func `refuse every truncation and every byte behind the end`() throws {
        var generator = LedgerGenerator(seed: 3)
        for _ in 0..<20 {
            let bytes = generator.entry().canonicalBytes
            for count in 0..<bytes.count {
                #expect(throws: CodingFault.self) {
                    try Entry(canonical: Array(bytes.prefix(count)))
                }
            }
            #expect(throws: CodingFault.trailingBytes(at: bytes.count)) {
                try Entry(canonical: bytes + [0])
            }
        }
    }

    @Test func `read a flipped bit as another value or refuse it, never as the same`() throws {
        var generator = LedgerGenerator(seed: 4)
        let header = generator.header()
        let bytes = header.canonicalBytes
        for bit in 0..<(bytes.count * 8) {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            if let read = try? Header(canonical: flipped) { #expect(read != header) }
        }
    }

    @Test func `refuse names that are not plain`() {
        for text in ["", "A", "a b", "-a", "a-", "é", "名", String(repeating: "a", count: 65)] {
            #expect(MemberID(text) == nil)
            var writer = CanonicalWriter()
            writer.text(text)
            #expect(throws: CodingFault.self) { try MemberID(canonical: writer.bytes) }
        }
        #expect(MemberID("hospital-a")?.text == "hospital-a")
    }

    @Test func `refuse unsorted signatures beside a transaction`() throws {
        var generator = LedgerGenerator(seed: 5)
        var signed = generator.signedTransaction()
        while signed.signatures.count < 2 { signed = generator.signedTransaction() }
        var writer = CanonicalWriter()
        writer.array(count: 2)
        signed.transaction.encode(into: &writer)
        writer.array(Array(signed.signatures.reversed()))
        #expect(throws: CodingFault.self) { try SignedTransaction(canonical: writer.bytes) }
    }
}
