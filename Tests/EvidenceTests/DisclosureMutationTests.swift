import CanonicalCoding
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations of disclosures.
@Suite struct `Mutated disclosures` {
    private func change(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout [FieldDisclosure]) -> Void
    ) throws {
        try Bench().refuses(code, location: location) { change(&$0.disclosures[0].fields) }
    }

    private func field(
        _ old: FieldDisclosure, position: UInt64? = nil, salt: [UInt8]? = nil, name: String? = nil,
        value: [UInt8]? = nil
    ) -> FieldDisclosure {
        FieldDisclosure(
            position: position ?? old.position, salt: salt.flatMap(Salt.init) ?? old.salt,
            name: name ?? old.name, value: value ?? old.value)
    }

    @Test func `mutation 1: one byte of a value`() throws {
        try change(.disclosureCommitments) { $0[0] = field($0[0], value: $0[0].value + [0x21]) }
    }
    @Test func `mutation 2: a name`() throws {
        try change(.disclosureCommitments) { $0[0] = field($0[0], name: "Purpose") }
    }
    @Test func `mutation 3: one bit of a salt`() throws {
        try change(.disclosureCommitments) {
            $0[0] = field($0[0], salt: [0x41] + $0[0].salt.bytes.dropFirst())
        }
    }
    @Test(arguments: [31, 33]) func `mutation 4: a salt too short or too long`(count: Int) throws {
        let story = try Story()
        var writer = CanonicalWriter()
        writer.array(count: 2)
        writer.unsigned(1)
        writer.array(count: 1)
        writer.array(count: 2)
        writer.unsigned(1)
        writer.array(count: 1)
        writer.array(count: 4)
        writer.unsigned(0)
        writer.byteString([UInt8](repeating: 1, count: count))
        writer.text("purpose")
        writer.byteString(Array("value of purpose".utf8))
        let files =
            try story.file.files.filter { $0.name != "disclosures.cbor" }
            + [ArchiveFile(name: "disclosures.cbor", bytes: writer.bytes)]
        #expect(story.verify(story.sealed(files: files)).code == .disclosureForm)
    }
    @Test func `mutation 5: two positions swapped`() throws {
        try change(.disclosureCommitments) {
            $0 = [field($0[1], position: 0), field($0[0], position: 1)]
        }
    }
    @Test func `mutation 6: a disclosure twice`() throws {
        try change(.disclosureOrder) { $0.append($0[1]) }
    }
    @Test func `mutation 7: a disclosure of no field`() throws {
        try change(.disclosureTargets) { $0.append(field($0[1], position: 3)) }
    }
    @Test func `mutation 7: disclosures of an entry that is not in the file`() throws {
        try Bench().refuses(.disclosureTargets) { $0.disclosures[0].index = EntryIndex(2) }
    }
    @Test func `mutation 8: a disclosure of another entry`() throws {
        try Bench().refuses(.disclosureTargets) { $0.disclosures[0].index = EntryIndex(5) }
    }
    @Test func `mutation 10: a digest instead of a value`() throws {
        try change(.disclosureCommitments) {
            $0[0] = field($0[0], value: suite.hash($0[0].value).bytes)
        }
    }
    @Test(arguments: ["purpose\u{200D}", "purpos\u{0435}", "\u{202E}esoprup", ""])
    func `mutation 12: a name that looks like another, committed by the holder`(
        name: String
    ) throws {
        let field = FieldDisclosure(
            position: 0, salt: Salt([UInt8](repeating: 5, count: 32))!, name: name, value: [1])
        let story = try Self.story(with: [field])
        #expect(story.verify(story.sealed(try story.file)).code == .disclosureNames)
    }
    @Test func `mutation 11: one name in two positions, committed by the holder`() throws {
        let fields = (0..<2).map {
            FieldDisclosure(
                position: $0, salt: Salt([UInt8](repeating: UInt8($0) + 1, count: 32))!,
                name: "purpose", value: [1])
        }
        let story = try Self.story(with: fields)
        #expect(story.verify(story.sealed(try story.file)).code == .disclosureNames)
    }
    @Test func `mutation 14: a mark of redaction as a value`() throws {
        try change(.disclosureCommitments) { $0[1] = field($0[1], value: Array("***".utf8)) }
    }
    @Test func `mutations 15 and 16: weak salts are noted and change no verdict`() throws {
        let fields = (0..<2).map {
            FieldDisclosure(
                position: $0, salt: Salt([UInt8](repeating: 0, count: 32))!, name: "field\($0)",
                value: [1])
        }
        let story = try Self.story(with: fields)
        let report = story.verify(story.sealed(try story.file))
        #expect(report.verdict == .totalPassed)
        #expect(
            report.checks.filter { $0.result == .warning }.map(\.code) == [.saltReused, .saltZero])
    }

    /// A story of one entry with these fields, all disclosed.
    private static func story(with fields: [FieldDisclosure]) throws -> Story {
        var chain = try TestChain()
        chain.record(.recordConsent, heads: [Story.subject], fields: fields)
        chain.close()
        var story = Story(chain: chain, isTold: true)
        story.order.disclosures = [EntryDisclosures(index: EntryIndex(0), fields: fields)]
        story.order.exhibits = []
        return story
    }
}
