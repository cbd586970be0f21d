import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import Sealing
import Synchronization

/// The member's offline records: a chain of files, each durable before any data are shown.
///
/// Each record names the one that was drafted before it, whether or not that was ever opened. So
/// any number of drafts may be open at once, in whatever order they are signed; one that was never
/// opened is a gap that the ledger shows.
final class OfflineJournal: Sendable {
    /// The last number that was given to a draft, with the draft's digest.
    private struct Drafted {
        let sequence: UInt64
        let record: Digest
    }

    private let root: String
    private let suite: CryptoSuite
    /// Drafting reads, decides and writes: one at a time.
    private let drafting = Mutex(())

    init(_ folder: NodeFolder, suite: CryptoSuite) {
        root = folder.offline
        self.suite = suite
    }

    private var lastDrafted: String { root + "/sequence" }

    private func path(_ sequence: UInt64) -> String {
        let digits = String(sequence)
        return "\(root)/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).cbor"
    }

    /// What the folder holds.
    struct Content: Sendable {
        /// Ascending by sequence.
        var records: [SignedOfflineRecord] = []
        /// Files that are no record: damaged, or not of this folder.
        var faults: [FileFault] = []
    }

    /// All records; one that cannot be read holds up no other.
    func content() throws(FileFault) -> Content {
        var content = Content()
        for name in try AtomicFile.names(in: root) where name.hasSuffix(".cbor") {
            do throws(FileFault) {
                content.records.append(try read("\(root)/\(name)"))
            } catch {
                content.faults.append(error)
            }
        }
        content.records.sort { $0.record.sequence < $1.record.sequence }
        return content
    }

    private func read(_ path: String) throws(FileFault) -> SignedOfflineRecord {
        let bytes = try AtomicFile.read(path)
        guard let record = try? SignedOfflineRecord(canonical: bytes) else {
            throw .notReadable(path: path, reason: "it is not an offline record")
        }
        return record
    }

    /// The highest number for which a file is there.
    private func highestWritten() throws(FileFault) -> UInt64? {
        try AtomicFile.names(in: root).filter { $0.hasSuffix(".cbor") }
            .compactMap { UInt64($0.dropLast(5)) }.max()
    }

    /// Gives a draft the next number, for good, and the digest of what stands before it.
    ///
    /// - Parameter anchored: the last record that the ledger knows of this member.
    func draft(
        after anchored: (sequence: UInt64, record: Digest)?,
        _ make: (_ sequence: UInt64, _ previous: Digest) -> OfflineRecord
    ) throws(FileFault) -> OfflineRecord {
        try drafting.withLock { _ throws(FileFault) in
            var last = try readLast()
            if let written = try highestWritten(), written > last?.sequence ?? 0 {
                let record = try read(path(written)).record
                last = Drafted(sequence: written, record: record.digest(suite: suite))
            }
            if let anchored, anchored.sequence > last?.sequence ?? 0 {
                last = Drafted(sequence: anchored.sequence, record: anchored.record)
            }
            let record = make((last?.sequence ?? 0) + 1, last?.record ?? OfflineRecord.origin)
            let line = "\(record.sequence) \(record.digest(suite: suite))\n"
            try AtomicFile.write(Array(line.utf8), to: lastDrafted)
            return record
        }
    }

    /// A file that is there and cannot be read is a fault: its number would be given twice.
    private func readLast() throws(FileFault) -> Drafted? {
        guard try AtomicFile.kind(of: lastDrafted) != nil else { return nil }
        let text = String(decoding: try AtomicFile.read(lastDrafted), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let sequence = UInt64(words[0]),
            let record = Digest(hex: String(words[1]))
        else {
            throw .notReadable(path: lastDrafted, reason: "it is damaged")
        }
        return Drafted(sequence: sequence, record: record)
    }

    /// Writes a record; on return it survives a power cut, and only then may data be shown.
    func write(_ record: SignedOfflineRecord) throws(FileFault) {
        let path = path(record.record.sequence)
        guard try AtomicFile.kind(of: path) == nil else {
            throw .notWritten(path: path, reason: "the sequence number is taken")
        }
        try AtomicFile.write(record.canonicalBytes, to: path)
    }
}
