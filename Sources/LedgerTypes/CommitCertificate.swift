import Bilingual
import CanonicalCoding
import Mutants
import Sealing

/// One seat's signature in a certificate.
package struct SeatSignature: Hashable, Sendable, CanonicalCodable {
    package let seat: SeatIndex
    package let signature: Signature

    package init(seat: SeatIndex, signature: Signature) {
        self.seat = seat
        self.signature = signature
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        seat.encode(into: &writer)
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        seat = try SeatIndex(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}

/// Why a certificate does not hold.
package enum CertificateFault: UInt64, Error, Hashable, Sendable {
    case seatsNotAscending = 2201
    case seatUnknown = 2202
    case belowQuorum = 2203
    case signatureWrong = 2204
    case wrongHeight = 2205
    case wrongBlock = 2206
}

/// The quorum of precommits under a block: the tally whose halves match.
package struct CommitCertificate: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let block: BlockID
    /// Strictly ascending by seat.
    package let signatures: [SeatSignature]

    package init(height: Height, round: Round, block: BlockID, signatures: [SeatSignature]) {
        self.height = height
        self.round = round
        self.block = block
        self.signatures = signatures.sorted { $0.seat < $1.seat }
    }

    /// Checks the certificate for one block of a chain under the seats of that height.
    package func verify(
        chain: ChainID, height: Height, block: BlockID, seats: SeatSet
    ) throws(CertificateFault) {
        guard self.height == height else { throw .wrongHeight }
        guard self.block == block else { throw .wrongBlock }
        try QuorumCheck.verify(
            signatures, seats: seats,
            over: SigningTemplate.precommit(
                chain: chain, height: height, round: round, block: block))
    }

    private static let domain = DigestDomain("tally/certificate/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }
}

extension CommitCertificate: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        height.encode(into: &writer)
        round.encode(into: &writer)
        block.encode(into: &writer)
        writer.array(signatures)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        block = try BlockID(from: &reader)
        let found: [SeatSignature] = try reader.array(upTo: Limits.maximumSeats)
        reader.endArray()
        signatures = found
    }
}

/// A quorum of prevotes for one block with one valid round: what lets a proposal be repeated.
package struct Polka: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let block: BlockID
    package let validRound: Round?
    package let signatures: [SeatSignature]

    package init(
        height: Height, round: Round, block: BlockID, validRound: Round?,
        signatures: [SeatSignature]
    ) {
        self.height = height
        self.round = round
        self.block = block
        self.validRound = validRound
        self.signatures = signatures.sorted { $0.seat < $1.seat }
    }

    package func verify(chain: ChainID, seats: SeatSet) throws(CertificateFault) {
        try QuorumCheck.verify(
            signatures, seats: seats,
            over: SigningTemplate.prevote(
                chain: chain, height: height, round: round, block: block, validRound: validRound))
    }
}

extension Polka: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        height.encode(into: &writer)
        round.encode(into: &writer)
        block.encode(into: &writer)
        writer.optional(validRound)
        writer.array(signatures)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        block = try BlockID(from: &reader)
        validRound = try reader.optional()
        let found: [SeatSignature] = try reader.array(upTo: Limits.maximumSeats)
        reader.endArray()
        signatures = found
    }
}

/// The one check of a quorum: every place that counts signatures calls it.
///
/// Seats strictly ascending and known, every included signature verified, at least a quorum.
/// The order of checks is part of the format, so that all verifiers report the same fault.
/// Source: docs/reference/ledger-formats.md, "A certificate holds if, in this order".
package enum QuorumCheck {
    package static func verify(
        _ signatures: [SeatSignature], seats: SeatSet, over message: [UInt8]
    ) throws(CertificateFault) {
        for (left, right) in zip(signatures, signatures.dropFirst())
        where left.seat >= right.seat && !Mutant.seatCountsTwice.isOn {
            throw .seatsNotAscending
        }
        guard signatures.allSatisfy({ seats[$0.seat] != nil }) else { throw .seatUnknown }
        guard signatures.count >= seats.quorum || Mutant.quorumUncounted.isOn
        else { throw .belowQuorum }
        for item in signatures {
            guard let seat = seats[item.seat],
                seat.key.verifiesAdmitted(item.signature, over: message)
            else { throw .signatureWrong }
            if Mutant.certificateCheckStopsEarly.isOn { return }
        }
    }
}

extension CertificateFault: Worded {
    package var english: String {
        switch self {
        case .seatsNotAscending: "its seats do not ascend"
        case .seatUnknown: "it names a seat that there is not"
        case .belowQuorum: "it has fewer signatures than a quorum"
        case .signatureWrong: "a signature does not hold"
        case .wrongHeight: "it is of another height"
        case .wrongBlock: "it is of another block"
        }
    }

    package var chinese: String {
        switch self {
        case .seatsNotAscending: "席位未按顺序排列"
        case .seatUnknown: "包含不存在的席位"
        case .belowQuorum: "签名不足法定数"
        case .signatureWrong: "有签名不成立"
        case .wrongHeight: "属于其他高度"
        case .wrongBlock: "属于其他区块"
        }
    }
}
