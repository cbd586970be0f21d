import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Changes one thing of a file that holds, and expects the code of the one check that finds it.
struct Bench {
    let story: Story

    init(_ story: Story) { self.story = story }
    init() throws { story = try Story() }

    /// The change is sealed anew with the exporter's own key, so that only the inner check can find
    /// it; under the old seal, the seal finds it.
    func refuses(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout EvidenceFile) throws -> Void
    ) throws {
        let old = try story.file
        #expect(story.verify(story.sealed(old)).verdict == .totalPassed, sourceLocation: location)
        var file = old
        try change(&file)
        #expect(file.files != old.files, "the mutation changed nothing", sourceLocation: location)
        let report = story.verify(story.sealed(file))
        #expect(report.verdict == .totalFailed, sourceLocation: location)
        #expect(report.code == code, sourceLocation: location)
        #expect(report.evidence == nil, sourceLocation: location)
        let bySeal = story.verify(try story.withOldSeal(file)).code
        let sealCodes: [CheckCode] = [
            .everyFileListed, .everyLinePresent, .listedSizes, .listedDigests,
        ]
        #expect(sealCodes.contains { $0 == bySeal }, sourceLocation: location)
    }

    /// The same for a change of the bytes of `evidence.cbor`.
    func refusesBytes(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout [UInt8]) throws -> Void
    ) throws {
        var files = try story.file.files
        let place = files.firstIndex { $0.name == "evidence.cbor" }!
        var bytes = files[place].bytes
        try change(&bytes)
        files[place] = ArchiveFile(name: "evidence.cbor", bytes: bytes)
        let report = story.verify(story.sealed(files: files))
        #expect(report.verdict == .totalFailed, sourceLocation: location)
        #expect(report.code == code, sourceLocation: location)
    }

    /// The same for a change of the whole archive.
    func refusesArchive(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout [UInt8]) throws -> Void
    ) throws {
        var bytes = story.sealed(try story.file)
        try change(&bytes)
        let report = story.verify(bytes)
        #expect(report.verdict == .totalFailed, sourceLocation: location)
        #expect(report.code == code, sourceLocation: location)
    }
}

extension ProvenEntry {
    /// The entry with another content, in canonical form.
    mutating func rewrite(_ change: (Entry) throws -> Entry) throws {
        bytes = try change(Entry(canonical: bytes)).canonicalBytes
    }

    mutating func path(_ change: (inout [Digest]) -> Void) {
        var path = proof.path
        change(&path)
        proof = InclusionProof(index: proof.index, size: proof.size, path: path)
    }
}

extension Entry {
    func with(
        payload: [UInt8]? = nil, receipt: Receipt? = nil, links: [HeadLink]? = nil,
        chain: ChainID? = nil
    ) -> Entry {
        let old = transaction.transaction
        let changed = Transaction(
            suite: old.suite, chain: chain ?? old.chain, kind: old.kind, member: old.member,
            nonce: old.nonce, validUntil: old.validUntil, payload: payload ?? old.payload)
        return Entry(
            transaction: SignedTransaction(changed, signatures: transaction.signatures),
            result: EntryResult(
                receipt: receipt ?? self.receipt, links: links ?? self.links))
    }
}

extension Receipt {
    func with(height: Height? = nil, time: BlockTime? = nil, outcome: ReceiptOutcome? = nil)
        -> Receipt
    {
        Receipt(
            height: height ?? self.height, time: time ?? self.time,
            outcome: outcome ?? self.outcome, code: code, reads: reads, writes: writes,
            detail: detail)
    }
}

extension Digest {
    /// The digest with one bit turned.
    var turned: Digest {
        var bytes = self.bytes
        bytes[7] ^= 0x10
        return Digest(bytes)!
    }
}

extension Array where Element == UInt8 {
    /// The first place of some bytes.
    func place(of part: [UInt8], from start: Int = 0) -> Int? {
        guard count >= part.count else { return nil }
        return (start...(count - part.count)).first {
            self[$0..<$0 + part.count].elementsEqual(part)
        }
    }
}
