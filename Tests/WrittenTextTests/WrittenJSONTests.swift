import Testing
import WrittenText

@Suite struct `JSON that people write` {
    private struct Card: Decodable, Equatable {
        struct Person: Decodable, Equatable {
            let id: String
            let clearance: UInt8
        }
        enum Kind: String, Decodable { case hospital, laboratory }

        let member: String
        let kind: Kind
        let seat: Bool
        let staff: [Person]
        let parameters: [String: UInt64]?
        let note: String?
    }

    private let plain =
        #"{"member":"a","kind":"hospital","seat":true,"staff":[{"id":"x","clearance":3}]}"#

    private func read(_ text: String) throws(WrittenJSONFault) -> Card {
        try WrittenJSON.decode(from: Array(text.utf8))
    }

    private func fault(_ text: String) -> WrittenJSONFault? {
        do throws(WrittenJSONFault) {
            _ = try read(text)
            return nil
        } catch { return error }
    }

    private func changed(_ old: String, _ new: String) -> WrittenJSONFault? {
        fault(plain.replacing(old, with: new))
    }

    @Test func `is read, with a byte-order mark too`() throws {
        let card = try read(plain)
        #expect(card.staff == [Card.Person(id: "x", clearance: 3)])
        #expect(card.parameters == nil && card.seat)
        let marked: Card = try WrittenJSON.decode(from: [0xef, 0xbb, 0xbf] + Array(plain.utf8))
        #expect(marked == card)
        let whole = try read(
            plain.replacing("true", with: #"false,"parameters":{"a":1,"b":2},"note":null"#))
        #expect(whole.parameters == ["a": 1, "b": 2] && whole.note == nil && !whole.seat)
    }

    @Test func `names a misspelt name, where it is and what was meant`() {
        #expect(
            changed(#""seat""#, #""paramaters":{},"seat""#)
                == .unknownName(path: "paramaters", nearest: "parameters"))
        #expect(
            changed(#""id""#, #""idd":1,"id""#)
                == .unknownName(path: "staff[0].idd", nearest: "id"))
        #expect(
            changed(#""id""#, #""wholly":1,"id""#)
                == .unknownName(path: "staff[0].wholly", nearest: nil))
    }

    @Test func `names a name that stands twice, where it is`() {
        guard
            case .syntax(.duplicateName, let path, let line, let column)? = changed(
                #""id":"x""#, "\"id\":\"x\",\n\"id\":\"y\"")
        else {
            Issue.record("a name twice is accepted")
            return
        }
        #expect(path == "staff[0].id" && line == 2 && column == 1)
    }

    @Test func `names what is missing or of another type`() {
        #expect(changed(#""member":"a","#, "") == .missing(path: "member"))
        #expect(
            changed(#""x""#, "7") == .wrongType(path: "staff[0].id", expected: .text))
        #expect(changed("true", #""yes""#) == .wrongType(path: "seat", expected: .flag))
        #expect(changed("hospital", "hotel") == .wrongValue(path: "kind"))
        #expect(fault("[]") == .wrongType(path: "", expected: .object))
        #expect(
            changed(#"[{"id":"x","clearance":3}]"#, "{}")
                == .wrongType(path: "staff", expected: .list))
    }

    @Test(arguments: ["256", "-1", "1.0", "3e0", "18446744073709551616", #""3""#])
    func `takes whole numbers exactly as written and within bounds`(number: String) {
        #expect(
            changed(":3", ":" + number)
                == .wrongType(
                    path: "staff[0].clearance",
                    expected: .wholeNumber(least: "0", most: "255")))
    }

    @Test func `says the encoding and the place of what is no JSON`() {
        #expect(throws: WrittenJSONFault.text(.gbk)) {
            let _: Card = try WrittenJSON.decode(from: [0x22, 0xd5, 0xc2, 0xb3, 0xcc, 0x22])
        }
        guard case .syntax(_, "kind", 2, _)? = changed(#""kind":"#, "\n\"kind\":!") else {
            Issue.record("no place: \(String(describing: changed(#""kind":"#, "\n\"kind\":!")))")
            return
        }
    }

    @Test func `stops at a bounded depth, whatever is nested`() {
        let clock = ContinuousClock()
        let deep = Array(String(repeating: "[", count: 1 << 20).utf8)
        let took = clock.measure {
            #expect(throws: WrittenJSONFault.self) { try WrittenJSON.tree(deep) }
        }
        #expect(took < .seconds(5))
    }

    @Test func `passes unknown names over where a newer node may answer`() throws {
        let text = plain.replacing(#""seat""#, with: #""later":[{}],"seat""#)
        let card: Card = try WrittenJSON.decode(
            from: Array(text.utf8), unknownNames: .passedOver)
        #expect(card.member == "a")
        #expect(throws: WrittenJSONFault.self) {
            let _: Card = try WrittenJSON.decode(
                from: Array(plain.replacing("\"seat\"", with: "\"kind\":1,\"seat\"").utf8),
                unknownNames: .passedOver)
        }
    }
}
