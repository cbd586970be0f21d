import CanonicalCoding
import Sealing

/// The files of an export before they are sealed.
package struct EvidenceFile: Hashable, Sendable {
    /// Names of the files that this version knows.
    package enum Name {
        package static let content = "evidence.cbor"
        package static let disclosures = "disclosures.cbor"
        package static let seal = "seal.cbor"
        package static let report = "report.zh.html"
        package static let exhibitPrefix = "exhibits/"

        /// True for names that this version gives a meaning; every other file is refused.
        static func isKnown(_ name: String) -> Bool {
            [content, disclosures, seal, report].contains(name) || isExhibit(name)
        }

        /// `exhibits/NN-name`, NN two digits.
        static func isExhibit(_ name: String) -> Bool {
            guard name.hasPrefix(exhibitPrefix) else { return false }
            let rest = Array(name.utf8.dropFirst(exhibitPrefix.utf8.count))
            return rest.count > 3 && rest[..<2].allSatisfy { (0x30...0x39).contains($0) }
                && rest[2] == 0x2d && !rest.contains(0x2f)
        }
    }

    package var content: EvidenceContent
    package var disclosures: [EntryDisclosures]
    /// Originals, named `exhibits/NN-name`.
    package var exhibits: [ArchiveFile]
    /// A page for people, without weight as evidence; the verifier writes its own.
    package var report: [UInt8]?

    package init(
        content: EvidenceContent, disclosures: [EntryDisclosures] = [],
        exhibits: [ArchiveFile] = [], report: [UInt8]? = nil
    ) {
        self.content = content
        self.disclosures = disclosures
        self.exhibits = exhibits
        self.report = report
    }

    /// The files without the seal.
    var files: [ArchiveFile] {
        var files = [ArchiveFile(name: Name.content, bytes: content.canonicalBytes)] + exhibits
        if !disclosures.isEmpty {
            let bytes = DisclosureFile(entries: disclosures).canonicalBytes
            files.append(ArchiveFile(name: Name.disclosures, bytes: bytes))
        }
        if let report { files.append(ArchiveFile(name: Name.report, bytes: report)) }
        return files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The archive with its seal.
    package func sealed(
        statement: ExportStatement, member: StateFact, key: SigningKey
    ) -> [UInt8] {
        let files = files
        let seal = Seal(
            manifest: files.map { ManifestLine($0, suite: statement.suite) }, statement: statement,
            member: member, key: key)
        return ArchiveWriter.archive(
            files + [ArchiveFile(name: Name.seal, bytes: seal.canonicalBytes)])
    }
}
