import CanonicalCoding
import LedgerTypes
import Sealing
import TestSupport

/// Seeded values of every ledger type; signatures are random bytes unless a test signs.
struct LedgerGenerator {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func number() -> UInt64 { random.next() >> UInt64(random.below(64)) }
    mutating func digest() -> Digest { Digest(random.bytes(32))! }
    mutating func signature() -> Signature { Signature(random.bytes(64)) }

    mutating func name() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        let count = 1 + random.below(12)
        return String(
            decoding: (0..<count).map { _ in letters[random.below(letters.count)] }, as: UTF8.self)
    }

    mutating func transaction() -> Transaction {
        Transaction(
            suite: .ed25519SHA256, chain: ChainID(digest()),
            kind: TransactionKind.allCases[random.below(TransactionKind.allCases.count)],
            member: MemberID(unchecked: name()),
            staff: random.oneIn(2) ? StaffID(unchecked: name()) : nil,
            onBehalfOf: random.oneIn(3) ? MemberID(unchecked: name()) : nil,
            nonce: random.bytes(16), validUntil: BlockTime(number()),
            payload: random.bytes(random.below(40)))
    }

    mutating func signedTransaction() -> SignedTransaction {
        var signatures: [TransactionSignature] = []
        for _ in 0..<random.below(3) {
            signatures.append(TransactionSignature(key: KeyID(digest()), signature: signature()))
        }
        return SignedTransaction(transaction(), signatures: signatures)
    }

    mutating func links() -> [HeadLink] {
        var links: [HeadLink] = []
        for _ in 0..<random.below(3) {
            let kind: HeadKind = random.oneIn(2) ? .subject : .asset
            let first = random.oneIn(2)
            links.append(
                HeadLink(
                    head: HeadID(kind, digest()), sequence: first ? 1 : 2 + number() / 2,
                    previous: first ? nil : EntryIndex(number())))
        }
        return links
    }

    mutating func entry() -> Entry {
        let receipt = Receipt(
            height: Height(number()), time: BlockTime(number()),
            outcome: ReceiptOutcome.allCases[random.below(5)], code: ReceiptCode(number()),
            reads: digest(), writes: digest(), detail: random.bytes(random.below(20)))
        return Entry(
            transaction: signedTransaction(), result: EntryResult(receipt: receipt, links: links()))
    }

    mutating func header() -> Header {
        Header(
            chain: ChainID(digest()), height: Height(number()), parent: BlockID(digest()),
            parentCertificate: digest(), time: BlockTime(number()),
            proposer: SeatIndex(UInt64(random.below(64))), entryRoot: digest(),
            entryCount: number(), stateRoot: digest(), seatSet: digest(), nextSeatSet: digest(),
            parameters: digest(), rules: digest(), recoveryEpoch: number())
    }

    mutating func signatures() -> [SeatSignature] {
        (0..<random.below(7)).map {
            SeatSignature(seat: SeatIndex(UInt64($0)), signature: signature())
        }
    }

    mutating func certificate() -> CommitCertificate {
        CommitCertificate(
            height: Height(number()), round: Round(number()), block: BlockID(digest()),
            signatures: signatures())
    }

    mutating func vote() -> Vote {
        let step: VoteStep = random.oneIn(2) ? .prevote : .precommit
        return Vote(
            step: step, height: Height(number()), round: Round(number()),
            block: random.oneIn(3) ? nil : BlockID(digest()),
            validRound: step == .prevote && random.oneIn(2) ? Round(number()) : nil,
            seat: SeatIndex(UInt64(random.below(64))), signature: signature())
    }

    mutating func block() -> Block {
        var transactions: [SignedTransaction] = []
        for _ in 0..<random.below(3) { transactions.append(signedTransaction()) }
        return Block(
            header: header(),
            body: Body(
                transactions: transactions,
                parentCertificate: random.oneIn(3) ? nil : certificate()))
    }

    mutating func polka() -> Polka {
        Polka(
            height: Height(number()), round: Round(number()), block: BlockID(digest()),
            validRound: random.oneIn(2) ? nil : Round(number()), signatures: signatures())
    }

    mutating func proposal() -> Proposal {
        let again = random.oneIn(3)
        return Proposal(
            round: Round(number()), validRound: again ? Round(number()) : nil, block: block(),
            polka: again ? polka() : nil, seat: SeatIndex(UInt64(random.below(64))),
            signature: signature())
    }
}
