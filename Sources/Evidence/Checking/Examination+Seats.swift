import CanonicalCoding
import LedgerTypes
import Sealing

extension Examination {
    mutating func checkGenesis(_ content: EvidenceContent) throws(CheckFailure) -> GenesisFacts {
        let digest = policy.genesis
        // A file without genesis stands on the bytes that the court brought; the digest decides.
        let bytes = content.genesis.isEmpty ? policy.genesisBytes ?? [] : content.genesis
        try log.require(
            .genesisDigest, GenesisFacts.matches(bytes, digest: digest),
            content.genesis.isEmpty ? "\(digest), brought by the court" : "\(digest)")
        guard let genesis = schema.genesis(bytes) else {
            throw CheckFailure(.genesisForm, "genesis cannot be read")
        }
        suite = genesis.suite
        facts = genesis.texts
        log.passed(.genesisForm, "\(genesis.seats.count) seats")
        return genesis
    }

    /// Walks every change of the seats from genesis to the export, then checks the block itself.
    mutating func checkSeats(
        _ content: EvidenceContent, genesis: GenesisFacts
    ) throws(CheckFailure) -> SeatHistory {
        let chain = ChainID(policy.genesis)
        let steps = content.seatSteps
        let header = content.block.header
        let before = [genesis.seats] + steps.map(\.next)
        let heights = steps.map(\.block.header.height) + [header.height]
        try log.require(
            .stepOrder,
            heights.isAscending { $0 } && steps.allSatisfy { $0.block.header.height > .genesis }
                && (steps.map(\.block.header.time) + [header.time]).isAscending { $0 }
                && zip(before, before.dropFirst()).allSatisfy { $0 != $1 },
            "\(steps.count) changes")
        try log.require(.stepChain, steps.allSatisfy { $0.block.header.chain == chain })
        try log.require(
            .stepSeats,
            zip(steps, before).allSatisfy { $0.block.header.seatSet == $1.digest(suite: suite) })
        for (step, seats) in zip(steps, before) {
            do {
                try step.block.verify(chain: chain, suite: suite, seats: seats)
            } catch {
                throw CheckFailure(
                    .stepCertificates, "height \(step.block.header.height), \(error.rawValue)")
            }
        }
        log.passed(.stepCertificates)
        try log.require(
            .stepNextSeats,
            steps.allSatisfy { $0.block.header.nextSeatSet == $0.next.digest(suite: suite) })
        let seats = before[before.count - 1]
        try checkHeader(content.block, chain: chain, seats: seats)
        let starts = [Height(1)] + steps.map(\.block.header.height.next)
        return SeatHistory(sets: zip(starts, before).map { (from: $0, seats: $1) })
    }

    private mutating func checkHeader(
        _ block: CommittedHeader, chain: ChainID, seats: SeatSet
    ) throws(CheckFailure) {
        try log.require(.headerChain, block.header.chain == chain, "\(block.header.chain)")
        try log.require(
            .headerSeats, block.header.seatSet == seats.digest(suite: suite), "\(seats.count) seats"
        )
        let order: [(CheckCode, CertificateFault)] = [
            (.certificateHeight, .wrongHeight), (.certificateBlock, .wrongBlock),
            (.certificateOrder, .seatsNotAscending), (.certificateSeats, .seatUnknown),
            (.certificateQuorum, .belowQuorum), (.certificateSignatures, .signatureWrong),
        ]
        var found: CertificateFault?
        do {
            try block.verify(chain: chain, suite: suite, seats: seats)
        } catch {
            found = error
        }
        for (code, fault) in order {
            if found == fault { throw CheckFailure(code, "\(fault.rawValue)") }
            log.passed(code, inputs(of: code, block: block, seats: seats))
        }
        // No transaction of this version recovers a lost quorum, so every epoch but 0 is a claim
        // without proof.
        try log.require(
            .recoveryEpoch, block.header.recoveryEpoch == 0, "\(block.header.recoveryEpoch)")
    }

    private func inputs(
        of code: CheckCode, block: CommittedHeader, seats: SeatSet
    ) -> String {
        switch code {
        case .certificateHeight: "height \(block.header.height), round \(block.certificate.round)"
        case .certificateBlock: "block \(block.certificate.block)"
        case .certificateQuorum:
            "\(block.certificate.signatures.count) of \(seats.count), quorum \(seats.quorum)"
        default: ""
        }
    }
}

extension CommittedHeader {
    /// The one check of certificates, for this header.
    func verify(
        chain: ChainID, suite: CryptoSuite, seats: SeatSet
    ) throws(CertificateFault) {
        try certificate.verify(
            chain: chain, height: header.height, block: header.id(suite: suite), seats: seats)
    }
}
