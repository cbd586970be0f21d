import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

@testable import Evidence

let suite = CryptoSuite.ed25519SHA256

/// A committed chain of made-up entries: real trees, real state proofs, real certificates.
struct TestChain: TreeSource {
    static let names = ["anhe", "bohai", "chengxi", "dongfang", "enming", "furen"]

    let seatKeys: [SigningKey]
    let gatewayKeys: [SigningKey]
    let genesis: StandInGenesis
    let chain: ChainID
    var seats: SeatSet
    var state = StateMap(suite: suite)
    var tree = EntryTree(suite: suite)
    var entries: [Entry] = []
    var blocks: [CommittedHeader] = []
    var steps: [SeatStep] = []
    /// Position of the seats that sign, in `seatKeys`.
    var signing: [Int]
    private static let creditCodes = [
        "12330000470512340D", "12330000470512341G", "12330000470512342K", "12330000470512343N",
        "12330000470512344R", "12330000470512345W",
    ]

    init(seatCount: Int = 4, salt: UInt8 = 0) throws {
        let names = Self.names.prefix(seatCount).map { MemberID(unchecked: $0) }
        seatKeys = try names.indices.map { try Self.key(UInt8($0), salt) }
        gatewayKeys = try names.indices.map { try Self.key(UInt8($0) + 100, salt) }
        let gateways = gatewayKeys
        let seatKeys = seatKeys
        seats = try SeatSet(
            checking: names.indices.map {
                Seat(member: names[$0], key: seatKeys[$0].verifyingKey)
            })
        let members = names.indices.map { place in
            StandInMember(
                facts: MemberFacts(
                    id: names[place], nameChinese: "\(place + 1)号医院",
                    nameEnglish: "Hospital \(place + 1)", uscc: Self.creditCodes[place],
                    gatewayKey: gateways[place].verifyingKey))
        }
        genesis = StandInGenesis(seats: seats, members: members)
        chain = ChainID(suite.digest(GenesisFacts.domain, of: genesis))
        signing = Array(0..<seatCount)
        let schema = StandInSchema()
        state = state.applying(
            members.map { (key: schema.memberKey($0.facts.id), value: $0.canonicalBytes) }
                + [(key: Array("charter/emergency".utf8), value: Array("规则 v1".utf8))])
    }

    static func key(_ number: UInt8, _ salt: UInt8) throws -> SigningKey {
        var seed = [UInt8](repeating: number, count: 31) + [salt]
        return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
    }

    func entry(at index: EntryIndex) -> Entry? {
        index.value < UInt64(entries.count) ? entries[Int(index.value)] : nil
    }
    func block(at height: Height) -> CommittedHeader? {
        height.value >= 1 && height.value <= UInt64(blocks.count)
            ? blocks[Int(height.value) - 1] : nil
    }

    var nextHeight: Height { Height(UInt64(blocks.count + 1)) }
    func time(_ height: Height) -> BlockTime {
        BlockTime(1_700_000_000_000 + height.value * 60_000)
    }

    /// Adds an entry of the next block; `close` makes the block.
    @discardableResult
    mutating func record(
        _ kind: TransactionKind, heads: [HeadID], outcome: ReceiptOutcome = .accepted,
        body: CanonicalValue = .array([]), fields: [FieldDisclosure] = [], detail: [UInt8] = []
    ) -> EntryIndex {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        body.encode(into: &writer)
        writer.array(fields.map { $0.commitment(suite: suite) })
        let nonce = [UInt8](repeating: UInt8(entries.count & 0xff), count: 16)
        let transaction = Transaction(
            suite: suite, chain: chain, kind: kind, member: genesis.members[0].facts.id,
            nonce: nonce, validUntil: time(Height(nextHeight.value + 60)), payload: writer.bytes)
        let index = EntryIndex(UInt64(entries.count))
        var links: [HeadLink] = []
        for head in heads {
            let old = state.value(for: head.stateKey).flatMap { try? HeadRecord(canonical: $0) }
            let sequence = (old?.sequence ?? 0) + 1
            links.append(HeadLink(head: head, sequence: sequence, previous: old?.last))
            let record = HeadRecord(sequence: sequence, last: index)
            state = state.setting(head.stateKey, to: record.canonicalBytes)
        }
        let receipt = Receipt(
            height: nextHeight, time: time(nextHeight), outcome: outcome, code: .none,
            reads: .zero, writes: .zero, detail: detail)
        let entry = Entry(
            transaction: SignedTransaction(transaction, signedBy: [gatewayKeys[0]]),
            result: EntryResult(receipt: receipt, links: links))
        entries.append(entry)
        tree.append(TreeHasher(suite: suite).leaf(entry.canonicalBytes))
        return index
    }

    mutating func set(_ key: [UInt8], _ value: [UInt8]?) { state = state.setting(key, to: value) }

    /// Makes the block of what was recorded, with the votes of the signing seats.
    mutating func close(
        next: SeatSet? = nil, keys: [SigningKey]? = nil,
        change: (inout LedgerTypes.Header) -> Void = { _ in }
    ) {
        let parent = blocks.last
        var header = LedgerTypes.Header(
            chain: chain, height: nextHeight,
            parent: parent?.header.id(suite: suite) ?? BlockID(.zero),
            parentCertificate: parent?.certificate.digest(suite: suite) ?? .zero,
            time: time(nextHeight), proposer: SeatIndex(0), entryRoot: tree.root,
            entryCount: tree.count, stateRoot: state.root, seatSet: seats.digest(suite: suite),
            nextSeatSet: (next ?? seats).digest(suite: suite), parameters: .zero, rules: .zero,
            recoveryEpoch: 0)
        change(&header)
        let block = committed(header, keys: keys ?? seatKeys)
        blocks.append(block)
        if let next {
            steps.append(SeatStep(block: block, next: next))
            seats = next
        }
    }

    func committed(_ header: LedgerTypes.Header, keys: [SigningKey]) -> CommittedHeader {
        CommittedHeader(header: header, certificate: certificate(of: header, keys: keys))
    }

    func certificate(of header: LedgerTypes.Header, keys: [SigningKey]) -> CommitCertificate {
        let id = header.id(suite: suite)
        let message = SigningTemplate.precommit(
            chain: chain, height: header.height, round: .first, block: id)
        return CommitCertificate(
            height: header.height, round: .first, block: id,
            signatures: signing.map {
                SeatSignature(seat: SeatIndex(UInt64($0)), signature: keys[$0].sign(message))
            })
    }
}
