import CanonicalCoding
import Foundation
import LedgerTypes
import Sealing
import TestSupport
import Testing

/// The vectors that docs/reference/ledger-formats.md publishes, made again from their description.
private enum Vectors {
    static func digest(_ byte: UInt8) -> Digest { Digest([UInt8](repeating: byte, count: 32))! }

    static func key(_ byte: UInt8) throws -> SigningKey {
        try SigningKey(
            seed: SecretBytes([UInt8](repeating: byte, count: 32)), suite: .ed25519SHA256)
    }

    static let chain = ChainID(digest(0x11))

    static let transaction = Transaction(
        suite: .ed25519SHA256, chain: chain, kind: .registerSubject,
        member: MemberID(unchecked: "centre-b"), staff: StaffID(unchecked: "data-chen"),
        nonce: [UInt8](repeating: 0x22, count: 16), validUntil: BlockTime(1_772_294_400_000),
        payload: [0x82, 0x00, 0x80])

    static let header = Header(
        chain: chain, height: Height(1042), parent: BlockID(digest(0x33)),
        parentCertificate: digest(0x44), time: BlockTime(1_772_294_400_000),
        proposer: SeatIndex(2), entryRoot: digest(0x55), entryCount: 7, stateRoot: digest(0x66),
        seatSet: digest(0x77), nextSeatSet: digest(0x77), parameters: digest(0x88),
        rules: digest(0x99), recoveryEpoch: 0)

    static func seats() throws -> SeatSet {
        try SeatSet(
            checking: try (1...4).map {
                Seat(
                    member: MemberID(unchecked: "member-\($0)"),
                    key: try key(UInt8($0)).verifyingKey)
            })
    }

    static func certificate() throws -> CommitCertificate {
        let block = header.id(suite: .ed25519SHA256)
        let message = SigningTemplate.precommit(
            chain: chain, height: header.height, round: .first, block: block)
        return CommitCertificate(
            height: header.height, round: .first, block: block,
            signatures: try (0..<3).map {
                SeatSignature(
                    seat: SeatIndex(UInt64($0)), signature: try key(UInt8($0 + 1)).sign(message))
            })
    }

    static func entry() throws -> Entry {
        Entry(
            transaction: SignedTransaction(transaction, signedBy: [try key(9)]),
            result: EntryResult(
                receipt: Receipt(
                    height: Height(1042), time: BlockTime(1_772_294_400_000), outcome: .accepted,
                    code: .none, reads: digest(0xaa), writes: digest(0xbb), detail: []),
                links: [
                    HeadLink(head: HeadID(.subject, digest(0xcc)), sequence: 1, previous: nil)
                ]))
    }

    static func lines() throws -> [String] {
        let suite = CryptoSuite.ed25519SHA256
        let certificate = try certificate()
        try certificate.verify(
            chain: chain, height: header.height, block: header.id(suite: suite), seats: seats())
        return [
            "transaction \(Hex.encode(transaction.canonicalBytes))",
            "transaction-id \(transaction.id)",
            "signed-transaction \(Hex.encode(try entry().transaction.canonicalBytes))",
            "entry \(Hex.encode(try entry().canonicalBytes))",
            "header \(Hex.encode(header.canonicalBytes))",
            "block-id \(header.id(suite: suite))",
            "seat-set \(Hex.encode(try seats().canonicalBytes))",
            "seat-set-digest \(try seats().digest(suite: suite))",
            "certificate \(Hex.encode(certificate.canonicalBytes))",
            "certificate-digest \(certificate.digest(suite: suite))",
            "parameters \(Hex.encode(ChainParameters.standard.canonicalBytes))",
            "parameters-digest \(ChainParameters.standard.digest(suite: suite))",
        ]
    }
}

@Suite struct `Published vectors` {
    @Test func `are what the code makes`() throws {
        let page = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/reference/ledger-formats.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let published = text.components(separatedBy: "```vectors\n")[1]
            .components(separatedBy: "\n```")[0].components(separatedBy: "\n")
        let made = try Vectors.lines()
        #expect(made == published)
    }
}
