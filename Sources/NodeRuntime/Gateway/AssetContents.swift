import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// Why nothing leaves under a permit for a data set whose digest does not cover what is there.
///
/// The numbers are reasons of egress blocks. Source: docs/reference/data-labels.md.
enum CoverageFault: Error, Hashable, Sendable {
    /// Nothing here opens the digest, so that what it covers is not known.
    case notOpened
    /// A document that the digest covers is not here, or is another than it was.
    case changed(missing: Int)
    /// None of the patient's documents is covered.
    case nothingCovered

    var code: UInt64 {
        switch self {
        case .notOpened: 6061
        case .changed: 6062
        case .nothingCovered: 6063
        }
    }

    var english: String {
        switch self {
        case .notOpened:
            "nothing here opens the data set's digest: register it again with `tally asset register`"
        case .changed(let missing):
            "\(missing) documents that the data set's digest covers are missing or changed: "
                + "put them back, or register the data set again"
        case .nothingCovered:
            "the data set's digest covers no document of this patient: register it again"
        }
    }

    var chinese: String {
        switch self {
        case .notOpened: "本网关没有该数据集摘要的开示文件：请用 tally asset register 重新登记"
        case .changed(let missing):
            "数据集摘要所涵盖的 \(missing) 份文件缺失或已被改动：请恢复文件，或重新登记数据集"
        case .nothingCovered: "数据集摘要不涵盖该患者的任何文件：请重新登记数据集"
        }
    }
}

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
