import Duties
import Foundation
import TallyClient

/// The description of the interface, made from one table so that it cannot forget a route.
enum OpenAPIDocument {
    /// One call: how it is made, what it answers.
    struct Call: Sendable {
        let method: String
        let path: String
        let summary: String
        /// Name and meaning of query parameters.
        var query: [(String, String)] = []
        /// Name of the schema of the body; nil where there is none.
        var body: String?
        /// Name of the schema of the answer, or a media type.
        let answer: String
        var isOpen = false
        /// Further statuses with the same answer.
        var also: [String] = []
    }

    static let calls: [Call] = [
        Call(
            method: "get", path: "/openapi.json", summary: "This document. 本文档。",
            answer: "application/json", isOpen: true),
        Call(
            method: "get", path: "/metrics",
            summary: "Figures in the text format of Prometheus. 监控指标。", answer: "text/plain",
            isOpen: true),
        Call(
            method: "get", path: "/v1/health", summary: "How the node does. 节点健康状况。",
            answer: "Health", isOpen: true, also: ["503"]),
        Call(
            method: "get", path: "/v1/version", summary: "Which chain it serves. 所服务的链。",
            answer: "Version", isOpen: true),
        Call(
            method: "post", path: "/v1/transactions", summary: "Submit a signed transaction. 提交交易。",
            query: [("wait", "milliseconds to wait for the entry, at most 60000")],
            body: "Submission", answer: "Transaction", also: ["202"]),
        Call(
            method: "get", path: "/v1/transactions/{id}", summary: "Where it stands. 查询交易。",
            query: [("wait", "milliseconds to wait for the entry, at most 60000")],
            answer: "Transaction"),
        Call(
            method: "post", path: "/v1/review",
            summary: "What would be decided; nothing is recorded. 试审。", body: "ReviewRequest",
            answer: "Review"),
        Call(
            method: "get", path: "/v1/state/{key}",
            summary: "A value of the state with its proof. 状态值与证明。", answer: "State"),
        Call(
            method: "get", path: "/v1/entries/{index}", summary: "One entry. 一个条目。",
            answer: "Entry"),
        Call(
            method: "get", path: "/v1/blocks/{height}",
            summary: "A block with certificate and results, canonical bytes. 区块。",
            answer: "application/octet-stream"),
        Call(
            method: "get", path: "/v1/heads/{kind}/{id}",
            summary: "All entries of a subject or asset, newest first. 主体或数据集的全部条目。",
            query: [("before", "entry index where the page begins")], answer: "Head"),
        Call(method: "get", path: "/v1/cases", summary: "Open cases. 待决案卷。", answer: "Cases"),
        Call(method: "get", path: "/v1/cases/{id}", summary: "One case. 一个案卷。", answer: "Case"),
        Call(
            method: "get", path: "/v1/charters", summary: "Charters in force. 生效章程。",
            answer: "Charters"),
        Call(
            method: "get", path: "/v1/charters/{digest}",
            summary: "A charter's canonical bytes. 章程规范字节。", answer: "application/cbor"),
        Call(
            method: "get", path: "/v1/proposals", summary: "Open proposals. 待决提案。",
            answer: "Proposals"),
        Call(method: "get", path: "/v1/members", summary: "Members. 成员机构。", answer: "Members"),
        Call(
            method: "get", path: "/v1/notices",
            summary: "Duties to tell somebody that this member has. 待办通知。", answer: "Notices"),
        Call(
            method: "get", path: "/v1/duties",
            summary: "Work for others: what, for whom, why it waits, what to do. 对外事项。",
            query: [("ended", "1 to have those that ended, too")], answer: "DutyList"),
        Call(
            method: "get", path: "/v1/duties/{kind}/{subject}",
            summary: "How one duty stands. 一件事项的状态。", answer: "Duty"),
        Call(
            method: "get", path: "/v1/subjects/{pseudonym}",
            summary: "What is recorded of a patient. 患者名下的登记。", answer: "Subject"),
        Call(
            method: "post", path: "/v1/gateway/signatures",
            summary: "Ask the member's gateway to sign. 请网关签名。", body: "Signature",
            answer: "Signature"),
        Call(
            method: "post", path: "/v1/exports", summary: "An evidence file. 导出证据包。",
            body: "Export", answer: "application/octet-stream"),
        Call(
            method: "get", path: "/v1/overrides/offline",
            summary: "How the member's offline records stand. 离线记录的状态。",
            answer: "OfflineStanding"),
        Call(
            method: "post", path: "/v1/overrides/offline/drafts",
            summary: "Cut off: decide an emergency on the last committed state. 断网应急裁决。",
            body: "OfflineDraftRequest", answer: "OfflineDraft"),
        Call(
            method: "post", path: "/v1/overrides/offline/openings",
            summary: "Cut off: sign the record and see the data. 断网签名并查看。",
            body: "OfflineOpening", answer: "application/json"),
    ]

    /// The document in JSON.
    static let text: String = {
        var paths: [String: [String: Any]] = [:]
        for call in calls { paths[call.path, default: [:]][call.method] = operation(call) }
        let document: [String: Any] = [
            "openapi": "3.1.0",
            "info": [
                "title": "Tally 契 node interface", "version": "1",
                "description": """
                JSON over HTTP, loopback by default. Every call but the open ones is signed with \
                an enrolled key (headers tally-key, tally-time, tally-nonce, tally-signature; see \
                docs/reference/node-api.md). Canonical bytes travel in base64.
                """,
            ],
            "paths": paths,
            "components": [
                "schemas": OpenAPISchemas.all,
                "securitySchemes": [
                    "signedCall": [
                        "type": "apiKey", "in": "header", "name": RequestSignature.signatureHeader,
                    ]
                ],
            ],
        ]
        let data = try? JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }()

    private static func operation(_ call: Call) -> [String: Any] {
        var responses = ["200": response(call.answer), "default": response("Error")]
        for status in call.also { responses[status] = response(call.answer) }
        var operation: [String: Any] = [
            "summary": call.summary, "responses": responses,
            "parameters": parameters(call),
        ]
        if !call.isOpen { operation["security"] = [["signedCall": [String]()]] }
        if let body = call.body {
            operation["requestBody"] = ["required": true, "content": content(body)]
        }
        return operation
    }

    private static func parameters(_ call: Call) -> [[String: Any]] {
        let inPath = call.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            [
                "name": String(part.dropFirst().dropLast()), "in": "path", "required": true,
                "schema": ["type": "string"],
            ] as [String: Any]
        }
        let inQuery = call.query.map { name, meaning in
            [
                "name": name, "in": "query", "required": false, "description": meaning,
                "schema": ["type": "integer"],
            ] as [String: Any]
        }
        return inPath + inQuery
    }

    private static func response(_ answer: String) -> [String: Any] {
        ["description": answer, "content": content(answer)]
    }

    private static func content(_ schema: String) -> [String: Any] {
        guard !schema.contains("/") else {
            return [schema: ["schema": ["type": "string", "format": "binary"]]]
        }
        return ["application/json": ["schema": ["$ref": "#/components/schemas/\(schema)"]]]
    }
}
