import LedgerTypes
import Sealing
import Testing

@Suite struct `Commit certificate` {
    let chain = ChainID(.zero)
    let block = BlockID(Digest([UInt8](repeating: 7, count: 32))!)
    let keys: [SigningKey]
    let seats: SeatSet

    init() throws {
        keys = try (1...4).map {
            try SigningKey(
                seed: SecretBytes([UInt8](repeating: UInt8($0), count: 32)), suite: .ed25519SHA256)
        }
        seats = try SeatSet(
            checking: zip(["a", "b", "c", "d"], keys).map {
                Seat(member: MemberID($0)!, key: $1.verifyingKey)
            })
    }

    func signature(
        seat: Int, height: Height = Height(9), round: Round = Round(1), block: BlockID?,
        chain: ChainID? = nil
    ) -> SeatSignature {
        SeatSignature(
            seat: SeatIndex(UInt64(seat)),
            signature: keys[seat].sign(
                SigningTemplate.precommit(
                    chain: chain ?? self.chain, height: height, round: round, block: block)))
    }

    func check(_ signatures: [SeatSignature]) throws(CertificateFault) {
        try CommitCertificate(
            height: Height(9), round: Round(1), block: block, signatures: signatures
        ).verify(chain: chain, height: Height(9), block: block, seats: seats)
    }

    @Test func `holds with a quorum and with every seat`() throws {
        #expect(seats.quorum == 3)
        try check((0..<3).map { signature(seat: $0, block: block) })
        try check((0..<4).map { signature(seat: $0, block: block) })
    }

    @Test func `fails with one vote below the quorum`() {
        #expect(throws: CertificateFault.belowQuorum) {
            try check((0..<2).map { signature(seat: $0, block: block) })
        }
    }

    @Test func `fails when a seat counts twice`() {
        #expect(throws: CertificateFault.seatsNotAscending) {
            try check([0, 1, 1].map { signature(seat: $0, block: block) })
        }
    }

    @Test func `fails when a signature above the quorum is false`() {
        #expect(throws: CertificateFault.signatureWrong) {
            try check(
                (0..<3).map { signature(seat: $0, block: block) }
                    + [
                        SeatSignature(
                            seat: SeatIndex(3),
                            signature: Signature([UInt8](repeating: 1, count: 64)))
                    ])
        }
    }

    @Test func `fails for a seat outside the set`() {
        let outside = SeatSignature(
            seat: SeatIndex(4), signature: signature(seat: 3, block: block).signature)
        #expect(throws: CertificateFault.seatUnknown) {
            try check((0..<3).map { signature(seat: $0, block: block) } + [outside])
        }
    }

    @Test(arguments: ["nil", "prevote", "height", "round", "chain", "seat", "short", "long"])
    func `fails when one vote is for something else`(what: String) {
        let good = (0..<2).map { signature(seat: $0, block: block) }
        let honest = signature(seat: 2, block: block).signature.bytes
        let other: Signature =
            switch what {
            case "nil": signature(seat: 2, block: nil).signature
            case "prevote":
                keys[2].sign(
                    SigningTemplate.prevote(
                        chain: chain, height: Height(9), round: Round(1), block: block,
                        validRound: nil))
            case "height": signature(seat: 2, height: Height(8), block: block).signature
            case "round": signature(seat: 2, round: Round(0), block: block).signature
            case "chain":
                signature(
                    seat: 2, block: block,
                    chain: ChainID(Digest([UInt8](repeating: 1, count: 32))!)
                ).signature
            case "seat": signature(seat: 3, block: block).signature
            case "short": Signature(Array(honest.dropLast()))
            default: Signature(honest + [0])
            }
        #expect(throws: CertificateFault.signatureWrong) {
            try check(good + [SeatSignature(seat: SeatIndex(2), signature: other)])
        }
    }

    @Test func `names another height or block before it counts votes`() {
        let certificate = CommitCertificate(
            height: Height(9), round: Round(1), block: block, signatures: [])
        #expect(throws: CertificateFault.wrongHeight) {
            try certificate.verify(chain: chain, height: Height(8), block: block, seats: seats)
        }
        #expect(throws: CertificateFault.wrongBlock) {
            try certificate.verify(
                chain: chain, height: Height(9), block: BlockID(.zero), seats: seats)
        }
    }
}

@Suite struct `Seat set` {
    func seat(_ name: String, _ number: UInt8) throws -> Seat {
        let seed = SecretBytes([UInt8](repeating: number, count: 32))
        return Seat(
            member: MemberID(name)!,
            key: try SigningKey(seed: seed, suite: .ed25519SHA256).verifyingKey)
    }

    @Test(arguments: [
        (1, 1, 0), (3, 3, 0), (4, 3, 1), (5, 4, 1), (6, 5, 1), (7, 5, 2), (10, 7, 3), (30, 21, 9),
    ])
    func `has the quorum of two thirds and one`(count: Int, quorum: Int, tolerance: Int) throws {
        let seats = try SeatSet(
            checking: (1...count).map { try seat("m\($0 + 100)", UInt8($0)) })
        #expect(seats.quorum == quorum)
        #expect(seats.tolerance == tolerance)
        #expect(seats.oneHonest == count - quorum + 1)
    }

    @Test func `is refused when empty, unordered, or with a key or member twice`() throws {
        #expect(throws: SeatSetFault.empty) { try SeatSet(checking: []) }
        let first = try seat("a", 1)
        let second = try seat("b", 2)
        #expect(throws: SeatSetFault.notAscending) { try SeatSet(checking: [second, first]) }
        #expect(throws: SeatSetFault.notAscending) { try SeatSet(checking: [first, first]) }
        #expect(throws: SeatSetFault.keyTwice) {
            try SeatSet(checking: [first, Seat(member: MemberID("b")!, key: first.key)])
        }
    }
}
