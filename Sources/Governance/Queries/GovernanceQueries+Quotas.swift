import LedgerTypes

/// What an account has used of the day of the last block, and what it may use.
package struct QuotaStanding: Hashable, Sendable {
    package let account: QuotaAccount
    package let entries: UInt64
    package let bytes: UInt64
    package let entriesLimit: UInt64
    package let bytesLimit: UInt64
    /// When the day ends, and all is free again.
    package let freed: BlockTime
}

extension GovernanceQueries {
    package func quota(of account: QuotaAccount) -> QuotaStanding {
        let use = Quota.use(state.get(Tables.quotaUses, account), at: state.time)
        let quota = account.quota(state.parameters)
        return QuotaStanding(
            account: account, entries: use.entries, bytes: use.bytes,
            entriesLimit: quota.entries, bytesLimit: quota.bytes,
            freed: Quota.freed(after: state.time))
    }

    /// Of whoever's day a transaction uses up; nil where the chain knows none of its keys.
    package func quota(of signed: SignedTransaction) -> QuotaStanding? {
        let owners = signed.signatures.compactMap { state.get(Tables.keys, $0.key)?.owner }
        return QuotaAccount(of: signed.transaction, owners).map(quota)
    }
}
