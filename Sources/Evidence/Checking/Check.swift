/// The languages of reports.
package enum ReportLanguage: String, Sendable, Hashable, CaseIterable {
    case chinese = "zh"
    case english = "en"
}

/// What the file as a whole is worth under the court's policy.
package enum EvidenceVerdict: UInt64, Sendable, Hashable {
    case totalPassed = 0
    case totalFailed = 1
    /// Nothing speaks against the file, but it does not show what the court asks for.
    case indeterminate = 2

    /// The worst of some verdicts: what fails once has failed, whatever else holds.
    package static func worst(_ verdicts: [EvidenceVerdict]) -> EvidenceVerdict {
        if verdicts.contains(.totalFailed) { return .totalFailed }
        return verdicts.contains(.indeterminate) ? .indeterminate : .totalPassed
    }

    /// The name in reports, the same in both languages.
    package var name: String {
        switch self {
        case .totalPassed: "TOTAL-PASSED"
        case .totalFailed: "TOTAL-FAILED"
        case .indeterminate: "INDETERMINATE"
        }
    }
}

/// How one check ended.
package enum CheckResult: String, Sendable, Hashable {
    case passed
    case failed
    /// A check of the court's policy that the file does not meet.
    case indeterminate
    /// A finding that does not change the verdict.
    case warning
    /// An earlier check failed, so that this one has nothing to stand on.
    case notRun = "not-run"
    /// The court's policy does not ask for it.
    case notAsked = "not-asked"
    /// The file does not carry what the check is about, and nobody asked for it.
    case absent
}

/// One line of the table of checks.
package struct Check: Sendable, Hashable {
    package let code: CheckCode
    package let result: CheckResult
    /// What was looked at, or what was found instead; plain ASCII.
    package let inputs: String

    /// The inputs as they may be shown: what would hide or reorder text is written out.
    package var visibleInputs: String { VisibleText.text(inputs) }

    package init(_ code: CheckCode, _ result: CheckResult, inputs: String = "") {
        self.code = code
        self.result = result
        self.inputs = inputs
    }
}

/// A check that failed; the first one ends the examination.
struct CheckFailure: Error, Hashable, Sendable {
    let code: CheckCode
    let inputs: String

    init(_ code: CheckCode, _ inputs: String) {
        self.code = code
        self.inputs = inputs
    }
}

/// The checks so far.
struct CheckLog: Sendable {
    private(set) var checks: [Check] = []

    mutating func passed(_ code: CheckCode, _ inputs: String = "") {
        precondition(
            checks.last.map { $0.code.rawValue < code.rawValue } ?? true,
            "checks run in the order of their codes: \(code) after \(checks.last!.code)")
        checks.append(Check(code, .passed, inputs: inputs))
    }

    /// Nothing was checked: what it is about is not in the file.
    mutating func absent(_ code: CheckCode) { checks.append(Check(code, .absent)) }

    mutating func found(_ check: Check) { checks.append(check) }

    /// Notes a passed check, or throws.
    mutating func require(
        _ code: CheckCode, _ holds: Bool, _ inputs: @autoclosure () -> String = ""
    ) throws(CheckFailure) {
        guard holds else { throw CheckFailure(code, inputs()) }
        passed(code, inputs())
    }

    /// The whole table: what failed, and what was therefore not run.
    func completed(with failure: CheckFailure?) -> [Check] {
        guard let failure else { return checks }
        let rest = CheckCode.allCases.filter {
            $0.rawValue > failure.code.rawValue && !$0.isWarning
        }
        return checks + [Check(failure.code, .failed, inputs: failure.inputs)]
            + rest.map { Check($0, .notRun) }
    }
}
