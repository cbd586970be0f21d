import LedgerTypes
import Sealing

/// A member as genesis or the state names it.
package struct MemberFacts: Hashable, Sendable {
    package var id: MemberID
    package var nameChinese: String
    package var nameEnglish: String
    /// 统一社会信用代码.
    package var uscc: String
    package var gatewayKey: VerifyingKey

    package init(
        id: MemberID, nameChinese: String, nameEnglish: String, uscc: String,
        gatewayKey: VerifyingKey
    ) {
        self.id = id
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.uscc = uscc
        self.gatewayKey = gatewayKey
    }
}

/// What a verifier takes from genesis.
package struct GenesisFacts: Hashable, Sendable {
    package var suite: CryptoSuite
    package var time: BlockTime
    package var nameChinese: String
    package var nameEnglish: String
    package var seats: SeatSet
    package var members: [MemberFacts]
    /// Governance keys that the founders ask for to recover a lost quorum.
    package var recoveryKeys: UInt64
    /// Founding charters and vocabularies by the state keys that name their digests: files need
    /// not bring them again.
    package var texts: [[UInt8]: [UInt8]]

    package init(
        suite: CryptoSuite, time: BlockTime, nameChinese: String, nameEnglish: String,
        seats: SeatSet, members: [MemberFacts], recoveryKeys: UInt64 = 0,
        texts: [[UInt8]: [UInt8]] = [:]
    ) {
        self.suite = suite
        self.time = time
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.seats = seats
        self.members = members
        self.recoveryKeys = recoveryKeys
        self.texts = texts
    }

    static let domain = DigestDomain("tally/genesis/v1")

    /// The chain that a genesis founds; tried with every suite, since the suite stands inside.
    static func matches(_ bytes: [UInt8], digest: Digest) -> Bool {
        CryptoSuite.allCases.contains { $0.digest(domain, bytes) == digest }
    }
}

/// What evidence needs to know of the ledger's records: where they stand in the state and how their
/// bytes read. Form only; what is true is decided by proofs.
package protocol LedgerSchema: Sendable {
    /// Reads genesis; nil if the bytes are not one.
    func genesis(_ bytes: [UInt8]) -> GenesisFacts?
    /// The state key of a member's record.
    func memberKey(_ member: MemberID) -> [UInt8]
    /// Reads a member's record.
    func member(_ value: [UInt8]) -> MemberFacts?
    /// The state key of the list of assets that contain a subject.
    func assetIndexKey(_ subject: HeadID) -> [UInt8]
    /// Reads that list: the heads of the assets, in any order; nil if the bytes are not a list.
    func assets(_ value: [UInt8]) -> [HeadID]?
    /// The state keys of the charters and vocabularies that an entry's decision rests on; `read`
    /// gives what is known of the state, since one fact may name another.
    func factKeys(of entry: Entry, read: ([UInt8]) -> [UInt8]?) -> [[UInt8]]
    /// The first entry whose decision does not follow again from its facts and the charters.
    func unfoundedDecision(among entries: [Entry], facts: [[UInt8]: [UInt8]]) -> Int?
    /// Digests of exhibits that an entry records.
    func anchoredDigests(in entry: Entry) -> [Digest]
    /// Reads an order of recovery; nil if the transaction is none.
    func recovery(_ order: SignedTransaction) -> RecoveryClaim?
    /// The members whose governance keys signed an order: enough of those whose seats were due, and
    /// nobody else; nil otherwise. `members` are the records of those members.
    func recoverySigners(
        _ order: SignedTransaction, due: SeatSet, recoveryKeys: UInt64, members: [[UInt8]]
    ) -> [MemberID]?
    /// Says what entries record, in words.
    func accounts(of entries: [Entry], facts: [[UInt8]: [UInt8]]) -> [EventAccount]
}

/// What an order of recovery says; who signed it is another question.
package struct RecoveryClaim: Hashable, Sendable {
    package var epoch: UInt64
    package var last: Height
    package var block: BlockID
    package var firstRound: Round
    /// The seats that remain.
    package var seats: SeatSet
    /// Time before which and after which there is no such block.
    package var earliest: BlockTime
    package var latest: BlockTime

    package init(
        epoch: UInt64, last: Height, block: BlockID, firstRound: Round, seats: SeatSet,
        earliest: BlockTime, latest: BlockTime
    ) {
        self.earliest = earliest
        self.latest = latest
        self.epoch = epoch
        self.last = last
        self.block = block
        self.firstRound = firstRound
        self.seats = seats
    }
}

extension LedgerSchema {
    /// A ledger without recoveries has no orders.
    package func recovery(_ order: SignedTransaction) -> RecoveryClaim? { nil }

    package func recoverySigners(
        _ order: SignedTransaction, due: SeatSet, recoveryKeys: UInt64, members: [[UInt8]]
    ) -> [MemberID]? { nil }
}
