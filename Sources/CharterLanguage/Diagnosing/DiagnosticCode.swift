/// The stable numbers of diagnostics; a number is never given another meaning.
///
/// 1xxx text, 2xxx grammar, 3xxx names, 4xxx types, 5xxx rules, 6xxx records and tests, 7xxx
/// findings of the analysis. The table is in docs/reference/charter-language.md.
package enum DiagnosticCode: UInt64, Hashable, Sendable, CaseIterable {
    case sourceTooLarge = 9101
    case notUTF8 = 9102
    case forbiddenCharacter = 9103
    case unexpectedCharacter = 9104
    case unterminatedText = 9105
    case unterminatedCitation = 9106
    case numberTooLarge = 9107
    case badDate = 9108
    case badIdentifier = 9109

    case unexpectedToken = 9201
    case missingSpace = 9202
    case nestingTooDeep = 9203
    case tooManyNodes = 9204
    case tooManyItems = 9205
    case badCitation = 9206
    case badDuration = 9207
    case unsupported = 9208
    case notCanonical = 9209

    case unknownName = 9301
    case duplicateName = 9302
    case unknownMember = 9303
    case unknownLaw = 9304
    case articleBeyondLaw = 9305
    case unknownRule = 9306
    case unknownType = 9307
    case unknownRecord = 9308
    case unknownState = 9309
    case unknownField = 9310
    case unknownScenario = 9311
    case reservedName = 9312
    case unknownRole = 9313
    case wrongVocabulary = 9314

    case wrongType = 9401
    case outOfRange = 9402
    case overflow = 9403
    case mixedDimensions = 9404
    case constantComparison = 9405
    case misplacedMonths = 9406
    case badRange = 9407

    case overridesRedLine = 9501
    case overrideDangling = 9502
    case overrideCyclic = 9503
    case overrideSelf = 9504
    case emergencyLacksDuty = 9505
    case waivableRedLine = 9506
    case wrongRank = 9507
    case overBudget = 9508
    case budgetBeyondChain = 9509
    case badVersion = 9510
    case badPeriod = 9511
    case missingBasis = 9512
    case noRules = 9513
    case useless = 9514

    case noSuchEdge = 9601
    case noSigner = 9602
    case badQuorum = 9603
    case ambiguousSigner = 9604
    case incompleteScenario = 9605
    case notWaivable = 9606
    case notEscalating = 9607
    case badExpectation = 9608
    case unreachableState = 9609
    case unusedEdge = 9610
    case badRecord = 9611

    case unreachableRule = 9701
    case neverDecisive = 9702
    case alwaysApplies = 9703
    case equalRules = 9704
    case permitInsideForbid = 9705
    case uselessOverride = 9706
    case uncovered = 9707
    case inconclusive = 9708

    /// Whether it only warns: the charter still deploys.
    package var isWarning: Bool {
        switch self {
        case .useless, .unreachableState, .unusedEdge: true
        default: rawValue >= 9_700
        }
    }
}

extension DiagnosticCode: CustomStringConvertible {
    /// `E` or `W` and the number, such as `E9201`.
    package var description: String { (isWarning ? "W" : "E") + String(rawValue) }
}
