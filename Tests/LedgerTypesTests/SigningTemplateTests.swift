import LedgerTypes
import Sealing
import Testing

@Suite struct `Signing template` {
    let chain = ChainID(Digest([UInt8](repeating: 0x5f, count: 32))!)
    let block = BlockID(Digest([UInt8](repeating: 0x9a, count: 32))!)

    @Test func `of a precommit is five lines that a judge can read`() {
        let bytes = SigningTemplate.precommit(
            chain: chain, height: Height(1042), round: Round(0), block: block)
        let fives = String(repeating: "5f", count: 32)
        let nines = String(repeating: "9a", count: 32)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "tally/precommit/v1\nchain \(fives)\nheight 1042\nround 0\nblock \(nines)\n")
    }

    @Test func `of a prevote adds the valid round`() {
        let bytes = SigningTemplate.prevote(
            chain: chain, height: Height(7), round: Round(3), block: nil, validRound: Round(1))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("tally/prevote/v1\n"))
        #expect(text.hasSuffix("round 3\nblock nil\nvalid-round 1\n"))
    }

    @Test func `differs between prevote, precommit and proposal of the same fields`() {
        let prevote = SigningTemplate.prevote(
            chain: chain, height: Height(1), round: Round(0), block: block, validRound: nil)
        let precommit = SigningTemplate.precommit(
            chain: chain, height: Height(1), round: Round(0), block: block)
        let proposal = SigningTemplate.proposal(
            chain: chain, height: Height(1), round: Round(0), block: block, validRound: nil)
        #expect(Set([prevote, precommit, proposal]).count == 3)
    }
}
