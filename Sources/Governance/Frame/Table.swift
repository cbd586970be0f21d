import CanonicalCoding
import LedgerTypes
import Sealing

/// The part of a state key that follows the name of its table.
package protocol TableKey: Sendable {
    var keyBytes: [UInt8] { get }
}

extension LedgerName {
    package var keyBytes: [UInt8] { Array(text.utf8) }
}
extension LedgerDigest {
    package var keyBytes: [UInt8] { digest.bytes }
}
extension LedgerNumber {
    package var keyBytes: [UInt8] { value.bigEndianBytes }
}
extension MemberID: TableKey {}
extension RecordID: TableKey {}
extension Pseudonym: TableKey {}
extension TransactionID: TableKey {}
extension Height: TableKey {}
extension Digest: TableKey {
    package var keyBytes: [UInt8] { bytes }
}
extension KeyID: TableKey {
    package var keyBytes: [UInt8] { digest.bytes }
}
extension String: TableKey {
    package var keyBytes: [UInt8] { Array(utf8) }
}

extension UInt64 {
    var bigEndianBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (56 - 8 * $0)) } }
}

/// A typed part of the state map: its keys are `name/` and the key's own bytes.
///
/// Names hold no slash, so that no key of one table can be a key of another.
package struct Table<Key: TableKey, Record: CanonicalCodable & Sendable>: Sendable {
    package let name: String

    package init(_ name: StaticString) { self.name = name.description }

    /// The key in the state map, for proofs.
    package func stateKey(_ key: Key) -> [UInt8] {
        var bytes = Array(name.utf8)
        bytes.append(0x2f)
        bytes.append(contentsOf: key.keyBytes)
        return bytes
    }

    /// Decodes what the table stored.
    // INVARIANT: state holds only what a handler encoded.
    func record(_ bytes: [UInt8]) -> Record {
        var reader = CanonicalReader(bytes)
        do {
            let record = try Record(from: &reader)
            try reader.finish()
            return record
        } catch {
            preconditionFailure("table `\(name)` holds bytes that it did not write: \(error)")
        }
    }
}

/// The key of a table with exactly one record.
package struct Only: TableKey {
    package init() {}
    package var keyBytes: [UInt8] { [] }
}

/// A list of values as the record of a table.
package struct RecordList<Element: CanonicalCodable & Sendable & Hashable>: CanonicalCodable,
    Sendable, Hashable
{
    package var elements: [Element]

    package init(_ elements: [Element] = []) { self.elements = elements }

    package func encode(into writer: inout CanonicalWriter) { writer.array(elements) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        elements = try reader.array()
    }
}
