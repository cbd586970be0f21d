import BlockStore
import CanonicalCoding
import Consensus
import LedgerTypes
import Mutants
import Sealing

extension VotingFiles {
    /// What the log held of the heights after a tip when it was opened, in the order in which it was
    /// said.
    package func recovered(after tip: Height) throws(StoreFault) -> [VoteLogRecord] {
        try read(log.recovered, after: tip)
    }

    /// The same for a seat that goes on from it: what the log alone holds is made known to the
    /// register.
    package func recover(
        after tip: Height, key: VerifyingKey
    ) throws(SignerFault) -> [VoteLogRecord] {
        let records: [VoteLogRecord]
        do { records = try recovered(after: tip) } catch { throw .store(error) }
        try register(records, key: key)
        return records
    }

    /// Reads both files again after a failure, as at a start; what the log holds of the heights
    /// after a tip.
    package func reopen(
        after tip: Height, key: VerifyingKey
    ) throws(SignerFault) -> [VoteLogRecord] {
        let records: [VoteLogRecord]
        do throws(StoreFault) {
            try register.reopen()
            records = try read(try log.reopen(), after: tip)
        } catch {
            throw .store(error)
        }
        try register(records, key: key)
        return records
    }

    private func read(
        _ records: [VoteLog.Record], after tip: Height
    ) throws(StoreFault) -> [VoteLogRecord] {
        var found: [VoteLogRecord] = []
        for record in records where record.height > tip {
            // Its frame is whole: other software wrote it.
            guard let read = try? VoteLogRecord(canonical: record.payload) else {
                throw .wrongFormat(path: VoteLog.path)
            }
            found.append(read)
        }
        return found
    }

    /// Makes known to the register what only the log holds, since a power cut came between the two:
    /// the seat sends it again. What the key did not sign is left to those who check the log.
    private func register(
        _ records: [VoteLogRecord], key: VerifyingKey
    ) throws(SignerFault) {
        if Mutant.recoveredNotRegistered.isOn { return }
        for signed in records.map(\.signed) where register.last.map({ $0 <= signed.place }) ?? true
        {
            let message = signed.signedBytes(chain: chain, suite: suite)
            guard key.verifies(signed.signature, over: message) || Mutant.anyRecordRegistered.isOn
            else { continue }
            _ = try register.admit(signed.signature, at: signed.place, over: message)
        }
    }
}
