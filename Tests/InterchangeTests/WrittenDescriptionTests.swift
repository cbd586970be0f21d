import Foundation
import Interchange
import TestSupport
import Testing

/// Descriptions and cards as founders write them.
@Suite struct `A consortium that founders describe` {
    private func example() throws -> String {
        String(decoding: try Fixture.bytes("../../genesis/consortium.json"), as: UTF8.self)
    }

    private func fault(_ text: String) -> ConsortiumFault? {
        do throws(ConsortiumFault) {
            _ = try ConsortiumSource(json: Array(text.utf8))
            return nil
        } catch { return error }
    }

    private func changed(_ old: String, _ new: String) throws -> ConsortiumFault? {
        let text = try example()
        try #require(text.contains(old))
        return fault(text.replacing(old, with: new))
    }

    @Test func `is read whatever ends its lines`() throws {
        let text = try example()
        #expect(fault(text) == nil)
        #expect(fault("\u{feff}" + text.replacing("\n", with: "\r\n")) == nil)
        #expect(fault(text.replacing("\n", with: "\r")) == nil)
    }

    @Test func `founds nothing where a name is misspelt or stands twice`() throws {
        let misspelt = try #require(
            try changed(#""committee":"#, #""paramaters": {}, "committee":"#))
        #expect(misspelt.en.contains("`paramaters`") && misspelt.en.contains("`parameters`"))
        #expect(misspelt.zh.contains("`parameters`"))
        let inside = try #require(try changed(#""tier":"#, #""teir": "none", "tier":"#))
        #expect(inside.en.contains("members[0].teir"))
        let twice = try #require(try changed(#""suite":"#, #""suite": "x", "suite":"#))
        #expect(twice.en.contains("named twice") && twice.en.contains("suite"))
    }

    @Test(arguments: [
        "000000000000000000", "111111111111111111", "12120000MB00010018", "12120000mb00010017",
        "12120000MB0001001", "12990000MB00010017", "",
    ])
    func `founds nothing with a credit code that is none`(code: String) throws {
        let found = try #require(try changed("12120000MB00010017", code))
        #expect(found.en.contains("members[0].uscc") && found.zh.contains("members[0].uscc"))
        let alone =
            #"{"id":"a","uscc":"\#(code)","name":{"zh":"甲","en":"A"},"kind":"court","#
            + #""tier":"none","region":"110000","seat":false,"staff":[]}"#
        #expect(throws: ConsortiumFault.self) {
            try ConsortiumSource.Institution(json: Array(alone.utf8))
        }
        let sound = alone.replacing("\"\(code)\"", with: "\"12120000MB00010017\"")
        #expect(try ConsortiumSource.Institution(json: Array(sound.utf8)).id == "a")
    }

    @Test func `is told which card is wrong and where`() {
        let card = #"{"member":"a","seat":"1","seat":"2"}"#
        #expect(throws: ConsortiumFault.self) { try MemberCard(json: Array(card.utf8)) }
        do throws(ConsortiumFault) {
            _ = try MemberCard(json: Array(#"{"member":7}"#.utf8))
            Issue.record("a card without keys is taken")
        } catch { #expect(error.en.contains("`member`") && error.zh.contains("名片")) }
    }

    @Test(arguments: [
        "1969-12-31T23:59:59Z", "2026-03-01", "2026-13-01T00:00:00Z", "+999999999-01-01T00:00:00Z",
        "", "now",
    ])
    func `has no birth that is no time of the ledger`(time: String) {
        #expect(WrittenTime.time(time) == nil)
    }

    @Test func `has a birth with an offset`() {
        #expect(WrittenTime.time("1970-01-01T08:00:01+08:00")?.value == 1_000)
    }
}
