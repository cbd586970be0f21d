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
        let recoveries = content.recoveries
        let claims = recoveries.compactMap { schema.recovery($0.order) }
        try checkOrder(content, claims: claims)
        // All blocks of the old and new seats, but the recovery blocks, which come with their order.
        let blocks = steps.map(\.block) + recoveries.map(\.last)
        try log.require(
            .stepChain, (blocks + recoveries.map(\.block)).allSatisfy { $0.header.chain == chain })
        let history = SeatHistory(founders: genesis.seats, steps: steps, recoveries: claims)
        try log.require(
            .stepSeats,
            blocks.allSatisfy {
                $0.header.seatSet == history.seats(at: $0.header.height).digest(suite: suite)
            }
                && zip(history.stages, history.stages.dropFirst()).allSatisfy {
                    $0.seats != $1.seats
                })
        for block in blocks {
            do {
                try block.verify(
                    chain: chain, suite: suite, seats: history.seats(at: block.header.height))
            } catch {
                throw CheckFailure(
                    .stepCertificates, "height \(block.header.height), \(error.rawValue)")
            }
        }
        log.passed(.stepCertificates)
        try log.require(
            .stepNextSeats,
            steps.allSatisfy { $0.block.header.nextSeatSet == $0.next.digest(suite: suite) }
                && zip(recoveries, history.due).allSatisfy {
                    $0.last.header.nextSeatSet == $1.digest(suite: suite)
                })
        try checkRecoveries(content, claims: claims, history: history, genesis: genesis)
        try checkHeader(content.block, chain: chain, seats: history.last)
        let headers = (blocks + recoveries.map(\.block) + [content.block]).map(\.header)
        try log.require(
            .recoveryEpoch,
            headers.allSatisfy { $0.recoveryEpoch == history.epoch(at: $0.height) },
            "\(content.block.header.recoveryEpoch)")
        return history
    }

    /// Heights and times ascend; what stands at one height is one block.
    private mutating func checkOrder(
        _ content: EvidenceContent, claims: [RecoveryClaim]
    ) throws(CheckFailure) {
        let header = content.block.header
        let steps = content.seatSteps.map(\.block.header)
        let last = content.recoveries.map(\.last.header)
        let recovered = content.recoveries.map(\.block.header)
        var isOrdered =
            (steps + [header]).isAscending { $0.height } && last.isAscending { $0.height }
            && (steps + last).allSatisfy { $0.height > .genesis }
            && last.allSatisfy { $0.height < header.height }
        let all = (steps + last + recovered + [header]).sorted { $0.height < $1.height }
        for (left, right) in zip(all, all.dropFirst()) {
            let isSame = left.height == right.height
            isOrdered = isOrdered && (isSame ? left == right : left.time < right.time)
        }
        try log.require(
            .stepOrder, isOrdered, "\(steps.count) changes")
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
