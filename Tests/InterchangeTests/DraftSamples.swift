import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import TestSupport

@testable import Interchange

/// Keys, drafts and a candidate for the tests of governance files.
enum DraftSamples {
    static let suite = CryptoSuite.ed25519SHA256
    static let members = ["centre-b", "centre-c", "hospital-a", "research-r"]

    static let chain = ChainID(suite.hash([1]))

    static func key(_ name: String) throws -> SigningKey {
        var seed = suite.hash(Array("draft test \(name)".utf8)).bytes
        return try SigningKey(seed: SecretBytes(taking: &seed), suite: suite)
    }

    static func panel(needed: UInt64 = 3) throws -> SigningPanel {
        SigningPanel(
            needed: needed,
            signers: try members.map {
                PanelSigner(
                    owner: .governance(MemberID(unchecked: $0)), key: try key($0).verifyingKey)
            })
    }

    static func transaction<Body: LedgerAction>(_ body: Body, nonce: UInt8 = 7) -> Transaction {
        Transaction(
            suite: suite, chain: chain, kind: Body.kind,
            member: MemberID(unchecked: "hospital-a"),
            nonce: Array(repeating: nonce, count: LedgerTypes.Limits.nonceByteCount),
            validUntil: BlockTime(1_800_000_000_000), payload: body.payload())
    }

    static func draft(nonce: UInt8 = 7) throws -> GovernanceDraft {
        var parameters = ChainParameters.standard
        parameters.emptyBlockInterval = .seconds(5)
        return try GovernanceDraft(
            SignedTransaction(
                transaction(ChangeParameters(parameters: parameters), nonce: nonce),
                signatures: []),
            panel: panel())
    }

    static func enrolment() throws -> EnrolMember {
        let id = MemberID(unchecked: "clinic-n")
        guard let box = BoxKeyPair(seed: SecretBytes(Array(repeating: 3, count: 32))) else {
            preconditionFailure("a seed of 32 bytes gives a pair")
        }
        let member = Member(
            id: id, uscc: Member.specimenCode(of: "\(id)"), nameEnglish: "New clinic",
            nameChinese: "新诊所",
            kind: .community, tier: .community, region: "110000",
            gatewayKey: try key("n gateway").verifyingKey,
            governanceKey: try key("n governance").verifyingKey, boxKey: box.publicKey,
            certificateDigest: suite.hash([9]))
        let officers = try [("audit", StaffRoles.audit), ("security", .security)].map {
            Staff(
                id: StaffID(unchecked: $0), member: id, roles: $1, licence: nil, clearance: 1,
                key: try key("n \($0)").verifyingKey, from: BlockTime(1),
                until: BlockTime(1_900_000_000_000))
        }
        return .proven(
            member, officers, chain: chain,
            by: try ["gateway", "governance", "audit", "security"].map { try key("n \($0)") })
    }

    static func joinFile() throws -> JoinFile {
        try JoinFile(
            enrolment(), address: "192.0.2.7:7400", gateway: key("n gateway"),
            governance: key("n governance"), seat: key("n seat"))
    }
}

extension String {
    var page: [UInt8] { Array(utf8) }
}
