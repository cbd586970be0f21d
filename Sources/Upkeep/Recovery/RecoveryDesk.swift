import BlockStore
import CanonicalCoding
import Consensus
import Diagnosis
import Execution
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import SeatFiles

/// A stopped node's folder as a recovery needs it: its chain, executed again, and what its seat
/// signed. Holds the locks of the folder until it is released.
///
/// Source: docs/internals/decisions/0011-recovery.md; the steps: docs/operating/recovery.md.
package struct RecoveryDesk: Sendable {
    package let folder: NodeFolder
    package let genesis: Genesis
    package let member: MemberID
    package let ledger: LedgerState
    private let last: CommittedBlock?
    private let store: ChainStore

    /// Opens a folder whose node does not run.
    package static func open(_ folder: NodeFolder) throws(NodeProblem) -> RecoveryDesk {
        let configuration = try NodeOpening.readConfiguration(folder)
        let genesis = try NodeOpening.readGenesis(folder)
        var replay = try ChainReplay(genesis)
        let store = try NodeOpening.openStore(folder, genesis)
        try replay.run(store)
        return RecoveryDesk(
            folder: folder, genesis: genesis, member: configuration.member, ledger: replay.ledger,
            last: replay.last, store: store)
    }

    /// The seats that are due to decide the next height.
    package var due: SeatSet { ledger.nextSeats }

    /// The block of the last height.
    func headBlock() throws(RecoveryFault) -> BlockID {
        guard let last else { throw .nothingToKeep }
        return last.block.header.id(suite: ledger.suite)
    }

    private func voting() throws(NodeProblem) -> VotingFiles {
        guard folder.hasSignerRegister else { throw .registerMissing }
        do {
            return try VotingFiles(
                opening: try FileStorage(root: folder.votes), chain: ledger.chain,
                suite: ledger.suite, reserveBytes: 0)
        } catch {
            throw .voteLog(error)
        }
    }

    // MARK: statement

    /// States where this survivor stands; from then on its seat signs at the height only under an
    /// order, or after the statement is withdrawn.
    package func state(key: SigningKey) throws -> RecoveryStatement {
        guard let seat = due.index(of: member), due[seat]?.key == key.verifyingKey else {
            throw RecoveryFault.noSeat(member)
        }
        let block = try headBlock()
        let files = try voting()
        let next = ledger.height.next
        let progress: SeatProgress
        do throws(RecoveryBar) {
            progress = try files.progress(after: ledger.height)
        } catch {
            throw fault(error, firstRound: nil)
        }
        let lock = progress.locked.map {
            RecoveryStatement.Lock(round: $0.round, block: $0.block)
        }
        try AtomicFile.write(Array("\(next)\n".utf8), to: folder.recoveryStatement)
        return RecoveryStatement(
            chain: ledger.chain, member: member, epoch: ledger.recoveryEpoch,
            height: ledger.height, block: block, round: progress.round, lock: lock, key: key)
    }

    private func fault(_ bar: RecoveryBar, firstRound: Round?) -> any Error {
        switch bar {
        case .store(let fault): fault
        case .blocksLost(let signed):
            RecoveryFault.blocksLost(tip: ledger.height, signed: signed)
        case .roundSigned(let round):
            RecoveryFault.roundSigned(first: firstRound ?? .first, signed: round)
        }
    }

    /// Lets the seat sign again as if nothing had been stated: no order rests on it, or none will.
    package func withdraw() throws(FileFault) {
        try RecoveryFiles.remove(folder.recoveryStatement)
    }

    // MARK: order

    /// Installs an order: the node goes on under it when it is started.
    package func install(_ signed: SignedTransaction) throws -> RecoveryOrder {
        let order = try check(signed)
        let files = try voting()
        do throws(RecoveryBar) {
            try files.check(order: order.height, from: order.body.firstRound)
        } catch {
            throw fault(error, firstRound: order.body.firstRound)
        }
        try AtomicFile.write(signed.canonicalBytes, to: folder.recoveryOrder)
        return order
    }

    /// Checks an order against this node's chain by executing its block.
    private func check(_ signed: SignedTransaction) throws -> RecoveryOrder {
        guard let order = RecoveryOrder(signed) else { throw RecoveryFault.notAnOrder }
        guard order.height == ledger.height.next else {
            throw RecoveryFault.wrongHeight(order: order.height, next: ledger.height.next)
        }
        let head = try headBlock()
        do throws(BlockRefusal) {
            try BlockExecution.judge(
                order, after: head, certificate: last?.certificate, on: ledger,
                at: WallClock.now())
        } catch {
            switch error {
            case .notAdmitted(_, let refusal):
                throw RecoveryFault.refused(code: refusal.code.value)
            case .recoveryRefused(let code): throw RecoveryFault.refused(code: code.value)
            default: throw RecoveryFault.refused(code: error.code)
            }
        }
        guard order.body.seats.index(of: member) != nil else {
            throw RecoveryFault.removedHere(member)
        }
        return order
    }

    /// Takes an installed order out again, unless this seat has signed under it.
    package func uninstall() throws {
        guard FileManager.default.fileExists(atPath: folder.recoveryOrder) else {
            throw RecoveryFault.noOrder
        }
        let order: RecoveryOrder?
        do throws(NodeProblem) { order = try RecoveryFiles.order(folder) } catch {
            // A damaged order was never acted upon; one that the disk does not give may have been.
            guard error == .recoveryUnreadable else { throw error }
            order = nil
        }
        if let order {
            let signed = try voting().register.last
            let place = SignerPosition(
                height: order.height, round: order.body.firstRound, step: .barrier)
            guard ledger.height < order.height, signed.map({ $0 < place }) ?? true else {
                throw RecoveryFault.underWay
            }
        }
        try RecoveryFiles.remove(folder.recoveryOrder)
    }
}
