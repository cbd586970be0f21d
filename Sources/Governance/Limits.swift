import LedgerTypes

/// Bounds of what governance keeps in state, each with its reason.
package enum GovernanceLimits {
    /// Most subjects that an asset names one by one: each has its own head in every entry of the
    /// asset; larger groups are committed to by a root.
    package static let explicitSubjects = 32
    /// Most persons who attend one patient.
    package static let attending = 32
    /// Most field labels of one asset: a set of fields is one 64-bit word.
    package static let fieldLabels = 64
    /// Most consents, grants or assets that an index lists for one subject or asset.
    package static let indexed = 256
    /// Most stretches of time that a permit's limit of its data names: so many limited consents in
    /// force are no one's, and leaving out some only narrows it.
    package static let dataPeriods = 64
    /// Most names in one list of a scope.
    package static let scopeNames = 64
    /// Longest time between the draft of a recovery and its block: signers meet over days.
    package static let recoveryValidity = Milliseconds.days(30)
    /// Highest round in which a recovery begins; rounds take seconds.
    package static let recoveryRound: UInt64 = 1 << 31
    /// Highest last height that a recovery names: files claim any, and a height must follow.
    package static let recoveryHeight: UInt64 = 1 << 62
    /// Longest name of an institution in bytes; shown, never judged.
    package static let textBytes = 512
    /// Most bytes of a transaction's field commitments, as a count of digests.
    package static let commitments = 64
    /// Most members of a consortium: their quorum is counted in one pass.
    package static let members = 1_024
    /// Most seats of the independent committee.
    package static let committeeSeats = 21
    /// Most due items that one block runs; the rest waits for the next block.
    package static let dueItemsPerBlock = 1_000
    /// How many blocks of expired transaction ids one block forgets: keeps up with any rate, since
    /// each block adds one.
    package static let forgottenBlocksPerBlock = 4
    /// How many heights back evidence of misbehaviour may reach: longer than any node is cut off and
    /// still hears votes, more than a day of an idle chain; the seats of that time are kept.
    package static let evidenceAge: UInt64 = 10_000
    /// Most records of misbehaviour of one member within that time: a faulty seat can sign
    /// contradictions without end, and more of them show nothing new.
    package static let misbehaviourRecords = 64
    /// Time in which a patient is told that a recovery of their key begins or has ended: far below
    /// the shortest delay.
    package static let recoveryNotice = Milliseconds.hours(24)
    /// Time in which a patient is told that two names are taken for one patient, or are parted.
    package static let mergeNotice = Milliseconds.hours(24)
    /// Most names of one patient at a holder: each decision looks at all of them.
    package static let subjectNames = 8
    /// Bounds of the delay in which a patient's old key may object: over a short illness, and no
    /// longer than a patient should be without a voice.
    package static let recoveryDelay = Milliseconds.days(3)...Milliseconds.days(90)
    /// How often the wait after an objection doubles: the longest is 32 delays.
    package static let recoveryDoublings: UInt64 = 5
    /// Time in which every member's governance is told of a misbehaving seat: over a weekend.
    package static let misbehaviourNotice = Milliseconds.hours(72)
    /// Time in which a receiver answers a withdrawal: over a weekend.
    package static let recallAnswer = Milliseconds.hours(72)
    /// Most permits of one search that a block decides again for a withdrawal: each is a decision, and
    /// a patient may have any number.
    package static let recallStep = 8
    /// Until a member's people are told that an authority took a licence of theirs back.
    package static let licenceNotice = Milliseconds.hours(24)
}
