import BlockStore
import CanonicalCoding
import LedgerTypes
import Sealing

/// The works of a node on its disk: a file each, a parcel beside it where something is to be sent,
/// and how far blocks were searched for work.
///
/// After a power cut at any moment each file is the old one or the new one. A parcel is on disk
/// before the record that says so, and goes after the record that gives it up.
package struct OutboxStore: Sendable {
    private let storage: any Storage
    private let chain: ChainID
    private let suite: CryptoSuite

    private let works: String
    private let parcels: String
    private let cursor: String
    private let folder: String
    private static let suffix = ".work"
    private static let version: UInt64 = 1
    private static let domain = Array("tally/outbox/v1\n".utf8)

    /// - Parameter folder: below the storage's root; it is there.
    package init(
        _ storage: any Storage, folder: String, chain: ChainID, suite: CryptoSuite
    ) {
        self.folder = folder
        works = folder + "/works"
        parcels = folder + "/parcels"
        cursor = folder + "/searched"
        self.storage = storage
        self.chain = chain
        self.suite = suite
    }

    /// What the folder held.
    package struct Content: Sendable {
        /// Ascending by id.
        package var works: [Work] = []
        /// Files whose work rests, each with the reason.
        package var faults: [OutboxFault] = []
        /// The last height whose block was searched for work.
        package var searched = Height.genesis
    }

    /// Reads everything, and removes parcels that no work needs any more.
    package func open() throws(OutboxFault) -> Content {
        do throws(StorageFault) {
            try storage.makeFolder(works)
            try storage.makeFolder(parcels)
            try storage.syncFolder(folder)
            var content = Content()
            for name in try storage.list(works) where !Self.isDraft(name) {
                // One file that cannot be read holds up no other.
                let path = "\(works)/\(name)"
                do throws(StorageFault) {
                    switch try Self.readWork(path, name, storage, chain, suite) {
                    case .success(let work): content.works.append(work)
                    case .failure(let fault): content.faults.append(fault)
                    }
                } catch {
                    // Of what could not be looked at nothing is known: all is read again.
                    if error.isPassing { throw error }
                    content.faults.append(.disk(error))
                }
            }
            content.works.sort { $0.id < $1.id }
            if let size = try storage.size(of: cursor) {
                let bytes = try storage.read(cursor, from: 0, count: size)
                switch Self.unframe(bytes, cursor, suite) {
                case .success(let body):
                    guard let found = try? Searched(canonical: body) else {
                        content.faults.append(.damaged(path: cursor))
                        break
                    }
                    guard found.chain == chain else {
                        content.faults.append(.foreign(path: cursor))
                        break
                    }
                    content.searched = found.height
                // It is searched again from the first block: that finds all, and does nothing
                // twice.
                case .failure(let fault): content.faults.append(fault)
                }
            }
            // What cannot be removed lies there, and harms nobody.
            try? removeParcels(but: content)
            return content
        } catch {
            throw .disk(error)
        }
    }

    /// How far the blocks of a chain were searched.
    private struct Searched: CanonicalCodable {
        let chain: ChainID
        let height: Height

        init(chain: ChainID, height: Height) {
            self.chain = chain
            self.height = height
        }

        func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 2)
            chain.encode(into: &writer)
            height.encode(into: &writer)
        }

        init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 2)
            chain = try ChainID(from: &reader)
            height = try Height(from: &reader)
            reader.endArray()
        }
    }

    // MARK: writing

    /// On return the work survives a power cut.
    package func put(_ work: Work) throws(OutboxFault) {
        try replace(path(of: work.id), work.canonicalBytes)
    }

    /// Forgets a work that has ended.
    package func remove(_ work: Work) throws(OutboxFault) {
        do throws(StorageFault) {
            let path = path(of: work.id)
            guard try storage.size(of: path) != nil else { return }
            try storage.remove(path)
        } catch {
            throw .disk(error)
        }
    }

    /// Everything up to this height was searched, and what was found is on disk.
    package func putSearched(_ height: Height) throws(OutboxFault) {
        try replace(cursor, Searched(chain: chain, height: height).canonicalBytes)
    }

    private func replace(_ path: String, _ body: [UInt8]) throws(OutboxFault) {
        do throws(StorageFault) {
            try storage.replaceFile(path, with: Self.frame(body, suite))
        } catch {
            throw .disk(error)
        }
    }

    // MARK: parcels

    func digest(_ bytes: [UInt8]) -> Digest { suite.hash(Self.domain + bytes) }

    /// On return the parcel survives a power cut. Each transaction has its own.
    package func putParcel(
        _ bytes: [UInt8], of id: WorkID, for transaction: TransactionID
    ) throws(OutboxFault) {
        do throws(StorageFault) {
            try storage.replaceFile(parcelPath(id, transaction), with: bytes)
        } catch {
            throw .disk(error)
        }
    }

    /// The parcel of a work's transaction; nil if it is gone.
    package func parcel(
        of id: WorkID, for transaction: TransactionID
    ) throws(OutboxFault) -> [UInt8]? {
        let path = parcelPath(id, transaction)
        do throws(StorageFault) {
            guard let size = try storage.size(of: path) else { return nil }
            return try storage.read(path, from: 0, count: size)
        } catch {
            throw .disk(error)
        }
    }

    package func removeParcel(
        of id: WorkID, for transaction: TransactionID
    ) throws(OutboxFault) {
        let path = parcelPath(id, transaction)
        do throws(StorageFault) {
            guard try storage.size(of: path) != nil else { return }
            try storage.remove(path)
        } catch {
            throw .disk(error)
        }
    }

    private func parcelPath(_ id: WorkID, _ transaction: TransactionID) -> String {
        "\(parcels)/\(Self.parcelName(id, transaction))"
    }

    private static func parcelName(_ id: WorkID, _ transaction: TransactionID) -> String {
        "\(name(of: id))-\(transaction)"
    }

    private func removeParcels(but content: Content) throws(StorageFault) {
        // What cannot be read may need its parcel.
        guard content.faults.isEmpty else { return }
        let needed = Set(
            content.works.compactMap { work in
                work.transaction.map { Self.parcelName(work.id, $0) }
            })
        // Names that are none of ours stay.
        let prefixes = WorkKind.allCases.map { "\($0.name)-" }
        for name in try storage.list(parcels)
        where !needed.contains(name) && prefixes.contains(where: { name.hasPrefix($0) }) {
            try storage.remove("\(parcels)/\(name)")
        }
    }

    // MARK: form

    private static func name(of id: WorkID) -> String { "\(id.kind.name)-\(id.subject)" }

    func path(of id: WorkID) -> String { "\(works)/\(Self.name(of: id))\(Self.suffix)" }

    private static func isDraft(_ name: String) -> Bool { name.hasSuffix(".new") }

    private static func readWork(
        _ path: String, _ name: String, _ storage: any Storage, _ chain: ChainID,
        _ suite: CryptoSuite
    ) throws(StorageFault) -> Result<Work, OutboxFault> {
        guard name.hasSuffix(suffix) else { return .failure(.misplaced(path: path)) }
        guard let size = try storage.size(of: path) else { return .failure(.damaged(path: path)) }
        switch unframe(try storage.read(path, from: 0, count: size), path, suite) {
        case .failure(let fault): return .failure(fault)
        case .success(let body):
            guard let work = try? Work(canonical: body) else {
                return .failure(.damaged(path: path))
            }
            guard work.chain == chain else { return .failure(.foreign(path: path)) }
            guard name == self.name(of: work.id) + suffix else {
                return .failure(.misplaced(path: path))
            }
            return .success(work)
        }
    }

    /// The bytes of a work's file.
    package static func file(of work: Work, suite: CryptoSuite) -> [UInt8] {
        frame(work.canonicalBytes, suite)
    }

    /// Shape: [version, body, digest of domain ‖ body].
    private static func frame(_ body: [UInt8], _ suite: CryptoSuite) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.array(count: 3)
        writer.unsigned(version)
        writer.byteString(body)
        suite.hash(domain + body).encode(into: &writer)
        return writer.bytes
    }

    private static func unframe(
        _ bytes: [UInt8], _ path: String, _ suite: CryptoSuite
    ) -> Result<[UInt8], OutboxFault> {
        do throws(CodingFault) {
            var reader = CanonicalReader(bytes)
            let count = try reader.beginArray()
            let found = try reader.unsigned()
            guard found <= version else {
                return .failure(.newer(path: path, version: found))
            }
            guard count == 3, found == version else { return .failure(.damaged(path: path)) }
            let body = try reader.byteString()
            let digest = try Digest(from: &reader)
            reader.endArray()
            try reader.finish()
            guard digest == suite.hash(domain + body) else {
                return .failure(.damaged(path: path))
            }
            return .success(body)
        } catch {
            return .failure(.damaged(path: path))
        }
    }
}
