import ArgumentParser
import CharterLanguage
import Interchange

/// How a file of FHIR Consents is read.
struct ConsentFileOptions: ParsableArguments {
    @Option(help: "Meanings of further codes of a FHIR consent, JSON.")
    var mapping: String?

    @Option(help: "Where days without a zone begin, such as +08:00, which it is if left out.")
    var zone: String?

    @Option(help: "The release of FHIR, r4 or r5; left out: what the profile names, else r4.")
    var fhir: String?

    /// The first option that says something of a file; nil where none is given.
    var given: String? {
        mapping.map { _ in "--mapping" } ?? zone.map { _ in "--zone" } ?? fhir.map { _ in "--fhir" }
    }

    /// Every resource of a file, each by itself.
    ///
    /// - Throws: `Failure` for options, a mapping or a file that cannot be read.
    func readAll(_ bytes: [UInt8]) throws -> [ReadConsent] {
        let zone = try zone.map(Self.zone) ?? 480
        let release = try fhir.map(Self.release)
        let meanings = try mapping.map { try Files.read($0) }
        do throws(ConsentImportFault) {
            var codes = ConsentMapping.standard
            if let meanings { codes = try codes.adding(file: meanings) }
            let importer = FHIRConsentImporter(
                mapping: codes, zoneMinutes: zone, release: release)
            return importer.readAll(try ConsentDocuments(bytes, release: release))
        } catch {
            throw Failure(error, at: "")
        }
    }

    /// The one Consent of a file; other resources may stand beside it.
    func readOne(_ bytes: [UInt8]) throws -> ImportedConsent {
        let all = try readAll(bytes)
        let consents = all.filter { !$0.isOther }
        guard let only = consents.first else {
            guard let other = all.first, case .failure(let fault) = other.result else {
                preconditionFailure("a file without a resource: \(all)")
            }
            throw Failure(fault, at: other.place)
        }
        guard consents.count == 1 else {
            throw Failure(
                .usage, code: "consents-several",
                zh: "文件中有 \(consents.count) 份同意书：一次登记一份，请分成单独的文件",
                en:
                    "the file has \(consents.count) consents: each is recorded from a file of its own"
            )
        }
        switch only.result {
        case .success(let consent): return consent
        case .failure(let fault): throw Failure(fault, at: only.place)
        }
    }

    private static func zone(_ text: String) throws -> Int64 {
        guard let minutes = FHIRDate.offset(Array(text.utf8)) else {
            throw Failure(
                .usage, code: "zone-malformed", zh: "--zone 应形如 +08:00 或 Z，收到 `\(text)`",
                en: "--zone looks like +08:00 or Z, not `\(text)`")
        }
        return minutes
    }

    private static func release(_ text: String) throws -> FHIRRelease {
        guard let release = FHIRRelease(written: text) else {
            throw Failure(
                .usage, code: "release-unknown", zh: "--fhir 应为 r4（含 r4b）或 r5，收到 `\(text)`",
                en: "--fhir is r4 (also for r4b) or r5, not `\(text)`")
        }
        return release
    }
}

extension ReadConsent {
    /// Whether it is a resource of another type, which stands in a Bundle beside the Consent.
    var isOther: Bool {
        if case .failure(.notConsent) = result { return true }
        return false
    }
}

extension Failure {
    /// A consent that cannot be read, with its place in the file.
    init(_ fault: ConsentImportFault, at place: String) {
        let (zh, en) = place.isEmpty ? ("", "") : ("\(place)：", "\(place): ")
        self.init(
            .badInput, code: "consent-\(fault.code)", zh: zh + fault.chinese,
            en: en + fault.english)
    }
}
