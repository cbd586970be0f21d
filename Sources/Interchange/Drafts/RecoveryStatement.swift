import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// What a survivor of a lost quorum holds and has signed, by its seat's key: on such statements an
/// order of recovery rests.
///
/// On disk it is a page. Source: docs/operating/recovery.md.
package struct RecoveryStatement: Hashable, Sendable {
    /// A block that the seat is bound to at the height after its last.
    package struct Lock: Hashable, Sendable {
        package let round: Round
        package let block: BlockID

        package init(round: Round, block: BlockID) {
            self.round = round
            self.block = block
        }
    }

    package let chain: ChainID
    package let member: MemberID
    package let epoch: UInt64
    /// The last block that the node holds.
    package let height: Height
    package let block: BlockID
    /// The highest round in which the seat signed at the height after it; nil if it signed nothing.
    package let round: Round?
    package let lock: Lock?
    package let signature: Signature

    package static let format = "tally/recovery-statement/v1"

    package init(
        chain: ChainID, member: MemberID, epoch: UInt64, height: Height, block: BlockID,
        round: Round?, lock: Lock?, key: SigningKey
    ) {
        self.chain = chain
        self.member = member
        self.epoch = epoch
        self.height = height
        self.block = block
        self.round = round
        self.lock = lock
        signature = key.sign(
            Self.signedBytes(chain, member, epoch, height, block, round, lock))
    }

    /// True if the seat's key signed it.
    package func isSigned(by key: VerifyingKey) -> Bool {
        key.verifiesAdmitted(
            signature, over: Self.signedBytes(chain, member, epoch, height, block, round, lock))
    }

    // The fixed lines that the seat signs: built from fields, never parsed.
    private static func signedBytes(
        _ chain: ChainID, _ member: MemberID, _ epoch: UInt64, _ height: Height, _ block: BlockID,
        _ round: Round?, _ lock: Lock?
    ) -> [UInt8] {
        Array(
            """
            \(format)
            chain \(chain)
            member \(member)
            epoch \(epoch)
            height \(height)
            block \(block)
            round \(round.map(\.description) ?? "none")
            lock \(lock.map { "\($0.round) \($0.block)" } ?? "none")

            """.utf8)
    }
}

extension RecoveryStatement: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        chain.encode(into: &writer)
        member.encode(into: &writer)
        writer.unsigned(epoch)
        height.encode(into: &writer)
        block.encode(into: &writer)
        writer.optional(round)
        writer.array(lock.map { [$0] } ?? [])
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        chain = try ChainID(from: &reader)
        member = try MemberID(from: &reader)
        epoch = try reader.unsigned()
        height = try Height(from: &reader)
        block = try BlockID(from: &reader)
        round = try reader.optional()
        // The order begins one round above, and orders are read up to a highest round.
        guard (round ?? .first).value < GovernanceLimits.recoveryRound else {
            throw .invalidValue(at: reader.offset, field: "round")
        }
        lock = try reader.optional()
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}

extension RecoveryStatement.Lock: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        round.encode(into: &writer)
        block.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        round = try Round(from: &reader)
        guard round.value < GovernanceLimits.recoveryRound else {
            throw .invalidValue(at: reader.offset, field: "locked round")
        }
        block = try BlockID(from: &reader)
        reader.endArray()
    }
}

extension RecoveryStatement {
    /// The page for people, with the bytes at its end.
    package var page: String { boundPage.text }

    /// Reads a page; its text must be the one that its bytes give.
    package init(page: [UInt8]) throws(DraftFault) {
        let bytes = try BoundPage.bytes(of: page, format: Self.format)
        var reader = CanonicalReader(bytes)
        do {
            self = try RecoveryStatement(from: &reader)
            try reader.finish()
        } catch {
            throw .unreadable(offset: reader.offset)
        }
        try boundPage.check(page)
    }

    private var boundPage: BoundPage {
        let lines = [
            PageLine("a survivor states where it stands", "存续席位声明", member),
            PageLine("chain", "链", chain),
            PageLine("recovery epoch so far", "当前恢复纪元", epoch),
            PageLine("last block", "末区块", "\(height), \(block)"),
            PageLine(
                "highest round it signed in after it", "其后已签名的最高轮次",
                round.map(\.description) ?? "none · 无"),
            PageLine(
                "bound to the block", "已锁定区块",
                lock.map { "\($0.block), round · 轮次 \($0.round)" } ?? "none · 无"),
        ]
        return BoundPage(format: Self.format, lines: lines.map(\.text), bytes: canonicalBytes)
    }
}
