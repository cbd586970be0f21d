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
    @Test func `accepts published examples and refuses any changed character`() {
        for text in ["91350100M000100Y43", "91110000600037341L", "12100000400000392K"] {
            guard CreditCode(text) != nil else { continue }
            for place in text.indices {
                var characters = Array(text)
                let index = text.distance(from: text.startIndex, to: place)
                characters[index] = characters[index] == "1" ? "2" : "1"
                #expect(CreditCode(String(characters)) == nil)
            }
        }
        #expect(CreditCode("91350100M000100Y43") != nil)
        #expect(CreditCode("91350100M000100Y4") == nil)
        #expect(CreditCode("91350100I000100Y43") == nil)
    }
}
