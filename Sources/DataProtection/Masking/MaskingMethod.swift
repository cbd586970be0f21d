import CanonicalCoding

/// What a permit demands for a field; the stricter one wins when two demands meet.
public enum MaskingMethod: UInt64, Hashable, Sendable, CaseIterable, Comparable {
    case pseudonym = 1
    case generalise = 2
    case redact = 3

    /// The name that charters use.
    public var name: String {
        switch self {
        case .pseudonym: "pseudonym"
        case .generalise: "generalise"
        case .redact: "redact"
        }
    }

    public init?(name: String) {
        guard let method = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = method
    }

    public static func < (left: MaskingMethod, right: MaskingMethod) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension MaskingMethod: CanonicalCodable {
    public func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        let number = try reader.unsigned()
        guard let method = MaskingMethod(rawValue: number) else {
            throw .invalidValue(at: reader.offset, field: "masking method")
        }
        self = method
    }
}

/// One demand: this field, masked so.
public struct MaskingDemand: Hashable, Sendable {
    public let field: String
    public let method: MaskingMethod

    public init(field: String, method: MaskingMethod) {
        self.field = field
        self.method = method
    }
}
