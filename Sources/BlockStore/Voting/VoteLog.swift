import CanonicalCoding
import LedgerTypes
import Mutants
import Sealing
import Synchronization

/// What a seat said at the present height, written before it is sent.
///
/// Payloads are the consensus machine's own records.
/// Source: docs/internals/consensus.md, "Durable before it leaves".
package final class VoteLog: Sendable {
    /// One thing that was said.
    package struct Record: Hashable, Sendable, CanonicalCodable {
        package let height: Height
        package let payload: [UInt8]

        package init(height: Height, payload: [UInt8]) {
            self.height = height
            self.payload = payload
        }

        package func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 2)
            height.encode(into: &writer)
            writer.byteString(payload)
        }

        package init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 2)
            height = try Height(from: &reader)
            payload = try reader.byteString()
            reader.endArray()
        }
    }

    private struct State: Sendable {
        var file: FramedFile
        var size: Int
        var records: Int
        var isSound = true
    }

    static let kind = "tally/vote-log/v1"
    /// Name of the file.
    package static let path = "votes.log"

    private let storage: any Storage
    private let chain: ChainID
    private let lock: StorageLock
    private let reserveBytes: UInt64
    private let state: Mutex<State>
    /// What was found on opening, in the order in which it was said.
    package let recovered: [Record]
    /// What opening put right.
    package let warnings: [StoreWarning]

    /// Opens the log, and makes it if it is absent.
    ///
    /// A last record that was written in part is cut off with a warning: it was never sent. Any
    /// other damage is a fault, and the node must not vote.
    package init(
        opening storage: any Storage, chain: ChainID,
        reserveBytes: UInt64 = Limits.votingReserveBytes
    ) throws(StoreFault) {
        self.storage = storage
        self.chain = chain
        self.reserveBytes = reserveBytes
        lock = try stored { () throws(StorageFault) in try storage.lock(Self.path + ".lock") }
        let size = try stored { () throws(StorageFault) in try storage.size(of: Self.path) }
        guard size != nil else {
            state = Mutex(try Self.write([], chain: chain, storage: storage))
            recovered = []
            warnings = []
            return
        }
        let bytes = try stored { () throws(StorageFault) in try storage.readAll(Self.path) }
        let found = try Self.read(bytes, chain: chain)
        if let warning = found.warning {
            try stored { () throws(StorageFault) in
                if !Mutant.tornVoteKept.isOn { try storage.truncate(Self.path, to: found.size) }
                try storage.sync(Self.path)
            }
            warnings = [warning]
        } else {
            try stored { () throws(StorageFault) in try storage.sync(Self.path) }
            warnings = []
        }
        recovered = found.records
        state = Mutex(
            State(file: found.file, size: found.size, records: found.records.count))
    }

    /// Reads the log again after a failure, as at a start, and writes it anew: what a failed flush
    /// left in the system's memory is not trusted to be on the disk.
    ///
    /// Returns what was said, in order. Afterwards records are taken again.
    package func reopen() throws(StoreFault) -> [Record] {
        try state.withLock { state throws(StoreFault) in
            state.isSound = false
            let bytes = try stored { () throws(StorageFault) in try storage.readAll(Self.path) }
            let found = try Self.read(bytes, chain: chain)
            state = try Self.write(found.records, chain: chain, storage: storage)
            return found.records
        }
    }

    /// Length of the file in bytes, and the records in it.
    package var extent: (bytes: Int, records: Int) {
        state.withLock { ($0.size, $0.records) }
    }

    private static func write(
        _ records: [Record], chain: ChainID, storage: any Storage
    ) throws(StoreFault) -> State {
        var file = FramedFile(kind: kind)
        let image = file.image(
            description: chain.canonicalBytes, records: records.map(\.canonicalBytes))
        try stored { () throws(StorageFault) in try storage.replaceFile(path, with: image) }
        return State(file: file, size: image.count, records: records.count)
    }

    private struct Found {
        let file: FramedFile
        var records: [Record] = []
        var size: Int
        var warning: StoreWarning?
    }

    private static func read(_ bytes: [UInt8], chain: ChainID) throws(StoreFault) -> Found {
        let (file, description) = try FramedFile.open(bytes, kind: kind, path: path)
        guard description == chain.canonicalBytes else { throw .wrongChain(path: path) }
        var found = Found(file: file, size: bytes.count)
        let scan = file.scan(bytes)
        switch scan.end {
        case .whole: break
        case .torn(let offset):
            found.size = offset
            found.warning = .tornTailCut(
                path: path, offset: offset, bytes: bytes.count - offset)
        case .damaged(let offset): throw .damagedFile(path: path, offset: offset)
        }
        for payload in scan.payloads {
            guard let record = try? Record(canonical: Array(bytes[payload])) else {
                throw .damagedFile(path: path, offset: payload.lowerBound)
            }
            found.records.append(record)
        }
        return found
    }

    /// Writes a record; on return it survives a power cut, and only then may it be sent.
    ///
    /// Refuses while little space is left: a node stops voting before its disk is full.
    package func append(_ record: Record) throws(StoreFault) {
        try state.withLock { state throws(StoreFault) in
            guard state.isSound || Mutant.brokenLogWritten.isOn else { throw .needsReopening }
            let free = try stored { () throws(StorageFault) in try storage.freeBytes() }
            guard free >= reserveBytes || Mutant.reserveIgnored.isOn else {
                throw .reserveReached(freeBytes: free)
            }
            let frame = state.file.frame(record.canonicalBytes, at: state.size)
            guard frame.count <= Limits.maximumRecordBytes else {
                throw .recordTooLarge(bytes: frame.count)
            }
            // Any failure: the log is opened again before anything else is said.
            state.isSound = false
            try stored { () throws(StorageFault) in
                try storage.write(frame, to: Self.path, at: state.size)
                if !Mutant.logNotSynced.isOn { try storage.sync(Self.path) }
            }
            state.isSound = true
            state.size += frame.count
            state.records += 1
        }
    }

    /// Forgets what was said at earlier heights, once their block is stored.
    package func forget() throws(StoreFault) {
        try state.withLock { state throws(StoreFault) in
            guard state.isSound else { throw .needsReopening }
            state.isSound = false
            try stored { () throws(StorageFault) in
                try storage.truncate(Self.path, to: state.file.bodyStart)
                try storage.sync(Self.path)
            }
            state.isSound = true
            state.size = state.file.bodyStart
            state.records = 0
        }
    }

    /// Puts a damaged log out of the way, for an operator who accepts the loss: the node must then
    /// watch this height without voting.
    /// Source: docs/internals/consensus.md, "What a start trusts".
    package static func setAside(in storage: any Storage) throws(StoreFault) {
        try stored { () throws(StorageFault) in
            let lock = try storage.lock(path + ".lock")
            defer { _ = lock }
            try storage.rename(path, to: path + ".damaged")
            try storage.syncFolder("")
        }
    }
}
