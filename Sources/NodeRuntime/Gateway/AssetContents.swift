import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// What opens the content digests of the member's own data sets: one file an asset, in `salts/`.
struct AssetContents: Sendable {
    private let root: String
    private let suite: CryptoSuite

    init(_ folder: NodeFolder, suite: CryptoSuite) {
        root = folder.salts
        self.suite = suite
    }

    private func path(_ asset: RecordID) -> String { "\(root)/\(asset).content" }

    /// Keeps what opens an asset's digest; false if it does not open it.
    func keep(
        _ disclosure: FieldDisclosure, of asset: RecordID, _ description: AssetDescription
    ) throws(FileFault) -> Bool {
        guard manifest(disclosure, description) != nil else { return false }
        try AtomicFile.write(disclosure.canonicalBytes, to: path(asset))
        return true
    }

    /// What an asset's digest covers; nil where nothing here opens it.
    func manifest(of asset: Asset) throws(FileFault) -> ContentManifest? {
        let path = path(asset.id)
        guard try AtomicFile.kind(of: path) != nil else { return nil }
        guard let kept = try? FieldDisclosure(canonical: try AtomicFile.read(path)) else {
            throw .notReadable(path: path, reason: "it is damaged")
        }
        return manifest(kept, asset.description)
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

extension TallyNode {
    /// Keeps what opens the digest of a data set that is about to be registered; false if it does
    /// not open it.
    public func keepContent(
        _ disclosure: FieldDisclosure, of asset: RecordID, _ description: AssetDescription
    ) throws(FileFault) -> Bool {
        try AssetContents(folder, suite: genesis.suite).keep(disclosure, of: asset, description)
    }
}
