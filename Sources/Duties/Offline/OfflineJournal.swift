import BlockStore
import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import Synchronization

/// The member's offline records: a chain of files, each durable before any data are shown.
///
/// Each record names the one that was drafted before it, whether or not that was ever opened. So
/// any number of drafts may be open at once, in whatever order they are signed; one that was never
/// opened is a gap that the ledger shows.
package final class OfflineJournal: Sendable {
    /// The last number that was given to a draft, with the draft's digest.
    private struct Drafted {
        let sequence: UInt64
        let record: Digest
    }

    private let files: any Storage
    private let chain: ChainID
    private let member: MemberID
    /// The gateway's key: what it signed and this node did not open, another copy opened.
    private let key: VerifyingKey
    private let suite: CryptoSuite
    /// Drafting reads, decides and writes: one at a time.
    private let drafting = Mutex(())
    /// One at a time adds to the list of what was opened.
    private let marking = Mutex(())
    private let written = Atomic<UInt64>(0)

    private static let root = Gateway.Folder.offline
    private static let lastDrafted = root + "/sequence"
    private static let opened = root + "/opened"
    private static let suffix = ".cbor"

    /// The journal of a gateway's member, in the gateway's files.
    package init(_ gateway: Gateway) {
        files = gateway.files
        chain = gateway.chain
        member = gateway.member
        key = gateway.key.verifyingKey
        suite = gateway.suite
    }

    private static func path(_ sequence: UInt64) -> String {
        let digits = String(sequence)
        return
            "\(root)/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)\(suffix)"
    }

    /// Records that were written in this life: what was read before the last of them is old.
    var changes: UInt64 { written.load(ordering: .acquiring) }

    /// What the folder holds.
    package struct Content: Sendable {
        /// Ascending by sequence.
        package var records: [SignedOfflineRecord] = []
        /// Digests of those that the chain has.
        package var anchored: Set<Digest> = []
        /// Digests of those under whose numbers the chain has other records.
        package var taken: Set<Digest> = []
        /// Digests of those that were opened here, whose files are gone or damaged, and which the
        /// chain does not have.
        package var lost: Set<Digest> = []
        /// What holds up one record each.
        package var faults: [JournalFault] = []
    }

    /// All records; one that cannot be read holds up no other. Throws where the process lacks what it
    /// takes to look: of such a record nothing is known.
    private func content() throws(JournalFault) -> Content {
        var content = Content()
        for name in try names() {
            do throws(JournalFault) {
                content.records.append(try read("\(Self.root)/\(name)"))
            } catch {
                if case .disk(let fault) = error, fault.isPassing { throw error }
                content.faults.append(error)
            }
        }
        content.records.sort { $0.record.sequence < $1.record.sequence }
        return content
    }

    /// Records that the ledger does not know yet, ascending, with what holds up others.
    package func unanchored(on ledger: LedgerState) throws(JournalFault) -> Content {
        let queries = GovernanceQueries(ledger)
        let log = queries.offlineLog(of: member)
        var content = try content()
        let opened = try readOpened(&content)
        let all = content.records
        content.records = []
        for signed in all {
            let sequence = signed.record.sequence
            let isMissing =
                sequence > log.last
                || log.gaps.contains { $0.from <= sequence && sequence <= $0.through }
            let digest = signed.record.digest(suite: suite)
            if let own = opened[sequence], own != digest,
                signed.isSigned(by: key, suite: suite)
            {
                content.taken.insert(digest)
                content.faults.append(.numberTaken(sequence: sequence))
            } else if let own = opened[sequence], own != digest {
                // Its bytes are not those that were signed here.
                content.faults.append(.notARecord(path: Self.path(sequence)))
            } else if isMissing {
                content.records.append(signed)
            } else if queries.offlineRecord(of: member, sequence: sequence) == digest {
                content.anchored.insert(digest)
            } else {
                content.taken.insert(digest)
                content.faults.append(.numberTaken(sequence: sequence))
            }
        }
        account(for: opened, queries, in: &content)
        return content
    }

    /// What was opened here and has no file that can be read: the chain has it, or it is lost.
    private func account(
        for opened: [UInt64: Digest], _ queries: GovernanceQueries, in content: inout Content
    ) {
        let present = Set(content.records.map(\.record.sequence))
        for (sequence, digest) in opened.sorted(by: { $0.key < $1.key })
        where !present.contains(sequence) {
            let path = Self.path(sequence)
            if queries.offlineRecord(of: member, sequence: sequence) == digest {
                content.anchored.insert(digest)
                content.faults.removeAll { $0 == .notARecord(path: path) }
            } else {
                content.lost.insert(digest)
                let isTold = content.faults.contains {
                    $0 == .notARecord(path: path) || $0 == .numberTaken(sequence: sequence)
                }
                if !isTold { content.faults.append(.lost(path: path)) }
            }
        }
    }

    /// Numbers and digests of all that was opened here, whatever became of the files.
    private func readOpened(_ content: inout Content) throws(JournalFault) -> [UInt64: Digest] {
        guard let bytes = try bytes(Self.opened) else { return [:] }
        var found: [UInt64: Digest] = [:]
        for line in bytes.split(separator: 0x0a) {
            guard let entry = Self.entry(line) else {
                content.faults.append(.counterDamaged(path: Self.opened))
                continue
            }
            found[entry.sequence] = entry.record
        }
        return found
    }

    private static func entry(_ line: some Collection<UInt8>) -> Drafted? {
        let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x0a })
            .map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 2, let sequence = UInt64(words[0]), let record = Digest(hex: words[1])
        else { return nil }
        return Drafted(sequence: sequence, record: record)
    }

    private static func line(_ sequence: UInt64, _ record: Digest) -> [UInt8] {
        Array("\(sequence) \(record)\n".utf8)
    }

    private func names() throws(JournalFault) -> [String] {
        do throws(StorageFault) {
            // A folder that is away is not one without emergencies.
            guard try files.hasFolder(Self.root) else { throw .absent(Self.root) }
            return try files.list(Self.root).filter { $0.hasSuffix(Self.suffix) }
        } catch {
            throw .disk(error)
        }
    }

    private func bytes(_ path: String) throws(JournalFault) -> [UInt8]? {
        do throws(StorageFault) {
            guard try files.size(of: path) != nil else { return nil }
            return try files.readAll(path)
        } catch {
            throw .disk(error)
        }
    }

    private func put(_ bytes: [UInt8], at path: String) throws(JournalFault) {
        do throws(StorageFault) {
            try files.replaceFile(path, with: bytes)
        } catch {
            throw .disk(error)
        }
    }

    private func read(_ path: String) throws(JournalFault) -> SignedOfflineRecord {
        guard let bytes = try bytes(path), let record = try? SignedOfflineRecord(canonical: bytes)
        else { throw .notARecord(path: path) }
        guard record.record.chain == chain, record.record.holder == member else {
            throw .foreign(path: path)
        }
        return record
    }

    /// The highest number for which a file is there.
    private func highestWritten() throws(JournalFault) -> UInt64? {
        try names().compactMap { UInt64($0.dropLast(Self.suffix.count)) }.max()
    }

    /// Gives a draft the next number, for good, and the digest of what stands before it.
    ///
    /// - Parameter anchored: the last record that the ledger knows of this member.
    package func draft(
        after anchored: (sequence: UInt64, record: Digest)?,
        _ make: (_ sequence: UInt64, _ previous: Digest) -> OfflineRecord
    ) throws(JournalFault) -> OfflineRecord {
        try drafting.withLock { _ throws(JournalFault) in
            var last = try readLast()
            if let written = try highestWritten(), written > last?.sequence ?? 0 {
                let record = try read(Self.path(written)).record
                last = Drafted(sequence: written, record: record.digest(suite: suite))
            }
            if let anchored, anchored.sequence > last?.sequence ?? 0 {
                last = Drafted(sequence: anchored.sequence, record: anchored.record)
            }
            let (next, overflow) = (last?.sequence ?? 0).addingReportingOverflow(1)
            guard !overflow else { throw .counterDamaged(path: Self.lastDrafted) }
            let record = make(next, last?.record ?? OfflineRecord.origin)
            try put(
                Self.line(record.sequence, record.digest(suite: suite)), at: Self.lastDrafted)
            return record
        }
    }

    /// The last draft, where its file says so. A file that is damaged holds up no emergency: its
    /// numbers go on from the records, and two drafts with one number cannot both be opened.
    private func readLast() throws(JournalFault) -> Drafted? {
        try bytes(Self.lastDrafted).flatMap(Self.entry)
    }

    /// Writes a record; on return it survives a power cut, and only then may data be shown.
    package func write(_ record: SignedOfflineRecord) throws(JournalFault) {
        let path = Self.path(record.record.sequence)
        guard try bytes(path) == nil else { throw .numberWritten(path: path) }
        try put(record.canonicalBytes, at: path)
        // Shown only after this too: what was opened is known, whatever becomes of the file.
        let digest = record.record.digest(suite: suite)
        try marking.withLock { _ throws(JournalFault) in
            let known = try bytes(Self.opened) ?? []
            try put(known + Self.line(record.record.sequence, digest), at: Self.opened)
        }
        written.add(1, ordering: .releasing)
    }
}
