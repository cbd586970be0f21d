import CanonicalCoding
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import Sealing

/// A transaction with the signatures it has so far, canonical bytes in base64.
public struct SignatureBody: Codable, Sendable {
    public let transaction: String

    public init(_ transaction: SignedTransaction) {
        self.transaction = Base64.encode(transaction.canonicalBytes)
    }

    /// The transaction; nil if the bytes are not one.
    public var signed: SignedTransaction? {
        Base64.decode(transaction).flatMap { try? SignedTransaction(canonical: $0) }
    }
}

extension Interface {
    /// What the gateway signs when a data officer of the member asks for it. Everything else that a
    /// gateway signs follows from what the node itself does.
    private static let signedOnDemand: Set<TransactionKind> = [
        .registerSubject, .registerAsset, .label, .registerRight, .recordConsent,
        .withdrawConsent, .issueCode, .transition, .anchor, .exportSeal,
    ]

    func addGatewayRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.post("gateway/signatures") { request, _ in
            let (caller, body) = try await door.openReader(request)
            try requireDataOfficer(caller)
            guard let signed = try Answer.decode(SignatureBody.self, body).signed else {
                throw APIError.malformed("`transaction`")
            }
            let transaction = signed.transaction
            guard transaction.member == node.member, transaction.chain == node.chain,
                transaction.suite == node.genesis.suite,
                Self.signedOnDemand.contains(transaction.kind)
            else {
                throw APIError.forbidden(
                    zh: "网关只为本机构的登记、同意、授权码与导出类交易签名",
                    en: "the gateway signs registrations, consents, codes and exports of its member"
                )
            }
            node.logger.notice(
                "gateway signs \(transaction.kind.name) for \(caller.person?.description ?? "-")",
                metadata: ["transaction": "\(signed.id)"])
            return try Answer.json(
                SignatureBody(signed.adding(signatureBy: node.keys.gateway)))
        }
    }

    private func requireDataOfficer(_ caller: Caller) throws {
        guard let person = caller.person, person.member == node.member,
            let staff = node.committedState().get(Tables.staff, person),
            staff.roles.contains(.dataOfficer)
        else {
            throw APIError.forbidden(
                zh: "须由本机构数据官发起网关签名",
                en: "a data officer of this member asks for the gateway's signature")
        }
    }
}
