import Sealing
import Testing

@testable import TrustAnchors

@Suite struct `Node certificate` {
    let subject = NodeSubject(
        commonName: "hospital-a", organization: "第一医院 Hospital A",
        creditCode: CreditCode("91350100M000100Y43"))
    let year: UInt64 = 365 * 24 * 3_600_000
    let start: UInt64 = 1_800_000_000_000

    func make() throws -> NodeIdentity {
        try NodeIdentity.create(subject: subject, notBefore: start, notAfter: start + year)
    }

    @Test func `is made, read back and says whose it is`() throws {
        let identity = try make()
        let read = try X509Certificate(der: identity.certificate.der)
        #expect(read == identity.certificate)
        #expect(read.commonName == "hospital-a")
        #expect(read.organization == "第一医院 Hospital A")
        #expect(read.creditCode?.description == "91350100M000100Y43")
        #expect(read.notBefore == start && read.notAfter == start + year)
        #expect(read.isSelfSigned)
        #expect(try X509Certificate(pem: read.pem) == read)
    }

    @Test func `keeps its key fingerprint when it is renewed`() throws {
        let old = try make()
        let new = try old.renewed(
            subject: subject, notBefore: start + year, notAfter: start + 2 * year)
        #expect(new.certificate.keyFingerprint == old.certificate.keyFingerprint)
        #expect(new.certificate.fingerprint != old.certificate.fingerprint)
        #expect(try make().certificate.keyFingerprint != old.certificate.keyFingerprint)
    }

    @Test func `refuses a key of another certificate`() throws {
        let (left, right) = (try make(), try make())
        #expect(throws: X509Fault.keyDoesNotMatch) {
            try NodeIdentity(certificate: left.certificate, privateKey: right.privateKey)
        }
        #expect(throws: X509Fault.unreadableKey) {
            try NodeIdentity(certificate: left.certificate, privateKey: SecretBytes([1, 2, 3]))
        }
        _ = try NodeIdentity(certificate: left.certificate, privateKey: left.privateKey)
    }

    @Test func `refuses corrupted bytes`() throws {
        let der = try make().certificate.der
        #expect(throws: X509Fault.notACertificate) { try X509Certificate(der: []) }
        #expect(throws: X509Fault.notACertificate) { try X509Certificate(der: der + [0]) }
        #expect(throws: X509Fault.notACertificate) {
            try X509Certificate(der: Array(der.dropLast()))
        }
        #expect(throws: X509Fault.notACertificate) { try X509Certificate(pem: "nothing") }
        #expect(throws: X509Fault.tooLarge(bytes: 20_000)) {
            try X509Certificate(der: [UInt8](repeating: 0x30, count: 20_000))
        }
        var flipped = der
        flipped[der.count - 1] ^= 1
        #expect((try? X509Certificate(der: flipped))?.isSelfSigned != true)
    }

    @Test func `survives every single truncation and bit flip`() throws {
        let der = try make().certificate.der
        for index in der.indices {
            _ = try? X509Certificate(der: Array(der.prefix(index)))
            var flipped = der
            flipped[index] ^= 0x10
            if let read = try? X509Certificate(der: flipped) { #expect(read.der != der) }
        }
    }

    @Test func `is not made for an empty time`() {
        #expect(throws: X509Fault.emptyValidity) {
            try NodeIdentity.create(subject: subject, notBefore: start, notAfter: start + 999)
        }
    }
}

@Suite struct `Credit code` {
    private func fault(_ text: String) -> CreditCodeFault? {
        do throws(CreditCodeFault) {
            _ = try CreditCode(checking: text)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        "91350100M000100Y43", "91110000600037341L", "12100000400000392D", "12120000MB00010017",
    ])
    func `accepts codes that are in use and refuses any changed character`(text: String) {
        #expect(CreditCode(text)?.description == text)
        for place in 0..<18 {
            var characters = Array(text)
            characters[place] = characters[place] == "1" ? "2" : "1"
            #expect(CreditCode(String(characters)) == nil)
        }
    }

    @Test func `says what is wrong with a code`() {
        let cases: [(String, CreditCodeFault)] = [
            ("91350100M000100Y4", .wrongLength(17)), ("", .wrongLength(0)),
            ("91350100I000100Y43", .wrongCharacter), ("12120000mb00010017", .wrongCharacter),
            ("１２１２００００MB0001", .wrongLength(30)),
            (String(repeating: "0", count: 18), .unknownRegistration),
            (String(repeating: "1", count: 18), .allAlike),
            ("94120000MB00010017", .unknownRegistration),
            ("12170000MB00010017", .unknownRegion), ("1212000AMB00010017", .unknownRegion),
            ("121200000000000007", .allAlike),
            ("12120000MB00010018", .wrongCheck), ("12100000400000392K", .wrongCheck),
        ]
        for (text, expected) in cases {
            #expect(fault(text) == expected, "\(text)")
            #expect(expected.chinese.unicodeScalars.contains { $0.value > 0x2e80 })
        }
    }
}
