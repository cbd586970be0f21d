import Execution
import Governance
import LedgerTypes
import Mutants
import Sealing

/// The one thing that is wrong with a block; all else in it is right, and fits it where it can.
enum FalseBlock: Int, CaseIterable, Hashable {
    /// Nothing: such a block must be voted for.
    case right, rightWithTransactions
    // The header.
    case stateRoot, entryRoot, entryCount, seatSet, nextSeatSet, parameters, rules, epoch
    case certificateDigest, proposerField, chain
    case parent, height, parentTime, earlierTime, timeAfterLast
    // The certificate of the parent.
    case certificateAbsent, certificateOfGenesis, signatureFalse, signatureShort, seatTwice
    case certificateOfOther, certificateOfRound
    // Transactions.
    case unsigned, unknownKey, otherChain, spent, twice, expired, farValidity, order
    case tooLarge, tooCostly, readsMuch
    // Evidence.
    case evidenceFalse, evidenceTwice, evidenceAhead, evidenceUnrecorded

    var isRight: Bool { self == .right || self == .rightWithTransactions }

    /// Parameters under which little is already too much.
    var chainParameters: ChainParameters {
        var parameters = Scenario.quickParameters
        switch self {
        case .tooLarge: parameters.maximumBlockBytes = 65_536
        case .tooCostly: parameters.proposeTimeout = Milliseconds(10)
        case .readsMuch: parameters.proposeTimeout = Milliseconds(6)
        default: break
        }
        return parameters
    }

    /// Many, where every one is read.
    var seats: Int { self == .readsMuch ? 30 : 4 }

    /// A clock near the end of time, where there is one to show.
    var start: BlockTime? {
        self == .timeAfterLast ? BlockTime(BlockTime.last.value - 60_000) : nil
    }

    /// The block; nil where there is none of the kind at this height.
    func make(_ script: LoneReplica) -> Block? {
        switch self {
        case .right: script.block()
        case .rightWithTransactions: script.block((10..<13).map { script.transaction($0) })
        case .stateRoot, .entryRoot, .entryCount, .seatSet, .nextSeatSet, .parameters, .rules,
            .epoch, .certificateDigest, .proposerField, .chain, .parent, .height, .parentTime,
            .earlierTime, .timeAfterLast:
            changed(script)
        case .certificateAbsent, .certificateOfGenesis, .signatureFalse, .signatureShort,
            .seatTwice, .certificateOfOther, .certificateOfRound:
            certified(script)
        case .evidenceFalse, .evidenceTwice, .evidenceAhead, .evidenceUnrecorded:
            accusing(script)
        default: filled(script)
        }
    }

    /// A block without transactions whose header says one thing otherwise: nothing else of it
    /// depends on its parent's name, its time or its proposer.
    private func changed(_ script: LoneReplica) -> Block? {
        var block = script.block()
        let other = Consortium.suite.hash([1])
        let before = script.chain.state.time
        switch self {
        case .stateRoot: block.header.stateRoot = other
        case .entryRoot: block.header.entryRoot = other
        case .entryCount: block.header.entryCount += 1
        case .seatSet: block.header.seatSet = other
        case .nextSeatSet: block.header.nextSeatSet = other
        case .parameters: block.header.parameters = other
        case .rules: block.header.rules = other
        case .epoch: block.header.recoveryEpoch += 1
        case .certificateDigest: block.header.parentCertificate = other
        case .proposerField:
            block.header.proposer = SeatIndex((block.header.proposer.value + 1) % 4)
        case .chain: block.header.chain = ChainID(other)
        case .parent:
            // The state after the first block remembers its parent.
            var inputs = script.inputs()
            inputs.parent = BlockID(other)
            if let built = script.build(inputs) { return built }
            block.header.parent = BlockID(other)
        case .height: block.header.height = block.header.height.next
        case .parentTime: block.header.time = before
        case .earlierTime: block.header.time = BlockTime(before.value - 1)
        case .timeAfterLast: block.header.time = BlockTime.last.next
        default: return nil
        }
        return block
    }

    /// A block over a certificate of the parent that does not hold.
    private func certified(_ script: LoneReplica) -> Block? {
        var inputs = script.inputs()
        guard let good = inputs.parentCertificate else {
            guard self == .certificateOfGenesis else { return nil }
            inputs.parentCertificate = script.certificate(
                of: script.chain.head, height: .genesis, by: script.quorum)
            return script.build(inputs)
        }
        var signatures = good.signatures
        var (block, round) = (good.block, good.round)
        switch self {
        case .certificateAbsent:
            inputs.parentCertificate = nil
            return script.build(inputs)
        case .signatureFalse:
            signatures[1] = SeatSignature(
                seat: signatures[1].seat, signature: signatures[0].signature)
        case .signatureShort: signatures.removeLast()
        case .seatTwice: signatures[1] = signatures[0]
        case .certificateOfRound: round = round.next
        case .certificateOfOther:
            block = BlockID(Consortium.suite.hash([2]))
            signatures =
                script.certificate(
                    of: block, height: good.height, by: script.quorum
                ).signatures
        default: return nil
        }
        inputs.parentCertificate = CommitCertificate(
            height: good.height, round: round, block: block, signatures: signatures)
        guard block == good.block else {
            // It executes over the good one; what says so in the header is changed afterwards.
            let other = inputs.parentCertificate
            inputs.parentCertificate = good
            guard var made = script.build(inputs) else { return nil }
            made.body.parentCertificate = other
            made.header.parentCertificate =
                other?.digest(suite: Consortium.suite) ?? .zero
            return made
        }
        return script.build(inputs)
    }

    /// A block with evidence that may not stand in it.
    private func accusing(_ script: LoneReplica) -> Block? {
        guard script.chain.tip > .genesis else { return nil }
        let height = self == .evidenceAhead ? script.chain.tip.next : script.chain.tip
        let liar = script.teller
        let one = script.vote(.prevote, for: nil, height: height, by: liar)
        var other = script.vote(.prevote, for: BlockID(.zero), height: height, by: liar)
        if self == .evidenceFalse {
            other = Vote(
                step: other.step, height: other.height, round: other.round, block: other.block,
                validRound: nil, seat: other.seat, signature: one.signature)
        }
        guard let shown = MisbehaviourEvidence.conflict(one, other) else { return nil }
        if self == .evidenceUnrecorded || self == .evidenceTwice {
            guard var block = script.build(script.inputs(evidence: [shown])) else { return nil }
            if self == .evidenceTwice {
                block.body.evidence.append(shown)
            } else {
                // The header of one that accuses nobody.
                block.header = script.block().header
            }
            return block
        }
        var block = script.block()
        block.body.evidence = [shown]
        return block
    }
}
