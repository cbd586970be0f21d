import BlockStore
import LedgerTypes
import Sealing

/// Names of patients outside of the holder: an HMAC of the holder's own number for the patient.
package enum LocalPseudonym {
    /// The name of a patient of the holder's records.
    package static func name(
        of number: LocalNumber, at holder: MemberID, key: SecretBytes
    ) -> SubjectName {
        SubjectName(
            holder: holder,
            value: KeyedHash.hmac(key: key, Array("tally/subject-value/v1\n\(number)\n".utf8)))
    }
}

/// The member's own records: `records/ID.json`, or a folder `records/ID/` of documents of one
/// patient. Only the gateway reads them, and only it knows which pseudonym is whose.
package struct RecordShelf: Sendable {
    private let files: any Storage
    private let holder: MemberID
    private let key: SecretBytes
    private let suite: CryptoSuite
    private static let root = Gateway.Folder.records

    package init(
        _ files: any Storage, of holder: MemberID, key: SecretBytes, suite: CryptoSuite
    ) {
        self.files = files
        self.holder = holder
        self.key = key
        self.suite = suite
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
        var found: [[UInt8]] = []
        for id in try localIDs(of: pseudonym) { found += try documents(localID: id) }
        return found
    }

    /// The patient's own names at the holder, as files have them. Two files whose names differ in
    /// case or width are of one patient: both count.
    private func localIDs(of pseudonym: LedgerTypes.Pseudonym) throws(StorageFault) -> [String] {
        let ids = try localIDs()
        // A disk that is not mounted leaves an empty folder: nobody is said to have no record.
        guard !ids.isEmpty else { throw .absent(Self.root) }
        return ids.filter { isName($0, of: pseudonym) }
    }

    private func isName(_ id: String, of pseudonym: LedgerTypes.Pseudonym) -> Bool {
        guard let number = try? LocalNumber(id) else { return false }
        return LocalPseudonym.name(of: number, at: holder, key: key).pseudonym(suite: suite)
            == pseudonym
    }

    /// What lies among a patient's documents and is not read as one: nothing is released of a
    /// record of which only a part is read. Paths below the node's folder.
    package func strays(
        of pseudonym: LedgerTypes.Pseudonym
    ) throws(StorageFault) -> [String] {
        var found: [String] = []
        for id in try localIDs() {
            if isName(id, of: pseudonym) {
                let path = "\(Self.root)/\(id)"
                guard try files.hasFolder(path) else { continue }
                found += try Self.strays(at: path, in: files).map { "\(path)/\($0)" }
            } else if let dot = id.lastIndex(of: "."), isName(String(id[..<dot]), of: pseudonym) {
                // A record in another form than JSON.
                found.append("\(Self.root)/\(id)")
            }
        }
        return found
    }

    /// Names in a folder of documents that are none; names that begin with a dot are the system's.
    package static func strays(
        at path: String, in files: any Storage
    ) throws(StorageFault) -> [String] {
        try files.list(path).filter { !$0.hasSuffix(".json") && !$0.hasPrefix(".") }
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
