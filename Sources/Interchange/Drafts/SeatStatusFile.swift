import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// What a node that is to have a seat, or a new seat key, hands to a member: signed with the seat's
/// key, that it holds the chain up to a recent block.
///
/// Source: docs/reference/governance-files.md; docs/internals/decisions/0009-seat-changes.md.
package struct SeatStatusFile: Hashable, Sendable {
    package let chain: ChainID
    /// The key with which the member would vote.
    package let key: VerifyingKey
    package let status: SeatStatus

    package static let format = "tally/seat-status-file/v1"

    /// Checks the signature under the key.
    package init(chain: ChainID, key: VerifyingKey, status: SeatStatus) throws(DraftFault) {
        guard key.isPrimeOrder, status.isSigned(chain: chain, by: key) else {
            throw .signatureWrong(signer: "\(status.member) seat")
        }
        self.chain = chain
        self.key = key
        self.status = status
    }

    package var seat: Seat { Seat(member: status.member, key: key) }

    /// The page for people, with the bytes at its end.
    package var page: String { boundPage.text }

    /// Reads a page; its text must be the one that its bytes give, and the signature must hold.
    package init(page: [UInt8]) throws(DraftFault) {
        let bytes = try BoundPage.bytes(of: page, format: Self.format)
        var reader = CanonicalReader(bytes)
        let chain: ChainID
        let key: VerifyingKey
        let status: SeatStatus
        do {
            try reader.beginArray(count: 3)
            chain = try ChainID(from: &reader)
            key = try VerifyingKey(from: &reader)
            status = try SeatStatus(from: &reader)
            reader.endArray()
            try reader.finish()
        } catch {
            throw .unreadable(offset: reader.offset)
        }
        try self.init(chain: chain, key: key, status: status)
        try boundPage.check(page)
    }

    private var boundPage: BoundPage {
        var writer = CanonicalWriter()
        writer.array(count: 3)
        chain.encode(into: &writer)
        key.encode(into: &writer)
        status.encode(into: &writer)
        let intro = [
            "A node says with its seat key that it holds the chain up to a recent block. A member",
            "drafts a change of seats from it within 24 hours.",
            "节点以席位密钥声明其已持有直至近期某区块的链。成员须在 24 小时内据以起草席位变更。", "",
        ]
        let lines = [
            PageLine("member", "成员", status.member),
            PageLine("chain", "链", chain),
            PageLine("seat key", "席位公钥", Hex.encode(key.bytes)),
            PageLine("height", "高度", status.height),
            PageLine("block", "区块", status.block),
        ]
        return BoundPage(
            format: Self.format, lines: intro + lines.map(\.text), bytes: writer.bytes)
    }
}
