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
    public var localIDs: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return Set(names.filter { !$0.hasPrefix(".") }.map(Self.stem)).sorted()
    }

    private static func stem(_ name: String) -> String {
        name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }

    /// The documents of a patient; empty where the holder has none. Complexity: O(patients).
    public func documents(of pseudonym: LedgerTypes.Pseudonym) -> [[UInt8]] {
        guard let id = localIDs.first(where: { LocalPseudonym.of($0, key: key) == pseudonym })
        else { return [] }
        return documents(localID: id)
    }

    func documents(localID: String) -> [[UInt8]] {
        let path = root + "/" + localID
        var paths = [path + ".json"]
        let inside = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        paths += inside.filter { $0.hasSuffix(".json") }.sorted().map { path + "/" + $0 }
        return paths.compactMap { FileManager.default.contents(atPath: $0).map(Array.init) }
    }
}
