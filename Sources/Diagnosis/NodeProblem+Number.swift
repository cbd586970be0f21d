extension NodeProblem {
    /// The numbers of problems on which the code or a trial depends; what only people look up has
    /// its number where its words are.
    package enum Number: UInt64, Sendable, Hashable {
        case keysClosed = 7095
        case folderInUse = 7113
        case notConfirmed = 7121
        case recovered = 7128
        case belowReserve = 7131
        case damageFound = 7132
        case noQuorum = 7140
        case stalled = 7141
        case loopSilent = 7142
        case stopping = 7150
        case outbox = 7151
        case inbox = 7152
        case dutyRefused = 7153
        case journal = 7154
        case folderMissing = 7155
        case dutyReading = 7156
        case dutyWaits = 7157
        case noticeOverdue = 7158
        case recordUnanchored = 7159
        case haltedQuorum = 7170
        case addressTaken = 7187
        case placeNotEmpty = 7191
        case backupFile = 7192
        case backupOfOtherChain = 7193
        case notWatched = 7194
        case signsElsewhere = 7195
        case notExamined = 7196
        case callersTurnedAway = 7197
    }

    package init(_ number: Number, _ severity: Severity, _ english: String, _ chinese: String) {
        self.init(number.rawValue, severity, english, chinese)
    }

    /// Nil where nothing depends on it.
    package var number: Number? { Number(rawValue: code) }
}
