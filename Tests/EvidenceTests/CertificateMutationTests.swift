import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations of headers and certificates.
@Suite struct `Mutated headers and certificates` {
    private func header(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout LedgerTypes.Header) -> Void
    ) throws {
        try Bench().refuses(code, location: location) { change(&$0.content.block.header) }
    }

    /// Replaces the certificate's signatures, in the order given.
    private func signatures(
        _ code: CheckCode, story: Story? = nil, location: SourceLocation = #_sourceLocation,
        _ change: (inout [SeatSignature], Story) throws -> Void
    ) throws {
        let bench = try story.map(Bench.init) ?? Bench()
        try bench.refuses(code, location: location) { file in
            var list = file.content.block.certificate.signatures
            try change(&list, bench.story)
            file.content.block.certificate = try unsorted(
                file.content.block.certificate, signatures: list)
        }
    }

    private func unsorted(
        _ old: CommitCertificate, signatures: [SeatSignature]
    ) throws -> CommitCertificate {
        var writer = CanonicalWriter()
        writer.array(count: 4)
        old.height.encode(into: &writer)
        old.round.encode(into: &writer)
        old.block.encode(into: &writer)
        writer.array(signatures)
        return try CommitCertificate(canonical: writer.bytes)
    }

    /// All seats' signatures over another message than the precommit of the block.
    private func signed(
        over message: (LedgerTypes.Header, ChainID) -> [UInt8],
        location: SourceLocation = #_sourceLocation
    ) throws {
        try signatures(.certificateSignatures, location: location) { list, story in
            let bytes = message(story.tip.header, story.chain.chain)
            list = story.chain.seatKeys.enumerated().map {
                SeatSignature(seat: SeatIndex(UInt64($0)), signature: $1.sign(bytes))
            }
        }
    }

    @Test func `mutation 36: the root of entries`() throws {
        try header(.certificateBlock) { $0.entryRoot = $0.entryRoot.turned }
    }
    @Test func `mutation 36: the root of the state`() throws {
        try header(.certificateBlock) { $0.stateRoot = $0.stateRoot.turned }
    }
    @Test func `mutation 37: the number of entries`() throws {
        try header(.certificateBlock) { $0.entryCount += 1 }
    }
    @Test func `mutation 38: the time`() throws {
        try header(.certificateBlock) { $0.time = BlockTime($0.time.value + 1) }
    }
    @Test func `mutation 39: the parent`() throws {
        try header(.certificateBlock) { $0.parent = BlockID($0.parent.digest.turned) }
    }
    @Test func `mutation 40: the chain`() throws {
        try header(.headerChain) { $0.chain = ChainID($0.chain.digest.turned) }
    }
    @Test func `mutation 41: the height`() throws {
        try header(.certificateHeight) { $0.height = $0.height.next }
    }
    @Test func `mutation 42: the round`() throws {
        try Bench().refuses(.certificateSignatures) { file in
            let old = file.content.block.certificate
            file.content.block.certificate = CommitCertificate(
                height: old.height, round: Round(1), block: old.block, signatures: old.signatures)
        }
    }
    @Test func `mutation 43: one vote below the quorum`() throws {
        try signatures(.certificateQuorum) { list, _ in list.removeLast(2) }
    }
    @Test func `a certificate with exactly the quorum holds`() throws {
        let story = try Story()
        var file = try story.file
        let old = file.content.block.certificate
        file.content.block.certificate = try unsorted(
            old, signatures: Array(old.signatures.dropLast()))
        #expect(story.verify(story.sealed(file)).verdict == .totalPassed)
    }
    @Test func `mutation 44: exactly two thirds`() throws {
        let story = Story(chain: try TestChain(seatCount: 6))
        try signatures(.certificateQuorum, story: story) { list, _ in list.removeLast(2) }
    }
    @Test func `mutation 45: a vote twice`() throws {
        try signatures(.certificateOrder) { list, _ in list[1] = list[0] }
    }
    @Test func `mutation 46: a vote under another seat`() throws {
        try signatures(.certificateSignatures) { list, _ in
            list.removeLast()
            list[2] = SeatSignature(seat: SeatIndex(3), signature: list[2].signature)
        }
    }
    @Test func `mutation 47: votes out of order`() throws {
        try signatures(.certificateOrder) { list, _ in list.swapAt(0, 1) }
    }
    @Test(arguments: [4, UInt64.max]) func `mutation 48: a seat that is none`(
        seat: UInt64
    ) throws {
        try signatures(.certificateSeats) { list, _ in
            list[3] = SeatSignature(seat: SeatIndex(seat), signature: list[3].signature)
        }
    }
    @Test func `mutation 49: a bogus vote above the quorum`() throws {
        try signatures(.certificateSignatures) { list, _ in
            list[3] = SeatSignature(seat: SeatIndex(3), signature: list[0].signature)
        }
    }
    @Test func `mutation 50: votes for no block`() throws {
        try signed {
            SigningTemplate.precommit(chain: $1, height: $0.height, round: .first, block: nil)
        }
    }
    @Test func `mutation 51: prevotes for commits`() throws {
        try signed {
            SigningTemplate.prevote(
                chain: $1, height: $0.height, round: .first, block: $0.id(suite: suite),
                validRound: nil)
        }
    }
    @Test func `mutation 52: votes of another height`() throws {
        try signed {
            SigningTemplate.precommit(
                chain: $1, height: $0.height.next, round: .first, block: $0.id(suite: suite))
        }
    }
    @Test func `mutation 53: votes of another round`() throws {
        try signed {
            SigningTemplate.precommit(
                chain: $1, height: $0.height, round: Round(1), block: $0.id(suite: suite))
        }
    }
    @Test func `mutation 54: votes of another chain`() throws {
        try signed {
            SigningTemplate.precommit(
                chain: ChainID($1.digest.turned), height: $0.height, round: .first,
                block: $0.id(suite: suite))
        }
    }
    @Test func `mutation 55: the group order added to S`() throws {
        try signatures(.certificateSignatures) { list, _ in
            var bytes = list[0].signature.bytes
            let order: [UInt8] = [
                0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9,
                0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
            ]
            var carry = 0
            for place in 0..<32 {
                let sum = Int(bytes[32 + place]) + Int(order[place]) + carry
                bytes[32 + place] = UInt8(sum & 0xff)
                carry = sum >> 8
            }
            list[0] = SeatSignature(seat: list[0].seat, signature: Signature(bytes))
        }
    }
    @Test func `mutation 56: a byte after a signature`() throws {
        try signatures(.certificateSignatures) { list, _ in
            list[0] = SeatSignature(
                seat: list[0].seat, signature: Signature(list[0].signature.bytes + [0]))
        }
    }
    @Test func `mutation 57: a signature of 63 bytes`() throws {
        try signatures(.certificateSignatures) { list, _ in
            list[0] = SeatSignature(
                seat: list[0].seat, signature: Signature(list[0].signature.bytes.dropLast()))
        }
    }
    @Test func `mutation 58: R of low order`() throws {
        try signatures(.certificateSignatures) { list, _ in
            let bytes = [1] + [UInt8](repeating: 0, count: 31) + list[0].signature.bytes[32...]
            list[0] = SeatSignature(seat: list[0].seat, signature: Signature(bytes))
        }
    }
    @Test func `mutation 62: a vote with a line more`() throws {
        try signed {
            SigningTemplate.precommit(
                chain: $1, height: $0.height, round: .first, block: $0.id(suite: suite))
                + Array("time 1\n".utf8)
        }
    }
    @Test func `mutation 151: a recovery that nothing explains`() throws {
        var chain = try TestChain()
        chain.record(.label, heads: [Story.subject])
        chain.close { $0.recoveryEpoch = 1 }
        let story = Story(chain: chain, isTold: true)
        var order = ExportOrder(subject: Story.subject, exporter: MemberID(unchecked: "anhe"))
        order.includesRules = false
        let file = EvidenceFile(content: try story.content(order))
        #expect(story.verify(story.sealed(file)).code == .recoveryEpoch)
    }
}
