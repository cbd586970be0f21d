import Duties
import Governance
import LedgerTypes
import NodeFiles
import Sealing

extension TallyNode {
    /// True if fewer seats than a quorum can be reached, this one included.
    package var isCutOff: Bool { !healthSources.reachesQuorum }

    /// Decides an override by itself on the last committed state, and reserves its number.
    package func draftOfflineOverride(
        _ request: Governance.Request, under declared: OverrideDeclaration,
        by physician: StaffReference, reasonCommitment: Digest
    ) throws(OfflineRefusal) -> OfflineDraft {
        let snapshot = view.current
        return try work.gateway.draftOverride(
            request, under: declared, by: physician, reasonCommitment: reasonCommitment,
            at: OfflineScene(
                ledger: snapshot.ledger, basis: snapshot.header,
                age: snapshot.isLive ? snapshot.age : nil, clock: WallClock.now(),
                isCutOff: isCutOff, peers: status.linked),
            in: work.journal)
    }

    /// Makes the signed record durable, and only then gives the data: the asked fields of the own
    /// records, masked as the ruling says.
    package func openOfflineOverride(
        _ draft: OfflineDraft, signatures: [TransactionSignature]
    ) throws(OfflineRefusal) -> [UInt8] {
        let data = try work.gateway.openOverride(
            draft, signatures: signatures, on: view.ledger, in: work.journal)
        logger.critical(
            "emergency access without the network",
            metadata: [
                "record": "\(draft.record.sequence)", "physician": "\(draft.record.physician)",
            ])
        return data
    }

    /// Offline records that the ledger does not know yet, with what cannot be read.
    package func unanchored() throws(JournalFault) -> OfflineJournal.Content {
        try work.journal.unanchored(on: view.ledger)
    }
}
