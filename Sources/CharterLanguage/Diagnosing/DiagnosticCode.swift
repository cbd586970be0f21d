/// The stable numbers of diagnostics; a number is never given another meaning.
///
/// 1xxx text, 2xxx grammar, 3xxx names, 4xxx types, 5xxx rules, 6xxx records and tests, 7xxx
/// findings of the analysis. The table is in docs/reference/charter-language.md.
public enum DiagnosticCode: UInt64, Hashable, Sendable, CaseIterable {
    case sourceTooLarge = 1101
    case notUTF8 = 1102
    case forbiddenCharacter = 1103
    case unexpectedCharacter = 1104
    case unterminatedText = 1105
    case unterminatedCitation = 1106
    case numberTooLarge = 1107
    case badDate = 1108
    case badIdentifier = 1109

    case unexpectedToken = 2101
    case missingSpace = 2102
    case nestingTooDeep = 2103
    case tooManyNodes = 2104
    case tooManyItems = 2105
    case badCitation = 2106
    case badDuration = 2107
    case unsupported = 2108
    case notCanonical = 2109

    case unknownName = 3101
    case duplicateName = 3102
    case unknownMember = 3103
    case unknownLaw = 3104
    case articleBeyondLaw = 3105
    case unknownRule = 3106
    case unknownType = 3107
    case unknownRecord = 3108
    case unknownState = 3109
    case unknownField = 3110
    case unknownScenario = 3111
    case reservedName = 3112
    case unknownRole = 3113
    case wrongVocabulary = 3114

    case wrongType = 4101
    case outOfRange = 4102
    case overflow = 4103
    case mixedDimensions = 4104
    case constantComparison = 4105
    case misplacedMonths = 4106
    case badRange = 4107

    case overridesRedLine = 5101
    case overrideDangling = 5102
    case overrideCyclic = 5103
    case overrideSelf = 5104
    case emergencyLacksDuty = 5105
    case waivableRedLine = 5106
    case wrongRank = 5107
    case overBudget = 5108
    case budgetBeyondChain = 5109
    case badVersion = 5110
    case badPeriod = 5111
    case missingBasis = 5112
    case noRules = 5113
    case useless = 5114

    case noSuchEdge = 6101
    case noSigner = 6102
    case badQuorum = 6103
    case ambiguousSigner = 6104
    case incompleteScenario = 6105
    case notWaivable = 6106
    case notEscalating = 6107
    case badExpectation = 6108
    case unreachableState = 6109
    case unusedEdge = 6110
    case badRecord = 6111

    case unreachableRule = 7101
    case neverDecisive = 7102
    case alwaysApplies = 7103
    case equalRules = 7104
    case permitInsideForbid = 7105
    case uselessOverride = 7106
    case uncovered = 7107
    case inconclusive = 7108

    /// Whether it only warns: the charter still deploys.
    public var isWarning: Bool {
        switch self {
        case .useless, .unreachableState, .unusedEdge: true
        default: rawValue >= 7_000
        }
    }
}

extension DiagnosticCode: CustomStringConvertible {
    /// `E` or `W` and the number, such as `E2101`.
    public var description: String { (isWarning ? "W" : "E") + String(rawValue) }
}
