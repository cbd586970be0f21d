import CanonicalCoding
import LedgerTypes
import Sealing

extension WorkID: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(kind.rawValue)
        subject.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        guard let kind = WorkKind(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "kind of work")
        }
        self.kind = kind
        subject = try Digest(from: &reader)
        reader.endArray()
    }
}

extension WorkEnd: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        switch self {
        case .done(let height): write(1, height, nil, &writer)
        case .refused(let height, let code): write(2, height, code, &writer)
        case .withdrawn(let code): write(3, nil, code, &writer)
        case .needless: write(4, nil, nil, &writer)
        case .withheld(let height, let code): write(5, height, code, &writer)
        }
    }

    private func write(
        _ tag: UInt64, _ height: Height?, _ code: ReceiptCode?, _ writer: inout CanonicalWriter
    ) {
        writer.unsigned(tag)
        writer.optional(height)
        writer.optional(code)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        let tag = try reader.unsigned()
        let height: Height? = try reader.optional()
        let code: ReceiptCode? = try reader.optional()
        switch (tag, height, code) {
        case (1, let height?, nil): self = .done(height)
        case (2, let height?, let code?): self = .refused(height, code)
        case (3, nil, let code?): self = .withdrawn(code)
        case (4, nil, nil): self = .needless
        case (5, let height?, let code?): self = .withheld(height, code)
        default: throw .invalidValue(at: reader.offset, field: "end of work")
        }
        reader.endArray()
    }
}

extension WorkStage: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .drafted:
            writer.array(count: 1)
            writer.unsigned(1)
        case .sealed(let signed):
            writer.array(count: 2)
            writer.unsigned(2)
            signed.encode(into: &writer)
        case .committed(let id, let height):
            writer.array(count: 3)
            writer.unsigned(3)
            id.encode(into: &writer)
            height.encode(into: &writer)
        case .ended(let end):
            writer.array(count: 2)
            writer.unsigned(4)
            end.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 1): self = .drafted
        case (2, 2): self = .sealed(try SignedTransaction(from: &reader))
        case (3, 3): self = .committed(try TransactionID(from: &reader), try Height(from: &reader))
        case (4, 2): self = .ended(try WorkEnd(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "stage of work")
        }
        reader.endArray()
    }
}

/// Shape: [chain, id, since, expirations, refusals, last refusal, said, parcel, stage].
extension Work: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        chain.encode(into: &writer)
        id.encode(into: &writer)
        since.encode(into: &writer)
        writer.unsigned(expirations)
        writer.unsigned(refusals)
        writer.optional(lastRefusal)
        writer.optional(said.map(ByteString.init))
        writer.optional(parcel)
        stage.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        self.init(
            chain: try ChainID(from: &reader), id: try WorkID(from: &reader),
            since: try BlockTime(from: &reader), expirations: try reader.unsigned(),
            refusals: try reader.unsigned(), lastRefusal: try reader.optional(),
            said: (try reader.optional() as ByteString?)?.bytes, parcel: try reader.optional(),
            stage: try WorkStage(from: &reader))
        reader.endArray()
    }
}
