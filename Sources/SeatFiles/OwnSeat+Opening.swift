import BlockStore
import Consensus
import LedgerTypes
import Mutants
import Sealing

/// What a start knows of the seat before it opens the files of votes.
package struct SeatFacts: Hashable, Sendable {
    /// It stated where it stands, and no order that holds is installed.
    let awaitsOrder: Bool
    /// The folder is an older copy, or an empty one in the place of one that was lost.
    let isCopied: Bool
    /// The register of signatures is there.
    let hasRegister: Bool
    /// The ledger gives the seat to this key for the next height.
    let sits: Bool

    package init(awaitsOrder: Bool, isCopied: Bool, hasRegister: Bool, sits: Bool) {
        self.awaitsOrder = awaitsOrder
        self.isCopied = isCopied
        self.hasRegister = hasRegister
        self.sits = sits
    }
}

extension OwnSeat {
    /// Opens the files of votes of a node that has a seat, or had one; on a chain that is not empty
    /// their absence makes it observe.
    ///
    /// Gives the seat, and what its log holds of the heights after the tip if it signs.
    /// Source: docs/internals/consensus.md, "What a start trusts".
    package static func open(
        _ folder: SeatFolder, _ facts: SeatFacts, tip: Height
    ) throws(SignerFault) -> (seat: OwnSeat, recovered: [VoteLogRecord]) {
        if let standing = standing(facts, tip) { return (OwnSeat(folder, standing), []) }
        let files: VotingFiles
        do throws(StoreFault) {
            let storage: any Storage
            do { storage = try folder.storage() } catch { throw .storage(error) }
            files = try VotingFiles(
                opening: storage, chain: folder.chain, suite: folder.suite,
                reserveBytes: folder.reserveBytes)
        } catch {
            throw .store(error)
        }
        // A register that knows of nothing confirms nothing.
        if facts.sits, facts.isCopied, files.register.last == nil {
            return (OwnSeat(folder, .lost(.copied)), [])
        }
        let recovered = try files.recover(after: tip, key: folder.key)
        if let from = files.signsFrom(after: tip, recovered: recovered) {
            return (OwnSeat(folder, .resuming(from: from), files), [])
        }
        return (OwnSeat(folder, .signing, files), recovered)
    }

    /// The standing of a seat whose files are not to be opened; nil if they are.
    private static func standing(_ facts: SeatFacts, _ tip: Height) -> SeatStanding? {
        if facts.awaitsOrder { return .lost(.awaitsOrder) }
        if facts.hasRegister { return nil }
        // A member without a seat gets its register when it has come to the tip.
        guard facts.sits else { return .unregistered }
        if Mutant.noVoteFiles.isOn { return nil }
        // The file is not made here: its absence must be seen again at every start. Who puts in an
        // empty disk says so, also before the first block: nothing else tells it from a new node.
        if facts.isCopied { return .lost(.copied) }
        return tip == .genesis ? nil : .lost(.registerMissing)
    }

    /// What opening the files put right.
    package var warnings: [StoreWarning] { files?.warnings ?? [] }
}

extension SeatSet {
    /// True if a member has a seat, under this key.
    package func gives(_ member: MemberID, _ key: VerifyingKey) -> Bool {
        index(of: member).flatMap { self[$0]?.key } == key
    }
}
