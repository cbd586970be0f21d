import CanonicalCoding
import LedgerTypes
import Mutants
import Sealing
import Synchronization

/// The memory of a seat's signatures, apart from everything else: no restored backup and no bug of
/// consensus makes a seat sign two things at one place.
///
/// Source: docs/internals/consensus.md, "Durable before it leaves".
package final class SignerRegister: Sendable {
    struct Entry: Hashable, CanonicalCodable {
        let position: SignerPosition
        /// Of the bytes that were signed; zero at a barrier.
        let message: Digest
        /// Empty at a barrier.
        let signature: Signature

        init(position: SignerPosition, message: Digest, signature: Signature) {
            self.position = position
            self.message = message
            self.signature = signature
        }

        /// Forbids everything below a height.
        init(barrier height: Height) {
            self.init(
                position: SignerPosition(height: height, round: .first, step: .barrier),
                message: .zero, signature: Signature([]))
        }

        func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 3)
            position.encode(into: &writer)
            message.encode(into: &writer)
            signature.encode(into: &writer)
        }

        init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 3)
            position = try SignerPosition(from: &reader)
            message = try Digest(from: &reader)
            signature = try Signature(from: &reader)
            reader.endArray()
        }

        /// The bytes with zeroes behind them: all records have one length, so that a torn last one
        /// shows in the length of the file and damage can never be taken for it.
        var record: [UInt8] {
            let bytes = canonicalBytes
            precondition(bytes.count <= Limits.signerRecordBytes, "a signature of odd length")
            return bytes
                + [UInt8](repeating: 0, count: Limits.signerRecordBytes - bytes.count)
        }

        init?(record: [UInt8]) {
            var reader = CanonicalReader(record)
            guard let entry = try? Entry(from: &reader), entry.record == record else { return nil }
            self = entry
        }
    }

    private struct State: Sendable {
        var file: FramedFile
        var size: Int
        var records: Int
        var last: Entry?
        var isSound = true
    }

    static let kind = "tally/signer/v1"
    /// Name of the file.
    package static let path = "signer.register"
    private static let frameBytes = FramedFile.frameOverhead + Limits.signerRecordBytes

    private let storage: any Storage
    private let chain: ChainID
    private let suite: CryptoSuite
    private let lock: StorageLock
    private let state: Mutex<State>
    /// True if there was no file: on a chain that is not empty the seat must watch, not sign.
    package let isNew: Bool
    /// What opening put right.
    package let warnings: [StoreWarning]

    /// Opens the register, and makes it if it is absent: raised to a height from its first byte on.
    ///
    /// A record that was written in part is cut off with a warning: its signature never left. Any
    /// other damage is a fault, and the seat must not sign.
    package init(
        opening storage: any Storage, chain: ChainID, suite: CryptoSuite,
        raisedTo height: Height? = nil
    ) throws(StoreFault) {
        self.storage = storage
        self.chain = chain
        self.suite = suite
        lock = try stored { () throws(StorageFault) in try storage.lock(Self.path + ".lock") }
        let size = try stored { () throws(StorageFault) in try storage.size(of: Self.path) }
        isNew = size == nil
        guard let size else {
            state = Mutex(
                try Self.write(height.map(Entry.init(barrier:)), chain: chain, storage: storage))
            warnings = []
            return
        }
        let bytes = try stored { () throws(StorageFault) in try storage.readAll(Self.path) }
        let found = try Self.read(bytes, chain: chain)
        if found.size < size {
            try stored { () throws(StorageFault) in
                try storage.truncate(Self.path, to: found.size)
            }
            warnings = [
                .tornTailCut(path: Self.path, offset: found.size, bytes: size - found.size)
            ]
        } else {
            warnings = []
        }
        try stored { () throws(StorageFault) in try storage.sync(Self.path) }
        state = Mutex(found)
    }

    /// Reads the register again after a failure, as at a start, and writes it anew with its last
    /// entry: what a failed flush left in the system's memory is not trusted to be on the disk.
    package func reopen() throws(StoreFault) {
        try state.withLock { state throws(StoreFault) in
            state.isSound = false
            let bytes = try stored { () throws(StorageFault) in try storage.readAll(Self.path) }
            let found = try Self.read(bytes, chain: chain)
            // INVARIANT: what was let out is in the file; one that knows less was exchanged.
            if let known = state.last, !Mutant.olderRegisterTaken.isOn,
                found.last.map({ $0.position < known.position }) ?? true
            {
                throw .damagedFile(path: Self.path, offset: found.size)
            }
            state = try Self.write(found.last, chain: chain, storage: storage)
        }
    }

    /// Puts the register out of the way for good: somebody else signed with the seat's key, so that
    /// nothing is signed before an operator has confirmed the seat. Its absence shows at each start.
    package func setAside() throws(StoreFault) {
        try state.withLock { state throws(StoreFault) in
            state.isSound = false
            try stored { () throws(StorageFault) in
                try storage.rename(Self.path, to: Self.path + ".set-aside")
                try storage.syncFolder("")
            }
        }
    }

    /// The last place at which the seat has signed, or to which the register was raised.
    package var last: SignerPosition? { state.withLock { $0.last?.position } }

    /// Lets one signature out for one place, and remembers it before it does.
    ///
    /// The signature that is returned is the one to send: the stored one if the same bytes were
    /// signed at this place before.
    package func admit(
        _ signature: Signature, at position: SignerPosition, over message: [UInt8]
    ) throws(SignerFault) -> Signature {
        try admit(at: position, over: message) { signature }
    }

    /// Signs at one place, or returns what was signed there.
    package func sign(
        _ message: [UInt8], at position: SignerPosition, with key: SigningKey
    ) throws(SignerFault) -> Signature {
        try admit(at: position, over: message) { key.sign(message) }
    }

    /// Forbids everything below a height: after a restore, and after a time without the file.
    package func raise(to height: Height) throws(SignerFault) {
        let barrier = Entry(barrier: height)
        try state.withLock { state throws(SignerFault) in
            if let last = state.last, last.position >= barrier.position { return }
            try append(barrier, to: &state)
        }
    }

    private func admit(
        at position: SignerPosition, over message: [UInt8], _ sign: () -> Signature
    ) throws(SignerFault) -> Signature {
        precondition(position.step != .barrier, "nothing is signed at a barrier")
        let digest = suite.hash(message)
        return try state.withLock { state throws(SignerFault) in
            if let last = state.last, !Mutant.registerForgets.isOn {
                guard last.position <= position || Mutant.registerTakesBehind.isOn else {
                    throw .behind(last: last.position)
                }
                let isOther = Mutant.registerTakesConflict.isOn && last.message != digest
                if last.position == position, !isOther {
                    guard last.message == digest else { throw .conflicting(at: position) }
                    return last.signature
                }
            }
            let entry = Entry(position: position, message: digest, signature: sign())
            try append(entry, to: &state)
            return entry.signature
        }
    }

    private func append(_ entry: Entry, to state: inout State) throws(SignerFault) {
        guard state.isSound else { throw .store(.needsReopening) }
        // Any failure: the file is opened again before anything else is signed.
        state.isSound = false
        if state.records >= Limits.signerRecords {
            do {
                state = try Self.write(entry, chain: chain, storage: storage)
            } catch { throw .store(error) }
            return
        }
        let frame = state.file.frame(entry.record, at: state.size)
        do {
            try storage.write(frame, to: Self.path, at: state.size)
            if !Mutant.registerNotSynced.isOn { try storage.sync(Self.path) }
        } catch { throw .store(.storage(error)) }
        state.size += frame.count
        state.records += 1
        state.last = entry
        state.isSound = true
    }

    /// Puts a new file in place that holds one entry or none.
    private static func write(
        _ entry: Entry?, chain: ChainID, storage: any Storage
    ) throws(StoreFault) -> State {
        var file = FramedFile(kind: kind)
        let records = entry.map { [$0.record] } ?? []
        let image = file.image(description: chain.canonicalBytes, records: records)
        try stored { () throws(StorageFault) in try storage.replaceFile(path, with: image) }
        return State(file: file, size: image.count, records: records.count, last: entry)
    }

    private static func read(_ bytes: [UInt8], chain: ChainID) throws(StoreFault) -> State {
        let (file, description) = try FramedFile.open(bytes, kind: kind, path: path)
        guard description == chain.canonicalBytes else { throw .wrongChain(path: path) }
        var state = State(file: file, size: file.bodyStart, records: 0, last: nil)
        while state.size + frameBytes <= bytes.count {
            guard let payload = file.payload(in: bytes, at: state.size),
                let entry = Entry(record: Array(bytes[payload])),
                state.last.map({ $0.position < entry.position }) ?? true
            else { throw .damagedFile(path: path, offset: state.size) }
            state.last = entry
            state.records += 1
            state.size += frameBytes
        }
        return state
    }
}
