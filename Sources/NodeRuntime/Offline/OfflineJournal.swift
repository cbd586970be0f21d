import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import Sealing

/// The member's offline records: a chain of files, each durable before any data are shown.
///
/// A sequence number is reserved before the record is signed; one that was reserved and never
/// written is a gap that the ledger shows.
struct OfflineJournal: Sendable {
    private let root: String
    private let suite: CryptoSuite

    init(_ folder: NodeFolder, suite: CryptoSuite) {
        root = folder.offline
        self.suite = suite
    }

    private var counter: String { root + "/sequence" }

    private func path(_ sequence: UInt64) -> String {
        let digits = String(sequence)
        return "\(root)/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).cbor"
    }

    /// All records, ascending by sequence; a file that cannot be read is a fault.
    func records() throws(FileFault) -> [SignedOfflineRecord] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        var found: [SignedOfflineRecord] = []
        for name in names.sorted() where name.hasSuffix(".cbor") {
            let path = "\(root)/\(name)"
            guard let record = try? SignedOfflineRecord(canonical: try AtomicFile.read(path)) else {
                throw .notReadable(path: path, reason: "it is not an offline record")
            }
            found.append(record)
        }
        return found.sorted { $0.record.sequence < $1.record.sequence }
    }

    /// Takes the next number for good; returns it with the digest of the last record.
    func reserve(after anchored: UInt64) throws(FileFault) -> (sequence: UInt64, previous: Digest) {
        let records = try records()
        let text = (try? AtomicFile.read(counter)) ?? []
        let reserved = UInt64(String(decoding: text, as: UTF8.self)) ?? 0
        let last = max(reserved, records.last?.record.sequence ?? 0, anchored)
        try AtomicFile.write(Array("\(last + 1)".utf8), to: counter)
        let previous = records.last?.record.digest(suite: suite) ?? OfflineRecord.origin
        return (last + 1, previous)
    }

    /// Writes a record; on return it survives a power cut, and only then may data be shown.
    func write(_ record: SignedOfflineRecord) throws(FileFault) {
        let path = path(record.record.sequence)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw .notWritten(path: path, reason: "the sequence number is taken")
        }
        try AtomicFile.write(record.canonicalBytes, to: path)
    }
}
