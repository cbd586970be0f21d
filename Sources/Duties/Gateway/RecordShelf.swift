import BlockStore
import LedgerTypes
import Sealing

/// Names of patients outside of the holder: an HMAC of the holder's own number for the patient.
package enum LocalPseudonym {
    /// The pseudonym of a patient whom the holder's records call `localID`.
    package static func of(_ localID: String, key: SecretBytes) -> LedgerTypes.Pseudonym {
        LedgerTypes.Pseudonym(
            KeyedHash.hmac(key: key, Array("tally/pseudonym/v1\n\(localID)\n".utf8)))
    }
}

/// The member's own records: `records/ID.json`, or a folder `records/ID/` of documents of one
/// patient. Only the gateway reads them, and only it knows which pseudonym is whose.
package struct RecordShelf: Sendable {
    private let files: any Storage
    private let key: SecretBytes
    private static let root = Gateway.Folder.records

    package init(_ files: any Storage, key: SecretBytes) {
        self.files = files
        self.key = key
    }

    /// The holder's own names of patients with records, sorted.
    package func localIDs() throws(StorageFault) -> [String] {
        // A folder that is away, such as a disk that is not mounted, is not one without patients.
        guard try files.hasFolder(Self.root) else { throw .absent(Self.root) }
        return Set(try files.list(Self.root).filter { !$0.hasPrefix(".") }.map(Self.stem))
            .sorted()
    }

    private static func stem(_ name: String) -> String {
        name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }

    /// The documents of a patient; empty where the holder has none. Complexity: O(patients).
    package func documents(
        of pseudonym: LedgerTypes.Pseudonym
    ) throws(StorageFault) -> [[UInt8]] {
        let ids = try localIDs()
        // A disk that is not mounted leaves an empty folder: nobody is said to have no record.
        guard !ids.isEmpty else { throw .absent(Self.root) }
        guard let id = ids.first(where: { LocalPseudonym.of($0, key: key) == pseudonym })
        else { return [] }
        return try documents(localID: id)
    }

    package func documents(localID: String) throws(StorageFault) -> [[UInt8]] {
        let path = "\(Self.root)/\(localID)"
        var found: [[UInt8]] = []
        if try files.size(of: path + ".json") != nil {
            found.append(try files.readAll(path + ".json"))
        }
        guard try files.hasFolder(path) else { return found }
        return found + (try Self.documents(at: path, in: files))
    }

    /// The documents of a folder, which are its `*.json` files, or the one of a file.
    package static func documents(
        at path: String, in files: any Storage
    ) throws(StorageFault) -> [[UInt8]] {
        guard try files.hasFolder(path) else { return [try files.readAll(path)] }
        var found: [[UInt8]] = []
        for name in try files.list(path) where name.hasSuffix(".json") {
            found.append(try files.readAll("\(path)/\(name)"))
        }
        return found
    }
}
