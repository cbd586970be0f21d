/// The checks of a file, in the order in which every verifier makes them.
///
/// Each check goes over the whole file before the next begins; the first that fails gives THE code
/// of the file. Codes are stable: docs/reference/evidence-codes.md.
/// Source: docs/reference/evidence-format.md, "Rules of verification".
package enum CheckCode: UInt64, Sendable, Hashable, CaseIterable {
    case archiveSize = 7101
    case archiveStructure = 7102
    case archiveFields = 7103
    case archiveNames = 7104
    case archiveOrder = 7105
    case archiveChecksums = 7106
    case archiveCanonical = 7107
    case requiredFiles = 7108

    case sealForm = 7201
    case knownFiles = 7202
    case everyFileListed = 7203
    case everyLinePresent = 7204
    case listedSizes = 7205
    case listedDigests = 7206

    case contentForm = 7301
    case contentOrder = 7302
    case disclosureForm = 7303

    case genesisDigest = 7401
    case genesisForm = 7402
    case stepOrder = 7411
    case stepChain = 7412
    case stepSeats = 7413
    case stepCertificates = 7414
    case stepNextSeats = 7415
    case recoveryOrders = 7416
    case recoveryMembers = 7417
    case recoverySignatures = 7418
    case recoveryBlocks = 7419
    case headerChain = 7421
    case headerSeats = 7422
    case certificateHeight = 7423
    case certificateBlock = 7424
    case certificateOrder = 7425
    case certificateSeats = 7426
    case certificateQuorum = 7427
    case certificateSignatures = 7428
    case recoveryEpoch = 7429

    case entryIndexes = 7501
    case entryForm = 7502
    case entryProofs = 7503
    case entryChain = 7504
    case entryTimes = 7505

    case assetIndex = 7601
    case headList = 7602
    case headProofs = 7603
    case headSequences = 7604
    case headLinks = 7605
    case headLast = 7606
    case strayEntries = 7607

    case factProofs = 7701
    case rulesPresent = 7702
    case decisionsFollow = 7703

    case blockList = 7801
    case blockChain = 7802
    case blockCertificates = 7803
    case blockTimes = 7804
    case blockGrowth = 7805

    case disclosureOrder = 7901
    case disclosureTargets = 7902
    case disclosureCommitments = 7903
    case disclosureNames = 7904

    case exporterRecord = 8001
    case exporterSignature = 8002
    case exportStatement = 8003
    case exhibitsAnchored = 8101

    case policyHeight = 8201
    case policyTime = 8202
    case policyLayers = 8203
    case policyIndependence = 8204
    case policyFields = 8205
    case policySubject = 8206

    case saltReused = 8301
    case saltZero = 8302

    /// Findings that do not change the verdict.
    package var isWarning: Bool { (8300..<8400).contains(rawValue) }
}
