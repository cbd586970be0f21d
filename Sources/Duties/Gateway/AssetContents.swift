import BlockStore
import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// What opens the content digests of the member's own data sets: one file an asset, in `salts/`.
package struct AssetContents: Sendable {
    private let files: any Storage
    private let suite: CryptoSuite

    init(_ files: any Storage, suite: CryptoSuite) {
        self.files = files
        self.suite = suite
    }

    private func path(_ asset: RecordID) -> String {
        "\(Gateway.Folder.salts)/\(asset).content"
    }

    /// Keeps what opens an asset's digest; false if it does not open it.
    package func keep(
        _ disclosure: FieldDisclosure, of asset: RecordID, _ description: AssetDescription
    ) throws(StorageFault) -> Bool {
        guard manifest(disclosure, description) != nil else { return false }
        try files.replaceFile(path(asset), with: disclosure.canonicalBytes)
        return true
    }

    /// What the file of an asset says.
    enum Opening {
        /// The digest covers these documents.
        case covers(ContentManifest)
        /// There is no file, or one that opens another digest.
        case none
        /// A file is there that is no disclosure: what it was is not known.
        case damaged(path: String)
    }

    /// What an asset's digest covers.
    func opening(of asset: Asset) throws(StorageFault) -> Opening {
        let path = path(asset.id)
        guard try files.size(of: path) != nil else {
            // A disk that is not mounted leaves an empty folder, or none: no salt is said to be
            // destroyed for it.
            let salts = Gateway.Folder.salts
            guard try files.hasFolder(salts), try files.list(salts).isEmpty == false else {
                throw .absent(salts)
            }
            return .none
        }
        let bytes = try files.readAll(path)
        guard let kept = try? FieldDisclosure(canonical: bytes) else {
            return .damaged(path: path)
        }
        return manifest(kept, asset.description).map { .covers($0) } ?? .none
    }

    private func manifest(
        _ disclosure: FieldDisclosure, _ description: AssetDescription
    ) -> ContentManifest? {
        guard disclosure.name == ContentManifest.fieldName,
            disclosure.commitment(suite: suite) == description.content
        else { return nil }
        return try? ContentManifest(canonical: disclosure.value)
    }
}
