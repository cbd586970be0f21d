import CanonicalCoding

/// What a permit demands for a field; the stricter one wins when two demands meet.
package enum MaskingMethod: UInt64, Hashable, Sendable, CaseIterable, Comparable {
    case pseudonym = 1
    case generalise = 2
    case redact = 3

    /// The name that charters use.
    package var name: String {
        switch self {
        case .pseudonym: "pseudonym"
        case .generalise: "generalise"
        case .redact: "redact"
        }
    }

    package init?(name: String) {
        guard let method = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = method
    }

    package static func < (left: MaskingMethod, right: MaskingMethod) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension MaskingMethod: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let number = try reader.unsigned()
        guard let method = MaskingMethod(rawValue: number) else {
            throw .invalidValue(at: reader.offset, field: "masking method")
        }
        self = method
    }
}

/// One demand: this field, masked so.
package struct MaskingDemand: Hashable, Sendable {
    package let field: String
    package let method: MaskingMethod

    package init(field: String, method: MaskingMethod) {
        self.field = field
        self.method = method
    }
}
