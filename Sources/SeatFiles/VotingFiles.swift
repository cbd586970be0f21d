import BlockStore
import Consensus
import LedgerTypes
import Mutants
import Sealing

/// The two files of a seat's votes: the log of what it said, and the register that lets no two
/// signatures out for one place.
///
/// Nothing that a seat signs leaves the node before it is in both.
package struct VotingFiles: Sendable {
    package let log: VoteLog
    package let register: SignerRegister
    let chain: ChainID
    let suite: CryptoSuite

    /// Opens both files, and makes those that are absent.
    ///
    /// Below `reserveBytes` of free space nothing is taken.
    package init(
        opening storage: any Storage, chain: ChainID, suite: CryptoSuite, reserveBytes: UInt64
    ) throws(StoreFault) {
        try self.init(
            opening: storage, chain: chain, suite: suite, reserveBytes: reserveBytes, raisedTo: nil)
    }

    /// Makes both files for a key that never signed: nothing below a height is let out.
    package init(
        beginning height: Height, in storage: any Storage, chain: ChainID, suite: CryptoSuite,
        reserveBytes: UInt64
    ) throws(SignerFault) {
        do {
            try self.init(
                opening: storage, chain: chain, suite: suite, reserveBytes: reserveBytes,
                raisedTo: Mutant.begunUnraised.isOn ? nil : height)
        } catch {
            throw .store(error)
        }
        if Mutant.begunUnraised.isOn { return }
        // An earlier attempt that failed half-way may have left one that is raised to less.
        try register.raise(to: height)
    }

    /// INVARIANT: a new register is raised from its first byte on, so that no power cut leaves one
    /// that knows of nothing.
    private init(
        opening storage: any Storage, chain: ChainID, suite: CryptoSuite, reserveBytes: UInt64,
        raisedTo height: Height?
    ) throws(StoreFault) {
        log = try VoteLog(opening: storage, chain: chain, reserveBytes: reserveBytes)
        register = try SignerRegister(
            opening: storage, chain: chain, suite: suite, raisedTo: height)
        self.chain = chain
        self.suite = suite
    }

    /// What opening put right.
    package var warnings: [StoreWarning] { log.warnings + register.warnings }

    /// Makes what the seat signed durable in both files; throws before anything may be sent.
    package func persist(_ record: VoteLogRecord) throws(SignerFault) {
        do {
            if !Mutant.logNotWritten.isOn {
                try log.append(
                    VoteLog.Record(height: record.height, payload: record.canonicalBytes))
            }
        } catch {
            throw .store(error)
        }
        if Mutant.registerNotAsked.isOn { return }
        let signed = record.signed
        let admitted = try register.admit(
            signed.signature, at: signed.place,
            over: signed.signedBytes(chain: chain, suite: suite))
        // INVARIANT: the suite's signatures are deterministic, so the stored one is the same.
        guard admitted == signed.signature || Mutant.otherSignatureSent.isOn else {
            throw .conflicting(at: signed.place)
        }
    }
}
