import Evidence
import LedgerTypes

extension Verification {
    /// One line of the table of checks.
    public struct Check: Sendable, Hashable {
        /// How it ended.
        public enum Result: String, Sendable, Hashable, CaseIterable {
            case passed
            case failed
            /// A demand of the court that the file does not meet.
            case indeterminate
            /// A finding that does not change the verdict.
            case warning
            /// An earlier check failed, so that this one has nothing to stand on.
            case notRun = "not-run"
            /// The court does not ask for it.
            case notAsked = "not-asked"
            /// The file does not carry what the check is about, and nobody asked for it.
            case absent
        }

        /// Stable number. Source: docs/reference/evidence-codes.md.
        public let code: UInt64
        public let result: Result
        /// What the check makes sure of.
        public let english: String
        public let chinese: String
        /// What was looked at, or what was found instead: visible ASCII.
        public let inputs: String
    }

    /// What one entry of the chain records.
    public struct Event: Sendable, Hashable {
        /// A name in both languages, and its value: visible characters only.
        public struct Line: Sendable, Hashable {
            public let english: String
            public let chinese: String
            public let value: String
        }

        /// A field that the chain holds a commitment to, opened in the file and checked.
        public struct Disclosure: Sendable, Hashable {
            public let name: String
            /// The bytes that were committed to: text in UTF-8, for most fields.
            public let value: [UInt8]
        }

        /// The entry's place in the chain; the first is 0.
        public let index: UInt64
        /// Milliseconds since 1970, by the clock of the chain's blocks.
        public let timeMilliseconds: UInt64
        public let english: String
        public let chinese: String
        public let lines: [Line]
        public let disclosed: [Disclosure]
        /// How many fields are committed to and stay closed in this file.
        public let withheldCount: Int
    }
}

extension Verification.Check {
    init(_ check: Evidence.Check) {
        code = check.code.rawValue
        result =
            switch check.result {
            case .passed: .passed
            case .failed: .failed
            case .indeterminate: .indeterminate
            case .warning: .warning
            case .notRun: .notRun
            case .notAsked: .notAsked
            case .absent: .absent
            }
        english = check.code.title(.english)
        chinese = check.code.title(.chinese)
        inputs = check.visibleInputs
    }
}

extension Verification.Event {
    init(_ entry: VerifiedEntry) {
        index = entry.index.value
        timeMilliseconds = entry.entry.receipt.time.value
        english = entry.account.english
        chinese = entry.account.chinese
        lines = entry.account.lines.map {
            Line(english: $0.english, chinese: $0.chinese, value: $0.visibleValue)
        }
        disclosed = entry.disclosed.map { Disclosure(name: $0.name, value: $0.value) }
        withheldCount = entry.fieldCount - entry.disclosed.count
    }
}
