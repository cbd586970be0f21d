import CanonicalCoding
import LedgerTypes
import Sealing

extension KeyClaim: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.optional(chain)
        holder.encode(into: &writer)
        purpose.encode(into: &writer)
        key.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        chain = try reader.optional()
        holder = try MemberID(from: &reader)
        purpose = try Purpose(from: &reader)
        key = try VerifyingKey(from: &reader)
        reader.endArray()
    }
}

extension KeyClaim.Purpose: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .node(let box, let certificate):
            writer.array(count: 3)
            writer.unsigned(1)
            box.encode(into: &writer)
            certificate.encode(into: &writer)
        case .gateway: Self.simple(2, &writer)
        case .governance: Self.simple(3, &writer)
        case .seat: Self.simple(4, &writer)
        case .staff(let staff):
            writer.array(count: 2)
            writer.unsigned(5)
            staff.encode(into: &writer)
        case .subject(let subject):
            writer.array(count: 2)
            writer.unsigned(6)
            subject.encode(into: &writer)
        case .code(let subject, let audience):
            writer.array(count: 3)
            writer.unsigned(7)
            subject.encode(into: &writer)
            audience.encode(into: &writer)
        }
    }

    private static func simple(_ tag: UInt64, _ writer: inout CanonicalWriter) {
        writer.array(count: 1)
        writer.unsigned(tag)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 3):
            self = .node(
                box: try BoxKey(from: &reader), certificate: try Digest(from: &reader))
        case (2, 1): self = .gateway
        case (3, 1): self = .governance
        case (4, 1): self = .seat
        case (5, 2): self = .staff(try StaffID(from: &reader))
        case (6, 2): self = .subject(try Pseudonym(from: &reader))
        case (7, 3):
            self = .code(
                subject: try Pseudonym(from: &reader), audience: try MemberID(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "key purpose")
        }
        reader.endArray()
    }
}
