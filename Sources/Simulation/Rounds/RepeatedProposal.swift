import Consensus
import LedgerTypes
import Sealing

/// A proposal that a faulty seat signs in its turn: which block, with which valid round and which
/// polka, and how it is sent.
struct RepeatedProposal: Hashable, Sendable {
    enum Content: Hashable, Sendable, CaseIterable {
        /// The block on which seats are locked.
        case locked
        /// Another valid block.
        case other
        case atTimeZero
        case atParentTime
        case atLastNumber
        /// A block that names another proposer.
        case ofAnotherSeat
    }

    enum ValidRound: Hashable, Sendable, CaseIterable {
        case none
        case earlier
        case later
        /// That of the proposal itself.
        case own
        case next
    }

    enum Form: Hashable, Sendable, CaseIterable {
        /// The prevotes of that round as they were signed: a quorum if they were for this block.
        case good
        case absent
        /// One signature less than a quorum.
        case short
        /// Bytes that nobody signed.
        case garbage
        case ofOtherBlock
        case ofOtherRound
        /// One seat counts twice.
        case repeatedSigner
        /// The faulty seat's signature in the names of others.
        case ownSignatures
        /// Prevotes that name different valid rounds.
        case mixedValidRounds

        /// Whether it ends at a wrong signature, which is looked at once in a while only.
        var hasWrongSignature: Bool {
            switch self {
            case .good, .garbage, .ownSignatures, .mixedValidRounds: true
            case .absent, .short, .ofOtherBlock, .ofOtherRound, .repeatedSigner: false
            }
        }
    }

    enum Sending: Hashable, Sendable, CaseIterable {
        case once
        case twiceWithinASecond
        case twiceApart
        case afterAWrongSignature

        /// When the proposal is sent, counted from the first time.
        var times: [UInt64] {
            switch self {
            case .once, .afterAWrongSignature: [0]
            case .twiceWithinASecond: [0, 300]
            case .twiceApart: [0, 1_100]
            }
        }
    }

    let content: Content
    let validRound: ValidRound
    let form: Form
    let sending: Sending

    /// Those that are gone through. A block that may never be voted for comes in few forms: what is
    /// wrong with it does not depend on them.
    static let all: [RepeatedProposal] = Content.allCases.flatMap { content in
        switch content {
        case .other: combinations(of: content, full: Sending.allCases)
        case .locked: combinations(of: content, full: [.once, .twiceWithinASecond])
        case .atTimeZero, .atParentTime, .atLastNumber, .ofAnotherSeat:
            [
                RepeatedProposal(content, .none, .absent, .once),
                RepeatedProposal(content, .earlier, .good, .afterAWrongSignature),
                RepeatedProposal(content, .earlier, .garbage, .twiceWithinASecond),
                RepeatedProposal(content, .later, .garbage, .twiceWithinASecond),
            ]
        }
    }

    private init(
        _ content: Content, _ validRound: ValidRound, _ form: Form, _ sending: Sending
    ) {
        self.content = content
        self.validRound = validRound
        self.form = form
        self.sending = sending
    }

    private static func combinations(
        of content: Content, full: [Sending]
    ) -> [RepeatedProposal] {
        ValidRound.allCases.flatMap { validRound in
            switch validRound {
            case .earlier, .later:
                Form.allCases.flatMap { form in
                    (form.hasWrongSignature ? full : [.once, .twiceWithinASecond]).map {
                        RepeatedProposal(content, validRound, form, $0)
                    }
                }
            case .none:
                [
                    RepeatedProposal(content, .none, .absent, .once),
                    RepeatedProposal(content, .none, .good, .once),
                    RepeatedProposal(content, .none, .absent, .afterAWrongSignature),
                ]
            case .own, .next:
                [Sending.once, .twiceWithinASecond].map {
                    RepeatedProposal(content, validRound, .garbage, $0)
                }
            }
        }
    }
}

extension RepeatedProposal {
    /// Sends it to some, and lets the faulty seats vote for it before everybody.
    func play(in staged: StagedPast, to receivers: [Int]) {
        let network = staged.network
        let block = block(in: staged)
        let id = RoundSeats.id(block)
        if !RoundSeats.isSound(block, after: nil) { network.check.banned.insert(id) }
        let named = round(in: staged)
        for seat in staged.faulty {
            for step in VoteStep.allCases {
                let vote = network.seats.vote(
                    step, by: seat, for: id, round: staged.turn,
                    validRound: step == .prevote ? named : nil)
                staged.tell(.vote(vote), to: staged.honest, at: staged.begins)
            }
        }
        if sending == .afterAWrongSignature {
            staged.tell(.vote(Self.wrongVote(of: staged)), to: receivers, at: staged.begins - 200)
        }
        let seat = staged.faulty[0]
        let claim = SigningTemplate.proposal(
            chain: RoundSeats.chain, height: Height(1), round: staged.turn, block: id,
            validRound: named)
        let proposal = Proposal(
            round: staged.turn, validRound: named, block: block,
            polka: polka(for: block, in: staged), seat: SeatIndex(UInt64(seat)),
            signature: network.seats.keys[seat].sign(claim))
        for time in sending.times {
            staged.tell(.proposal(proposal), to: receivers, at: staged.begins + time)
        }
    }

    /// A vote whose signature is one of another vote.
    static func wrongVote(of staged: StagedPast) -> Vote {
        let seat = staged.faulty[0]
        let signed = staged.network.seats.vote(.precommit, by: seat, for: nil, round: staged.turn)
        return Vote(
            step: .prevote, height: Height(1), round: staged.turn, block: nil, validRound: nil,
            seat: SeatIndex(UInt64(seat)), signature: signed.signature)
    }

    private func block(in staged: StagedPast) -> Block {
        let seat = staged.faulty[0]
        return switch content {
        case .locked: staged.block
        case .other: staged.other
        case .atTimeZero: StagedPast.made(by: seat, mark: 3_000_000, time: BlockTime(0))
        case .atParentTime:
            StagedPast.made(by: seat, mark: 3_000_000, time: RoundSeats.parentTime)
        case .atLastNumber: StagedPast.made(by: seat, mark: 3_000_000, time: BlockTime(.max))
        case .ofAnotherSeat: StagedPast.made(by: staged.honest[0], mark: 3_000_000)
        }
    }

    private func round(in staged: StagedPast) -> Round? {
        switch validRound {
        case .none: nil
        case .earlier: staged.earlier
        case .later: staged.later
        case .own: staged.turn
        case .next: staged.turn.next
        }
    }

    // MARK: The polka

    private func polka(for block: Block, in staged: StagedPast) -> Polka? {
        guard form != .absent else { return nil }
        let round = round(in: staged) ?? staged.earlier
        let seats = staged.network.seats
        let quorum = seats.set.quorum
        let good = Array(signatures(for: block, round, in: staged).prefix(quorum))
        var named = block
        var polkaRound = round
        var signatures = good
        switch form {
        case .good, .absent: break
        case .short: signatures = good.dropLast()
        case .garbage:
            signatures = good.map {
                SeatSignature(seat: $0.seat, signature: Signature(Array(repeating: 7, count: 64)))
            }
        case .ofOtherBlock:
            named = content == .locked ? staged.other : staged.block
            signatures = Array(self.signatures(for: named, round, in: staged).prefix(quorum))
        case .ofOtherRound:
            polkaRound = round == staged.later ? staged.earlier : staged.later
            signatures = Array(self.signatures(for: block, polkaRound, in: staged).prefix(quorum))
        case .repeatedSigner: signatures = good.dropLast() + [good[quorum - 2]]
        case .ownSignatures:
            let own = own(staged.faulty[0], block, round, staged.validRound(of: round), staged)
            signatures = good.map { SeatSignature(seat: $0.seat, signature: own.signature) }
        case .mixedValidRounds:
            let swapped = staged.validRound(of: round) == nil ? staged.earlier : nil
            let mixed = own(staged.faulty[0], block, round, swapped, staged)
            signatures = good.filter { $0.seat != mixed.seat }.prefix(quorum - 1) + [mixed]
        }
        return Polka(
            height: Height(1), round: polkaRound, block: RoundSeats.id(named),
            validRound: staged.validRound(of: polkaRound), signatures: signatures)
    }

    /// The honest seats' prevotes of a round, those for the block first, and the faulty seats' own:
    /// for the block, whatever the honest ones were for.
    private func signatures(
        for block: Block, _ round: Round, in staged: StagedPast
    ) -> [SeatSignature] {
        let own = staged.faulty.map {
            self.own($0, block, round, staged.validRound(of: round), staged)
        }
        guard round <= staged.later else {
            let places = staged.honest.map { SeatIndex(UInt64($0)) }
            return own + places.map { SeatSignature(seat: $0, signature: own[0].signature) }
        }
        let votes = staged.prevotes(in: round)
        let id = RoundSeats.id(block)
        let sorted = votes.filter { $0.block == id } + votes.filter { $0.block != id }
        return own + sorted.map { SeatSignature(seat: $0.seat, signature: $0.signature) }
    }

    private func own(
        _ seat: Int, _ block: Block, _ round: Round, _ validRound: Round?, _ staged: StagedPast
    ) -> SeatSignature {
        let vote = staged.network.seats.vote(
            .prevote, by: seat, for: RoundSeats.id(block), round: round, validRound: validRound)
        return SeatSignature(seat: vote.seat, signature: vote.signature)
    }
}
