import CanonicalCoding
import EvidenceTree
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Files of a chain that lost its quorum; mutations 150 and 151.
@Suite struct `Evidence across a recovery` {
    private static let patient = ConsortiumChain.patient
    private static let order = ExportOrder(
        subject: .subject(patient), exporter: MemberID("centre-b")!, includesBlocks: true)

    /// An entry before and one after the recovery, in which four seats become two.
    private func chain(then more: Bool = true) throws -> ConsortiumChain {
        var chain = try ConsortiumChain()
        chain.submit(
            chain.registration(), by: "centre-b", staff: "data",
            keys: ConsortiumChain.attesting)
        try chain.close()
        try chain.recover(
            remaining: ["centre-b", "centre-c"], signers: ["centre-b", "centre-c", "research-r"])
        guard more else { return chain }
        chain.submit(
            AnchorDigest(what: .exhibit, digest: suite.hash([1]), head: .subject(Self.patient)),
            by: "centre-b", keys: ["gateway/centre-b"])
        try chain.close()
        return chain
    }

    private func content(_ chain: ConsortiumChain) throws -> EvidenceContent {
        try EvidenceExporter(schema: GovernanceSchema()).gathered(
            Self.order, genesis: chain.genesis.canonicalBytes, recoveries: chain.recoveries,
            block: chain.blocks[chain.blocks.count - 1], state: chain.state.map, source: chain
        ).content
    }

    private func sealed(_ content: EvidenceContent, _ chain: ConsortiumChain) -> [UInt8] {
        let statement = ExportStatement(
            suite: suite, chain: chain.state.chain, height: content.block.header.height,
            subject: Self.order.subject, exporter: Self.order.exporter,
            toolVersion: EvidenceExporter.toolVersion, caseReference: "")
        return EvidenceFile(content: content).sealed(
            statement: statement,
            member: StateFact(Tables.members.stateKey(Self.order.exporter), in: chain.state.map),
            key: ConsortiumChain.key("gateway/centre-b"))
    }

    /// Changes the content of a good file and expects one code.
    private func refuses(
        _ code: CheckCode, _ chain: ConsortiumChain? = nil,
        location: SourceLocation = #_sourceLocation,
        _ change: (inout EvidenceContent, ConsortiumChain) throws -> Void
    ) throws {
        let chain = try chain ?? self.chain()
        var content = try content(chain)
        try change(&content, chain)
        let report = chain.verify(sealed(content, chain))
        #expect(report.code == code, sourceLocation: location)
        #expect(report.verdict == .totalFailed, sourceLocation: location)
    }

    /// The order with other signatures or another body.
    private func order(
        _ chain: ConsortiumChain, keys: [String], validUntil: BlockTime? = nil,
        _ change: (Recover) throws -> Recover = { $0 }
    ) throws -> SignedTransaction {
        let old = chain.recoveries[0].order.transaction
        let body = try change(Payload<Recover>(canonical: old.payload).body)
        let transaction = Transaction(
            suite: old.suite, chain: old.chain, kind: .recover, member: old.member,
            nonce: old.nonce, validUntil: validUntil ?? old.validUntil, payload: body.payload())
        return SignedTransaction(transaction, signedBy: keys.map(ConsortiumChain.key))
    }

    private let quorum = ["centre-b", "centre-c", "research-r"].map { "governance/\($0)" }

    @Test func `a file after a recovery holds and every report says so first`() throws {
        let chain = try chain()
        let report = chain.verify(try chain.export(Self.order))
        #expect(report.verdict == .totalPassed, "\(report.code as Any)")
        let facts = try #require(report.evidence?.recoveries.first)
        #expect(facts.epoch == 1 && facts.height == Height(2) && facts.firstRound == Round(7))
        #expect(facts.signers.map(\.text) == ["centre-b", "centre-c", "research-r"])
        #expect(facts.removed.map(\.text) == ["hospital-a", "research-r"])
        #expect(facts.remaining.map(\.text) == ["centre-b", "centre-c"])
        #expect(report.evidence?.quorum == 2)
        let english = ReportText(report, language: .english).text
        #expect(english.contains("ATTENTION: RECOVERY EPOCH 1."))
        #expect(english.contains("Removed seats: hospital-a (hospital-a), research-r (research-r)"))
        let place = try #require(english.range(of: "ATTENTION: RECOVERY EPOCH 1."))
        let exports = try #require(english.range(of: "Case and export"))
        #expect(place.lowerBound < exports.lowerBound)
        #expect(ReportText(report, language: .chinese).text.contains("注意：恢复纪元 1"))
        #expect(ReportPage(report).html.contains("注意：恢复纪元 1"))
        #expect(
            ReportJSON(report).text.contains(
                "\"recoveries\":[{\"epoch\":1,\"height\":2,"))
    }

    @Test func `two recoveries of one height prove a fork and accuse nobody by number`() throws {
        let left = try chain(then: false)
        var right = try ConsortiumChain()
        right.submit(
            right.registration(), by: "centre-b", staff: "data",
            keys: ConsortiumChain.attesting)
        try right.close()
        try right.recover(
            remaining: ["centre-b", "research-r"],
            signers: ["centre-b", "centre-c", "research-r"])
        try right.close()
        let one = left.verify(try left.export(Self.order))
        let two = right.verify(try right.export(Self.order))
        #expect(one.verdict == .totalPassed && two.verdict == .totalPassed)
        let comparison = EvidenceComparison(one, two)
        guard case .fork(let fork) = comparison else {
            Issue.record("no fork: \(comparison)")
            return
        }
        // The seats of the two blocks differ, and the same number is not the same seat.
        #expect(fork.height == Height(2) && fork.seats.isEmpty)
        #expect(comparison.text(.english).contains("by different sets of seats"))
    }

    @Test func `a file before any recovery has the same bytes as ever and says nothing`() throws {
        var chain = try ConsortiumChain()
        chain.submit(
            chain.registration(), by: "centre-b", staff: "data",
            keys: ConsortiumChain.attesting)
        try chain.close()
        let content = try content(chain)
        #expect(content.canonicalBytes.first == 0x8a)
        let report = chain.verify(try chain.export(Self.order))
        #expect(!ReportText(report, language: .english).text.contains("RECOVERY EPOCH"))
        #expect(!ReportJSON(report).text.contains("\"recoveries\":"))
    }

    @Test func `a file of the recovery block itself holds`() throws {
        let chain = try chain(then: false)
        #expect(chain.verify(try chain.export(Self.order)).verdict == .totalPassed)
    }

    @Test func `two recoveries are proven one after the other`() throws {
        var chain = try chain()
        try chain.recover(remaining: ["centre-c"], signers: ["centre-b", "centre-c"])
        try chain.close()
        let report = chain.verify(try chain.export(Self.order))
        #expect(report.verdict == .totalPassed, "\(report.code as Any)")
        #expect(report.evidence?.recoveries.map(\.epoch) == [1, 2])
        try refuses(.stepSeats, chain) { content, _ in content.recoveries.removeFirst() }
        try refuses(.headerSeats, chain) { content, _ in content.recoveries.removeLast() }
        try refuses(.stepOrder, chain) { content, _ in content.recoveries.reverse() }
    }

    @Test func `mutation 150: a recovery step without enough governance keys`() throws {
        try refuses(.recoverySignatures) { content, chain in
            content.recoveries[0].order = try order(chain, keys: Array(quorum.prefix(2)))
        }
        try refuses(.contentForm) { content, _ in
            let order = content.recoveries[0].order
            content.recoveries[0].order = SignedTransaction(
                order.transaction,
                signatures: order.signatures.map { _ in order.signatures[0] })
        }
        try refuses(.recoverySignatures) { content, chain in
            content.recoveries[0].order = SignedTransaction(
                chain.recoveries[0].order.transaction, signatures: [])
        }
    }

    @Test func `an order whose time was over, or too far ahead, recovers nothing`() throws {
        let time = try chain().recoveries[0].block.header.time
        let longest = try #require(time.adding(GovernanceLimits.recoveryValidity))
        for until in [try #require(time.previous), longest.next] {
            try refuses(.recoveryOrders) { content, chain in
                content.recoveries[0].order = try order(chain, keys: quorum, validUntil: until)
            }
        }
        // The last and the first moment hold: the entry is another one only because of its order.
        for until in [time, longest] {
            var content = try content(chain())
            content.recoveries[0].order = try order(chain(), keys: quorum, validUntil: until)
            #expect(try chain().verify(sealed(content, chain())).code != .recoveryOrders)
        }
    }

    @Test func `mutation 150: gateway and seat keys of the right members`() throws {
        for kind in ["gateway", "seat"] {
            try refuses(.recoverySignatures) { content, chain in
                content.recoveries[0].order = try order(
                    chain, keys: ["centre-b", "centre-c", "research-r"].map { "\(kind)/\($0)" })
            }
        }
    }

    @Test func `mutation 150: a key of a member without a seat, and a key of nobody`() throws {
        for stranger in ["governance/court-q", "governance/nobody"] {
            try refuses(.recoverySignatures) { content, chain in
                content.recoveries[0].order = try order(
                    chain, keys: Array(quorum.prefix(2)) + [stranger])
            }
            try refuses(.recoverySignatures) { content, chain in
                content.recoveries[0].order = try order(chain, keys: quorum + [stranger])
            }
        }
    }

    @Test func `mutation 150: a signature for another order`() throws {
        try refuses(.recoverySignatures) { content, chain in
            let other = try order(chain, keys: quorum) {
                Recover(
                    epoch: $0.epoch, last: $0.last, block: $0.block, firstRound: Round(8),
                    seats: $0.seats)
            }
            content.recoveries[0].order = SignedTransaction(
                content.recoveries[0].order.transaction, signatures: other.signatures)
        }
    }

    @Test func `mutation 150: the forger's own member records`() throws {
        try refuses(.recoveryMembers) { content, _ in
            var member = try Member(canonical: content.recoveries[0].members[2].value ?? [])
            member.governanceKey = ConsortiumChain.key("a forger's").verifyingKey
            content.recoveries[0].members[2].value = member.canonicalBytes
        }
        try refuses(.recoveryMembers) { content, _ in content.recoveries[0].members.swapAt(0, 1) }
        try refuses(.recoveryMembers) { content, _ in content.recoveries[0].members.removeLast() }
        try refuses(.recoveryMembers) { content, chain in
            // Of the state after the recovery instead of the one before it.
            content.recoveries[0].members = content.recoveries[0].members.map {
                StateFact($0.key, in: chain.state.map)
            }
        }
    }

    @Test func `an order for another height, block, epoch or with a seat more`() throws {
        let stranger = Seat(
            member: MemberID("court-q")!, key: ConsortiumChain.key("seat/court-q").verifyingKey)
        let changes: [(Recover) throws -> Recover] = [
            {
                Recover(
                    epoch: $0.epoch, last: $0.last.next, block: $0.block,
                    firstRound: $0.firstRound, seats: $0.seats)
            },
            {
                Recover(
                    epoch: $0.epoch, last: $0.last, block: BlockID(.zero),
                    firstRound: $0.firstRound, seats: $0.seats)
            },
            {
                Recover(
                    epoch: 2, last: $0.last, block: $0.block, firstRound: $0.firstRound,
                    seats: $0.seats)
            },
            {
                Recover(
                    epoch: $0.epoch, last: $0.last, block: $0.block, firstRound: $0.firstRound,
                    seats: try SeatSet(checking: $0.seats.seats + [stranger]))
            },
        ]
        for change in changes {
            try refuses(.recoveryOrders) { content, chain in
                content.recoveries[0].order = try order(chain, keys: quorum, change)
                content.blocks = []
            }
        }
    }

    @Test func `an order after which no height follows is not read`() throws {
        try refuses(.contentForm) { content, chain in
            content.recoveries[0].order = try order(chain, keys: quorum) {
                Recover(
                    epoch: $0.epoch, last: Height(.max), block: $0.block,
                    firstRound: $0.firstRound, seats: $0.seats)
            }
        }
    }

    @Test func `a recovery block of the wrong seats or of too low a round`() throws {
        try refuses(.recoveryBlocks) { content, chain in
            content.recoveries[0].order = try order(chain, keys: quorum) {
                Recover(
                    epoch: $0.epoch, last: $0.last, block: $0.block, firstRound: Round(8),
                    seats: $0.seats)
            }
        }
        try refuses(.recoveryBlocks) { content, _ in
            let certificate = content.recoveries[0].block.certificate
            content.recoveries[0].block.certificate = CommitCertificate(
                height: certificate.height, round: certificate.round, block: certificate.block,
                signatures: Array(certificate.signatures.prefix(1)))
        }
    }

    @Test func `mutation 151: the recovery is left out`() throws {
        try refuses(.headerSeats) { content, _ in content.recoveries = [] }
    }

    @Test func `mutation 151: the recovery is passed off as an ordinary change of seats`() throws {
        try refuses(.stepNextSeats) { content, chain in
            let recovery = content.recoveries[0]
            content.recoveries = []
            content.seatSteps = [
                SeatStep(block: recovery.last, next: chain.state.nextSeats)
            ]
        }
    }

    @Test func `mutation 151: an epoch that no recovery began`() throws {
        var chain = try chain()
        try chain.close()
        try refuses(.recoveryEpoch, chain) { content, chain in
            // The remaining seats themselves sign a block that hides the epoch.
            var header = content.block.header
            header.recoveryEpoch = 0
            let id = header.id(suite: suite)
            let round = content.block.certificate.round
            let message = SigningTemplate.precommit(
                chain: header.chain, height: header.height, round: round, block: id)
            content.block = CommittedHeader(
                header: header,
                certificate: CommitCertificate(
                    height: header.height, round: round, block: id,
                    signatures: ["centre-b", "centre-c"].enumerated().map {
                        SeatSignature(
                            seat: SeatIndex(UInt64($0)),
                            signature: ConsortiumChain.key("seat/\($1)").sign(message))
                    }))
        }
    }

    @Test func `an empty list of recoveries and an order of another kind are not read`() throws {
        let chain = try chain()
        var content = try content(chain)
        content.recoveries = []
        var bytes = content.canonicalBytes
        bytes[0] = 0x8b
        #expect(throws: CodingFault.self) { try EvidenceContent(canonical: bytes + [0x80]) }
        try refuses(.contentForm) { content, chain in
            content.recoveries[0].order = chain.entries[0].transaction
        }
    }
}
