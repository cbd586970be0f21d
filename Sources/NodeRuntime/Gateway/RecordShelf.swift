import Foundation
import LedgerTypes
import Sealing

/// Names of patients outside of the holder: an HMAC of the holder's own number for the patient.
public enum LocalPseudonym {
    /// The pseudonym of a patient whom the holder's records call `localID`.
    public static func of(_ localID: String, key: SecretBytes) -> LedgerTypes.Pseudonym {
        LedgerTypes.Pseudonym(
            KeyedHash.hmac(key: key, Array("tally/pseudonym/v1\n\(localID)\n".utf8)))
    }
}

/// The member's own records: `records/ID.json`, or a folder `records/ID/` of documents of one
/// patient. Only the gateway reads them, and only it knows which pseudonym is whose.
public struct RecordShelf: Sendable {
    private let root: String
    private let key: SecretBytes

    public init(_ folder: NodeFolder, key: SecretBytes) {
        root = folder.records
        self.key = key
    }

    /// The holder's own names of patients with records, sorted.
    public func localIDs() throws(FileFault) -> [String] {
        // A folder that is away, such as a disk that is not mounted, is not one without patients.
        guard try AtomicFile.kind(of: root) == .folder else { throw .missing(path: root) }
        return Set(try AtomicFile.names(in: root).filter { !$0.hasPrefix(".") }.map(Self.stem))
            .sorted()
    }

    private static func stem(_ name: String) -> String {
        name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }

    /// The documents of a patient; empty where the holder has none. Complexity: O(patients).
    public func documents(
        of pseudonym: LedgerTypes.Pseudonym
    ) throws(FileFault) -> [[UInt8]] {
        guard let id = try localIDs().first(where: { LocalPseudonym.of($0, key: key) == pseudonym })
        else { return [] }
        return try documents(localID: id)
    }

    func documents(localID: String) throws(FileFault) -> [[UInt8]] {
        let path = root + "/" + localID
        var found: [[UInt8]] = []
        if try AtomicFile.kind(of: path + ".json") != nil {
            found.append(try AtomicFile.read(path + ".json"))
        }
        guard try AtomicFile.kind(of: path) == .folder else { return found }
        return found + (try Self.documents(at: path))
    }

    /// The documents of a folder, which are its `*.json` files, or the one of a file.
    public static func documents(at path: String) throws(FileFault) -> [[UInt8]] {
        guard try AtomicFile.kind(of: path) == .folder else { return [try AtomicFile.read(path)] }
        var found: [[UInt8]] = []
        for name in try AtomicFile.names(in: path) where name.hasSuffix(".json") {
            found.append(try AtomicFile.read(path + "/" + name))
        }
        return found
    }
}
