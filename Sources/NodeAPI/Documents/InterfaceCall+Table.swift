import Outbox

extension InterfaceCall {
    /// Every call of the interface. What is not here is not there.
    static let all: [InterfaceCall] = [
        InterfaceCall(
            method: "get", path: "/openapi.json", summary: "This document. 本文档。",
            answer: "application/json", who: .open),
        InterfaceCall(
            method: "get", path: "/metrics",
            summary: "Figures in the text format of Prometheus. 监控指标。", answer: "text/plain",
            who: .open),
        InterfaceCall(
            method: "get", path: "/v1/health", summary: "How the node does. 节点健康状况。",
            answer: "Health", who: .open, also: ["503"]),
        InterfaceCall(
            method: "get", path: "/v1/version", summary: "Which chain it serves. 所服务的链。",
            answer: "Version", who: .open),
        InterfaceCall(
            method: "post", path: "/v1/transactions", summary: "Submit a signed transaction. 提交交易。",
            query: [.wait],
            body: "Submission", answer: "Transaction", who: .enrolled, also: ["202"]),
        InterfaceCall(
            method: "get", path: "/v1/transactions/{id}", parts: ["id": .digest],
            summary: "Where it stands. 查询交易。",
            query: [.wait],
            answer: "Transaction", who: .enrolled),
        InterfaceCall(
            method: "post", path: "/v1/review",
            summary: "What would be decided; nothing is recorded. 试审。", body: "ReviewRequest",
            answer: "Review", who: .practitioner),
        InterfaceCall(
            method: "get", path: "/v1/state/{key}", parts: ["key": .bytes],
            summary: "A value of the state with its proof. 状态值与证明。", answer: "State",
            who: .readerOrPatient),
        InterfaceCall(
            method: "get", path: "/v1/entries/{index}", parts: ["index": .place],
            summary: "One entry with its proof. 一个条目及其证明。",
            answer: "ProvenEntry", who: .readerOrPatient),
        InterfaceCall(
            method: "get", path: "/v1/headers/{height}", parts: ["height": .place],
            summary: "A block's header and certificate, canonical bytes. 区块头与证书。",
            answer: "application/octet-stream", who: .readerOrPatient),
        InterfaceCall(
            method: "get", path: "/v1/blocks/{height}", parts: ["height": .place],
            summary: "A block with certificate and results, canonical bytes. 区块。",
            answer: "application/octet-stream", who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/heads/{kind}/{id}",
            parts: ["kind": .word(["subject", "asset"]), "id": .digest],
            summary: "All entries of a subject or asset, newest first. 主体或数据集的全部条目。",
            query: [.before], answer: "Head", who: .related),
        InterfaceCall(
            method: "get", path: "/v1/cases", summary: "Open cases. 待决案卷。", answer: "Cases",
            who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/cases/{id}", parts: ["id": .digest],
            summary: "One case. 一个案卷。", answer: "Case", who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/charters", summary: "Charters in force. 生效章程。",
            answer: "Charters", who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/charters/{digest}", parts: ["digest": .digest],
            summary: "A charter's canonical bytes. 章程规范字节。", answer: "application/cbor",
            who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/vocabularies/{digest}", parts: ["digest": .digest],
            summary: "A vocabulary's canonical bytes. 词汇表规范字节。", answer: "application/cbor",
            who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/proposals", summary: "Open proposals. 待决提案。",
            answer: "Proposals", who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/members", summary: "Members. 成员机构。", answer: "Members",
            who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/notices",
            summary: "Duties to tell somebody that this member has. 待办通知。", answer: "Notices",
            who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/duties",
            summary: "Work for others: what, for whom, why it waits, what to do. 对外事项。",
            query: [.ended], answer: "DutyList", who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/duties/{kind}/{subject}",
            parts: ["kind": .word(WorkKind.allCases.map(\.name)), "subject": .digest],
            summary: "How one duty stands. 一件事项的状态。", answer: "Duty", who: .reader),
        InterfaceCall(
            method: "get", path: "/v1/subjects/{pseudonym}", parts: ["pseudonym": .digest],
            summary: "What is recorded of a patient. 患者名下的登记。", answer: "Subject",
            who: .related),
        InterfaceCall(
            method: "get", path: "/v1/consents/{id}", parts: ["id": .digest],
            summary: "A consent, and whether it has effect. 一项同意及其效力。", answer: "Consent",
            who: .related),
        InterfaceCall(
            method: "post", path: "/v1/gateway/signatures",
            summary: "Ask the member's gateway to sign. 请网关签名。", body: "Signature",
            answer: "Signature", who: .dataOfficer),
        InterfaceCall(
            method: "post", path: "/v1/exports",
            summary: "Have an evidence file made. 请求导出证据包。", body: "Export",
            answer: "ExportStanding", who: .related, also: ["202"]),
        InterfaceCall(
            method: "get", path: "/v1/exports/{id}", parts: ["id": .digest],
            summary: "How an export stands. 导出进度。", query: [.exportWait],
            answer: "ExportStanding", who: .related),
        InterfaceCall(
            method: "get", path: "/v1/exports/{id}/file", parts: ["id": .digest],
            summary: "The evidence file. 取回证据包。", answer: "application/octet-stream",
            who: .related),
        InterfaceCall(
            method: "post", path: "/v1/exports/{id}/end", parts: ["id": .digest],
            summary: "Cancel an export, or let go of its file. 取消导出或释放文件。",
            answer: "ExportEnd", who: .related),
        InterfaceCall(
            method: "get", path: "/v1/overrides/offline",
            summary: "How the member's offline records stand. 离线记录的状态。",
            answer: "OfflineStanding", who: .practitioner),
        InterfaceCall(
            method: "post", path: "/v1/overrides/offline/drafts",
            summary: "Cut off: decide an emergency on the last committed state. 断网应急裁决。",
            body: "OfflineDraftRequest", answer: "OfflineDraft", who: .personOfMember),
        InterfaceCall(
            method: "post", path: "/v1/overrides/offline/openings",
            summary: "Cut off: sign the record and see the data. 断网签名并查看。",
            body: "OfflineOpening", answer: "application/json", who: .personOfMember),
    ]
}
