import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// What an institution that wants to join hands to a member: its record, its first officers and its
/// seat's key. No secret is in it.
///
/// Signed with the gateway, governance and seat keys that it names, so that nobody is enrolled with
/// a key they do not hold. Source: docs/reference/governance-files.md.
package struct JoinFile: Hashable, Sendable {
    package let enrolment: EnrolMember
    /// The key with which the institution would vote.
    package let seatKey: VerifyingKey
    /// Where peers reach its node, as host:port.
    package let address: String
    let signatures: [Signature]

    package static let format = "tally/join-file/v1"
    private static let domain = DigestDomain("tally/join-file/v1")

    package var member: MemberID { enrolment.enrolled.id }

    /// Puts a file together; the keys are those of the member's record.
    package init(
        _ enrolment: EnrolMember, address: String, gateway: SigningKey, governance: SigningKey,
        seat: SigningKey
    ) throws(DraftFault) {
        let contents = Contents(
            enrolment: enrolment, seatKey: seat.verifyingKey, address: address)
        let message = contents.signedBytes
        try self.init(
            contents, signatures: [gateway, governance, seat].map { $0.sign(message) })
    }

    private init(_ contents: Contents, signatures: [Signature]) throws(DraftFault) {
        let member = contents.enrolment.enrolled
        do {
            try contents.enrolment.validate()
        } catch {
            throw .refused(zh: error.chinese, en: error.english)
        }
        let keys = [member.gatewayKey, member.governanceKey, contents.seatKey]
        guard Set(keys).count == keys.count else {
            throw .refused(
                zh: "网关、治理、席位密钥必须各不相同", en: "gateway, governance and seat key must differ")
        }
        let message = contents.signedBytes
        let names = ["gateway", "governance", "seat"]
        guard signatures.count == names.count else { throw .signatureWrong(signer: names[0]) }
        for (name, (key, signature)) in zip(names, zip(keys, signatures))
        where !key.verifies(signature, over: message) {
            throw .signatureWrong(signer: "\(member.id) \(name)")
        }
        enrolment = contents.enrolment
        seatKey = contents.seatKey
        address = contents.address
        self.signatures = signatures
    }

    private var contents: Contents {
        Contents(enrolment: enrolment, seatKey: seatKey, address: address)
    }

    private struct Contents: CanonicalCodable {
        let enrolment: EnrolMember
        let seatKey: VerifyingKey
        let address: String

        init(enrolment: EnrolMember, seatKey: VerifyingKey, address: String) {
            self.enrolment = enrolment
            self.seatKey = seatKey
            self.address = address
        }

        var signedBytes: [UInt8] {
            let digest = seatKey.suite.digest(JoinFile.domain, of: self)
            let text = "\(JoinFile.format)\nmember \(enrolment.enrolled.id)\ncontents \(digest)\n"
            return Array(text.utf8)
        }

        func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 3)
            enrolment.encode(into: &writer)
            seatKey.encode(into: &writer)
            writer.text(address)
        }

        init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 3)
            enrolment = try EnrolMember(from: &reader)
            seatKey = try VerifyingKey(from: &reader)
            address = try reader.text()
            reader.endArray()
        }
    }
}

extension JoinFile {
    /// The page for people, with the bytes at its end.
    package var page: String { boundPage.text }

    /// Reads a page; its text must be the one that its bytes give, and every signature must hold.
    package init(page: [UInt8]) throws(DraftFault) {
        let bytes = try BoundPage.bytes(of: page, format: Self.format)
        var reader = CanonicalReader(bytes)
        let contents: Contents
        let signatures: [Signature]
        do {
            try reader.beginArray(count: 2)
            contents = try Contents(from: &reader)
            signatures = try reader.array(upTo: 3)
            reader.endArray()
            try reader.finish()
        } catch {
            throw .unreadable(offset: reader.offset)
        }
        try self.init(contents, signatures: signatures)
        try boundPage.check(page)
    }

    private var boundPage: BoundPage {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        contents.encode(into: &writer)
        writer.array(signatures)
        let intro = [
            "An institution asks to join. Hand this file to a member, who drafts its enrolment from",
            "it; compare the keys with the institution by another way.",
            "机构申请加入。请交给任一成员据以起草登记；请以其他途径与该机构核对公钥。", "",
        ]
        let more = [
            PageLine("seat key", "席位公钥", Hex.encode(seatKey.bytes)),
            PageLine("address", "地址", address),
        ]
        let lines = DraftWording.enrolment(enrolment) + more
        return BoundPage(
            format: Self.format, lines: intro + lines.map(\.text), bytes: writer.bytes)
    }
}
