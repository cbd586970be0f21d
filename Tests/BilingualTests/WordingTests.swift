import Bilingual
import Testing

private enum Lack: Error, Worded, CustomStringConvertible {
    case salt
    var english: String { "the salt is missing: restore it" }
    var chinese: String { "缺少盐值：请恢复" }
}

@Suite struct `A text in both languages` {
    @Test func `gives each to its readers, and both to a log`() {
        #expect(
            Lack.salt.wording
                == Wording(english: "the salt is missing: restore it", chinese: "缺少盐值：请恢复"))
        #expect("\(Lack.salt)" == "the salt is missing: restore it · 缺少盐值：请恢复")
    }
}
