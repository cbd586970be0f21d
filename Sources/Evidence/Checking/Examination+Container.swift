import CanonicalCoding
import LedgerTypes
import Sealing

extension Examination {
    mutating func readArchive(_ bytes: [UInt8]) throws(CheckFailure) {
        do {
            files = try ArchiveReader.files(in: bytes)
        } catch {
            let failure = Self.failure(error)
            for code in CheckCode.allCases where code.rawValue < failure.code.rawValue {
                log.passed(code)
            }
            throw failure
        }
        for code in CheckCode.allCases
        where code.rawValue <= CheckCode.archiveCanonical.rawValue {
            log.passed(code, code == .archiveSize ? "\(bytes.count) bytes" : "")
        }
        for name in [EvidenceFile.Name.content, EvidenceFile.Name.seal] where file(name) == nil {
            throw CheckFailure(.requiredFiles, "`\(name)`")
        }
        log.passed(.requiredFiles, "\(files.count) files")
    }

    private static func failure(_ fault: ArchiveFault) -> CheckFailure {
        switch fault {
        case .tooLarge: CheckFailure(.archiveSize, "file too large")
        case .tooManyFiles: CheckFailure(.archiveSize, "too many files")
        case .structure(let at): CheckFailure(.archiveStructure, "offset \(at)")
        case .field(let file): CheckFailure(.archiveFields, "file number \(file)")
        case .name(let file): CheckFailure(.archiveNames, "file number \(file)")
        case .order(let file): CheckFailure(.archiveOrder, "file number \(file)")
        case .checksum(let file): CheckFailure(.archiveChecksums, "file number \(file)")
        case .notCanonical: CheckFailure(.archiveCanonical, "")
        }
    }

    mutating func readSeal() throws(CheckFailure) -> Seal {
        guard let sealFile = file(EvidenceFile.Name.seal) else {
            throw CheckFailure(.requiredFiles, "`seal.cbor`")
        }
        let seal: Seal = try decode(sealFile.bytes, as: .sealForm)
        log.passed(.sealForm)
        for file in files where !EvidenceFile.Name.isKnown(file.name) {
            throw CheckFailure(.knownFiles, "`\(file.name)`")
        }
        log.passed(.knownFiles)
        let listed = Dictionary(
            seal.manifest.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let content = files.filter { $0.name != EvidenceFile.Name.seal }
        for file in content where listed[file.name] == nil {
            throw CheckFailure(.everyFileListed, "`\(file.name)`")
        }
        log.passed(.everyFileListed, "\(content.count) files")
        let present = Set(content.map(\.name))
        for (place, line) in seal.manifest.enumerated() where !present.contains(line.name) {
            throw CheckFailure(.everyLinePresent, "line \(place + 1)")
        }
        log.passed(.everyLinePresent, "\(seal.manifest.count) lines")
        for file in content where listed[file.name]?.size != UInt64(file.bytes.count) {
            throw CheckFailure(.listedSizes, "`\(file.name)`")
        }
        log.passed(.listedSizes)
        let suite = seal.statement.suite
        for file in content where listed[file.name] != ManifestLine(file, suite: suite) {
            throw CheckFailure(.listedDigests, "`\(file.name)`")
        }
        log.passed(.listedDigests, "\(content.count) digests")
        return seal
    }

    mutating func readContent() throws(CheckFailure) -> EvidenceContent {
        let content: EvidenceContent = try decode(
            file(EvidenceFile.Name.content)?.bytes ?? [], as: .contentForm)
        guard content.recoveries.allSatisfy({ schema.recovery($0.order) != nil }) else {
            throw CheckFailure(.contentForm, "an order of recovery cannot be read")
        }
        log.passed(.contentForm)
        let isOrdered =
            content.entries.isAscending { $0.index } && content.heads.isAscending { $0.head }
            && content.blocks.isAscending { $0.block.header.height }
            && zip(content.facts, content.facts.dropFirst()).allSatisfy {
                $0.key.lexicographicallyPrecedes($1.key)
            }
        try log.require(.contentOrder, isOrdered)
        if let file = file(EvidenceFile.Name.disclosures) {
            let read: DisclosureFile = try decode(file.bytes, as: .disclosureForm)
            disclosures = read.entries
        }
        log.passed(.disclosureForm, "\(disclosures.count) entries")
        return content
    }

    func decode<Value: CanonicalCodable>(
        _ bytes: [UInt8], as code: CheckCode
    ) throws(CheckFailure) -> Value {
        do {
            return try Value(canonical: bytes)
        } catch {
            throw CheckFailure(code, "\(error.code): \(error)")
        }
    }
}

extension Array {
    /// True if the elements stand in strictly ascending order of a part of theirs.
    func isAscending(by part: (Element) -> some Comparable) -> Bool {
        zip(self, dropFirst()).allSatisfy { part($0) < part($1) }
    }
}
