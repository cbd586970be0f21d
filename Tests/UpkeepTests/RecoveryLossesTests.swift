import Governance
import Interchange
import LedgerTypes
import Sealing
import Testing

@testable import Upkeep

/// What a draft says of blocks that may be lost, by who remains and what they state.
@Suite struct `Losses of a recovery` {
    private static let suite = CryptoSuite.ed25519SHA256
    private let block = BlockID(Self.suite.hash([1]))
    private let height = Height(7)

    /// A recovery of `count` seats without the last `lost`; the first `locking` survivors state
    /// that they locked the block.
    private func losses(_ count: Int, lost: Int, locking: Int) throws -> RecoveryLosses {
        let members = (0..<count).map { MemberID(unchecked: "m\($0)") }
        let keys = try members.map { member in
            try SigningKey(
                seed: SecretBytes(Self.suite.hash(Array(member.text.utf8)).bytes), suite: Self.suite
            )
        }
        let seats = zip(members, keys).map { Seat(member: $0, key: $1.verifyingKey) }
        let staying = count - lost
        let statements = (0..<staying).map { index in
            RecoveryStatement(
                chain: ChainID(.zero), member: members[index], epoch: 0, height: height,
                block: BlockID(.zero), round: .first,
                lock: index < locking
                    ? RecoveryStatement.Lock(round: .first, block: block) : nil,
                key: keys[index])
        }
        return RecoveryLosses(
            height: height, due: try SeatSet(checking: seats),
            removed: Array(members.suffix(lost)),
            remaining: try SeatSet(checking: Array(seats.prefix(staying))), statements: statements)
    }

    private func english(_ losses: RecoveryLosses) -> String {
        losses.warnings.map(\.en).joined(separator: "\n")
    }

    @Test func `a block may have been decided if liars among the survivors would suffice`() throws {
        // Five votes of seven decide. Three seats are lost, one says that it voted, and one of the
        // four that remain may lie.
        let losses = try losses(7, lost: 3, locking: 1)
        #expect(losses.silentVotesNeeded(for: block) == 1)
        #expect(english(losses).contains("m0 locked block \(block) at height 8: it MAY HAVE BEEN"))
    }

    @Test func `no block is said to be impossible on what survivors state`() throws {
        // Seven votes of ten decide: two lost seats and one that says so lack four more, and two
        // of eight may lie.
        let losses = try losses(10, lost: 2, locking: 1)
        let text = english(losses)
        #expect(text.contains("it was decided only if 4 or more of the other survivors hide"))
        #expect(!text.contains("cannot") && !text.contains("MAY HAVE BEEN DECIDED"))
        #expect(losses.warnings.contains { $0.zh.contains("仅当另有至少 4 个存续席位") })
    }

    @Test func `lost seats that lack no more votes than survivors may hide are a quorum`() throws {
        #expect(english(try losses(4, lost: 3, locking: 0)).contains("are a quorum by themselves"))
        // Six of ten are lost, and one of the four that remain may lie.
        let hidden = english(try losses(10, lost: 6, locking: 0))
        #expect(hidden.contains("6 removed seats and 1 of the remaining that hid their votes"))
        #expect(!english(try losses(10, lost: 5, locking: 0)).contains("would be a quorum"))
    }
}
