import Bilingual
import CanonicalCoding
import LedgerTypes

/// What a seat signs within a round, in the order in which it may.
package enum SignedStep: UInt64, Hashable, Sendable, Comparable, CaseIterable {
    /// Nothing: the beginning of a height to which the register was raised.
    case barrier = 0
    case proposal = 1
    case prevote = 2
    case precommit = 3

    package static func < (left: SignedStep, right: SignedStep) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A place in the order in which a seat signs; it only ever goes forward.
package struct SignerPosition: Hashable, Sendable, Comparable {
    package let height: Height
    package let round: Round
    package let step: SignedStep

    package init(height: Height, round: Round, step: SignedStep) {
        self.height = height
        self.round = round
        self.step = step
    }

    package static func < (left: SignerPosition, right: SignerPosition) -> Bool {
        (left.height, left.round, left.step) < (right.height, right.round, right.step)
    }
}

extension SignerPosition: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        height.encode(into: &writer)
        round.encode(into: &writer)
        writer.unsigned(step.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        guard let step = SignedStep(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "step")
        }
        self.step = step
        reader.endArray()
    }
}

/// Why the register does not let a signature out.
package enum SignerFault: Error, Hashable, Sendable {
    /// The seat has already signed at a later place.
    case behind(last: SignerPosition)
    /// The seat has signed something else at this place.
    case conflicting(at: SignerPosition)
    case store(StoreFault)

    /// A stable number for logs and exit messages.
    package var code: UInt64 {
        switch self {
        case .behind: 1721
        case .conflicting: 1722
        case .store(let fault): fault.code
        }
    }
}

extension SignerFault: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        switch self {
        case .behind(let last):
            "this seat has signed at height \(last.height), round \(last.round) already"
        case .conflicting(let place):
            "this seat has signed something else at height \(place.height), round \(place.round)"
        case .store(let fault): fault.english
        }
    }

    package var chinese: String {
        switch self {
        case .behind(let last): "本席位已在高度 \(last.height)、第 \(last.round) 轮签名"
        case .conflicting(let place):
            "本席位已在高度 \(place.height)、第 \(place.round) 轮签署其他内容"
        case .store(let fault): fault.chinese
        }
    }
}
