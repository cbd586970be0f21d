import BlockStore
import Foundation
import LedgerTypes
import Outbox
import Sealing
import TestSupport
import Testing

@testable import Duties

@Suite struct `Numbers of patients` {
    private let key = SecretBytes(Array(repeating: 7, count: 32))
    private let holder = MemberID(unchecked: "centre-b")

    @Test(arguments: [
        "p003", " p003", "p003 ", "P003", "\tP003\n", "Ｐ００３", "\u{3000}ｐ00３\u{a0}",
    ])
    func `have one form, however they are written`(written: String) throws {
        #expect(try LocalNumber(written).text == "p003")
    }

    @Test func `keep what tells patients apart`() throws {
        let written = ["p003", "p-003", "p003a", "p 003", "患者003", "0003", "é1"]
        let numbers = try written.map { try LocalNumber($0) }
        #expect(Set(numbers).count == written.count)
        #expect(try LocalNumber("ward  7\u{3000} p1").text == "ward 7 p1")
        for number in numbers { #expect(try LocalNumber(number.text) == number) }
    }

    @Test(arguments: ["", " ", "\t\n", "\u{3000}"])
    func `that are blank are refused`(written: String) {
        #expect(throws: LocalNumberFault.blank) { try LocalNumber(written) }
    }

    /// A zero-width space, a combining accent, a ligature, a circled digit, a compatibility ideograph,
    /// a half-width katakana, a soft hyphen, a control character.
    @Test(arguments: [
        "p\u{200b}003", "e\u{301}1", "\u{fb01}3", "p\u{2460}", "\u{f900}1", "\u{ff76}1",
        "p\u{ad}3", "p\u{7}3",
    ])
    func `that could be written otherwise are refused, by name`(written: String) {
        #expect {
            try LocalNumber(written)
        } throws: { error in
            guard case .ambiguous(let scalar)? = error as? LocalNumberFault else { return false }
            let fault = LocalNumberFault.ambiguous(scalar)
            return fault.english.contains("U+") && fault.chinese.contains("U+")
        }
    }

    @Test func `give a pseudonym of this holder and this key alone`() throws {
        let number = try LocalNumber("p003")
        func pseudonym(_ holder: String, _ key: SecretBytes) -> Pseudonym {
            LocalPseudonym.name(of: number, at: MemberID(unchecked: holder), key: key)
                .pseudonym(suite: .ed25519SHA256)
        }
        let own = pseudonym("centre-b", key)
        #expect(own == pseudonym("centre-b", key))
        #expect(own != pseudonym("centre-c", key))
        #expect(own != pseudonym("centre-b", SecretBytes(Array(repeating: 8, count: 32))))
    }

    /// Two files of one patient, written by two people: both belong to the one pseudonym.
    @Test func `find every file that is written in another way`() throws {
        let folder = try TemporaryFolder()
        let files = try FileStorage(root: folder.path)
        let shelf = RecordShelf(files, of: holder, key: key, suite: .ed25519SHA256)
        try FileManager.default.createDirectory(
            atPath: folder.path + "/records", withIntermediateDirectories: false)
        for (name, text) in [("P003", "{\"a\":1}"), ("p003", "{\"a\":2}"), ("p004", "{}")] {
            try Data(text.utf8).write(
                to: URL(fileURLWithPath: folder.path + "/records/\(name).json"))
        }
        let name = LocalPseudonym.name(of: try LocalNumber("ｐ003"), at: holder, key: key)
        let found = try shelf.documents(of: name.pseudonym(suite: .ed25519SHA256))
        #expect(Set(found) == [Array("{\"a\":1}".utf8), Array("{\"a\":2}".utf8)])
    }
}
