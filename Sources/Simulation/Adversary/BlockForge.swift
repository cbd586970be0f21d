import LedgerTypes
import Sealing

/// Makes or finds the block of a message.
struct BlockForge {
    let mind: AdversaryMind
    let scene: AdversaryScene
    var random: SeededRandom
    /// What it came to: an own block where nothing was heard.
    private(set) var made = BlockForm.own

    init(mind: AdversaryMind, scene: AdversaryScene, random: SeededRandom) {
        self.mind = mind
        self.scene = scene
        self.random = random
    }

    /// The block of a form; nil is a vote for nothing, a name alone a block that is not there.
    mutating func make(
        _ form: BlockForm, by maker: SeatIndex, height: Height
    ) -> (id: BlockID?, block: Block?) {
        made = form
        let heard = mind.heard(at: scene.height)
        switch form {
        case .nothing: return (nil, nil)
        case .unknown: return (BlockID(mind.suite.hash(random.bytes(16))), nil)
        case .heard:
            if let found = heard.blocks.last { return found }
        case .leading:
            if let found = leading(heard) { return found }
        case .rival:
            let leader = leading(heard)?.id
            if let found = heard.blocks.last(where: { $0.id != leader }) { return found }
        case .otherBody:
            if var found = heard.blocks.last?.block {
                found.body.parentCertificate = CommitCertificate(
                    height: scene.height, round: .first, block: found.header.parent,
                    signatures: [])
                return (found.header.id(suite: mind.suite), found)
            }
        default:
            return own(form, by: maker, height: height)
        }
        made = .own
        return own(.own, by: maker, height: height)
    }

    private func leading(_ heard: AdversaryMind.Hearsay) -> (id: BlockID, block: Block)? {
        let most = heard.statements.filter { $0.step == .prevote && $0.block != nil }
            .max { $0.signatures.count < $1.signatures.count }
        return heard.blocks.first { $0.id == most?.block } ?? heard.blocks.first
    }

    /// A block of its own; each form but `own` has one thing wrong.
    private mutating func own(
        _ form: BlockForm, by maker: SeatIndex, height: Height
    ) -> (id: BlockID?, block: Block?) {
        guard var block = scene.template(random.next()) else { return (nil, nil) }
        let count = UInt64(scene.seats.count)
        block.header.height = height
        block.header.proposer = maker
        block.header.time = BlockTime(
            max(scene.now.value + random.within(0...2), scene.parentTime.value + 1))
        switch form {
        case .parentTime: block.header.time = scene.parentTime
        case .zeroTime: block.header.time = BlockTime(0)
        case .endTime: block.header.time = BlockTime(.max)
        case .pastTime:
            block.header.time = BlockTime(
                scene.parentTime.value + 1 + random.within(0...1) - random.within(0...100_000))
        case .futureTime:
            let ahead: [UInt64] = [501, 10_000, 86_400_000, 1 << 40]
            block.header.time = BlockTime(scene.now.value + ahead[random.below(ahead.count)])
        case .foreignProposer:
            block.header.proposer = SeatIndex(
                (maker.value + random.within(1...(count - 1))) % count)
        case .unseatedProposer:
            block.header.proposer = SeatIndex([count, 1_000, .max][random.below(3)])
        case .otherParent: block.header.parent = BlockID(mind.suite.hash(random.bytes(8)))
        case .unsound:
            block.header.stateRoot = mind.suite.hash(random.bytes(8))
            block.header.entryCount += RoundSeats.unsoundMark
        default: break
        }
        return (block.header.id(suite: mind.suite), block)
    }
}
