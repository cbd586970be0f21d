import CanonicalCoding
import LedgerTypes
import Sealing

/// A block of the recent past that the state remembers by its name.
package struct Checkpoint: Hashable, Sendable {
    package let height: Height
    package let block: BlockID
    package let time: BlockTime

    /// Every so many heights one is kept; so near the tip a candidate must be.
    static let interval: UInt64 = 16
    /// How many are kept: 131,072 heights, at one block a second a day and a half.
    static let kept: UInt64 = 8_192

    package init(height: Height, block: BlockID, time: BlockTime) {
        self.height = height
        self.block = block
        self.time = time
    }

    /// The last height below one that is kept.
    package static func last(below height: Height) -> Height {
        Height((height.previous?.value ?? 0) / interval * interval)
    }

    /// The height that will be kept next by a chain at this one.
    package static func next(above height: Height) -> Height {
        Height((height.value / interval + 1) * interval)
    }

    /// Where a height is kept; the places are used again in turn.
    package static func slot(_ height: Height) -> Height { Height(height.value / interval % kept) }

    /// At block start: keeps the parent if it is one.
    static func keep(_ parent: Checkpoint, _ change: inout StateChange) {
        guard parent.height.value % interval == 0 else { return }
        change.put(Tables.checkpoints, slot(parent.height), parent)
    }
}

/// What a candidate for a seat says with its seat key: that it holds the chain up to a checkpoint.
///
/// It shows that the key is the candidate's, that its node has caught up, and on which chain.
/// Source: docs/internals/decisions/0009-seat-changes.md.
package struct SeatStatus: Hashable, Sendable {
    package let member: MemberID
    package let height: Height
    package let block: BlockID
    package let signature: Signature

    package init(member: MemberID, height: Height, block: BlockID, signature: Signature) {
        self.member = member
        self.height = height
        self.block = block
        self.signature = signature
    }

    /// Signs for a block that the state remembers or will have remembered.
    package init(
        member: MemberID, chain: ChainID, height: Height, block: BlockID, key: SigningKey
    ) {
        self.init(
            member: member, height: height, block: block,
            signature: key.sign(
                Self.signedBytes(chain: chain, member: member, height: height, block: block)))
    }

    /// Signs for the latest checkpoint of the candidate's own state; nil before the first block.
    package init?(member: MemberID, state: LedgerState, key: SigningKey) {
        guard let checkpoint = state.checkpoint else { return nil }
        self.init(
            member: member, chain: state.chain, height: checkpoint.height,
            block: checkpoint.block, key: key)
    }

    /// The fixed ASCII lines that a candidate signs, built from fields and never parsed.
    package static func signedBytes(
        chain: ChainID, member: MemberID, height: Height, block: BlockID
    ) -> [UInt8] {
        Array(
            """
            tally/seat-status/v1
            chain \(chain)
            member \(member)
            height \(height)
            block \(block)

            """.utf8)
    }

    /// Checks the signature under the candidate's seat key.
    package func isSigned(chain: ChainID, by key: VerifyingKey) -> Bool {
        key.verifies(
            signature,
            over: Self.signedBytes(chain: chain, member: member, height: height, block: block))
    }

    /// Refuses a status that is not of this chain's recent past or not signed by the seat's key.
    func check(key: VerifyingKey, _ reader: inout StateReader) throws(Refusal) {
        guard let known = reader.get(Tables.checkpoints, Checkpoint.slot(height)),
            known.height == height,
            reader.time.since(known.time) <= LedgerTypes.Limits.maximumValidity
        else { throw .seatStatusOld }
        guard known.block == block, isSigned(chain: reader.chain, by: key) else {
            throw .seatStatusWrong
        }
    }
}

extension Tables {
    /// Names of blocks of the recent past, in a ring.
    package static let checkpoints = Table<Height, Checkpoint>("checkpoint")
}

extension LedgerState {
    /// The latest block whose name the state holds; nil at genesis.
    package var checkpoint: Checkpoint? {
        guard let parent = height.previous else { return nil }
        let height = Height(parent.value / Checkpoint.interval * Checkpoint.interval)
        return self.get(Tables.checkpoints, Checkpoint.slot(height))
    }
}

extension Checkpoint: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        height.encode(into: &writer)
        block.encode(into: &writer)
        time.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        height = try Height(from: &reader)
        block = try BlockID(from: &reader)
        time = try BlockTime(from: &reader)
        reader.endArray()
    }
}

extension SeatStatus: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        member.encode(into: &writer)
        height.encode(into: &writer)
        block.encode(into: &writer)
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        member = try MemberID(from: &reader)
        height = try Height(from: &reader)
        block = try BlockID(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}
