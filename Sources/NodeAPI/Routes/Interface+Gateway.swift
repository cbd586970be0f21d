import BlockStore
import CanonicalCoding
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NodeRuntime
import Sealing
import TallyClient

extension Interface {
    /// What the gateway signs when a data officer of the member asks for it. Everything else that a
    /// gateway signs follows from what the node itself does.
    private static let signedOnDemand: Set<TransactionKind> = [
        .registerSubject, .registerAsset, .label, .registerRight, .recordConsent,
        .withdrawConsent, .answerWithdrawal, .issueCode, .transition, .anchor, .exportSeal,
    ]

    func addGatewayRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.post("gateway/signatures") { request, _ in
            let (caller, body) = try await door.openReader(request)
            try requireDataOfficer(caller)
            let order = try Answer.decode(SignatureBody.self, body)
            guard let signed = order.signed else {
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
            // The signature carries who asked for it: whoever counts as second is somebody else.
            guard transaction.staff == caller.person?.staff else {
                throw APIError.forbidden(
                    zh: "交易须写明请求网关签名的数据官本人",
                    en:
                        "the transaction names the data officer who asks for the gateway's signature"
                )
            }
            try await keepContent(of: signed, order.opened)
            node.logger.notice(
                "gateway signs \(transaction.kind.name) for \(caller.person?.description ?? "-")",
                metadata: ["transaction": "\(signed.id)"])
            return try Answer.json(
                SignatureBody(signed.adding(signatureBy: node.keys.gateway)))
        }
    }

    /// A data set is signed for only with what opens its digest: without that the gateway could
    /// release nothing of it.
    private func keepContent(
        of signed: SignedTransaction, _ opened: FieldDisclosure?
    ) async throws {
        guard signed.transaction.kind == .registerAsset else { return }
        guard
            let payload = try? Payload<RegisterAsset>(canonical: signed.transaction.payload)
        else { throw APIError.malformed("`transaction`") }
        let description = payload.body.description
        let asset = RecordID(signed.id)
        guard let opened else { throw APIError.contentUnopened }
        let isKept = try await node.onDisk { node throws in
            do throws(StorageFault) {
                return try node.work.gateway.contents.keep(opened, of: asset, description)
            } catch {
                throw APIError.contentNotKept(error)
            }
        }
        guard isKept else { throw APIError.contentUnopened }
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

extension APIError {
    static let contentUnopened = APIError(
        status: 422, code: "content-unopened",
        zh: "登记数据集须附上能开示其内容摘要的清单：请用 tally asset register 登记",
        en: """
            a data set is registered with what opens its content digest: use `tally asset register`
            """)

    static func contentNotKept(_ fault: StorageFault) -> APIError {
        APIError(
            status: 507, code: "content-not-kept", zh: "内容清单无法写入，未签名：\(fault.chinese)",
            en: "what opens the digest cannot be written, so nothing is signed: \(fault.english)")
    }
}
