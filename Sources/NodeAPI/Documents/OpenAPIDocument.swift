import Duties
import Foundation
import TallyClient

/// The description of the interface in OpenAPI 3.1, made from the table of calls.
enum OpenAPIDocument {
    /// The document in JSON.
    static let text: String = {
        var paths: [String: [String: Any]] = [:]
        for call in InterfaceCall.all {
            paths[call.path, default: [:]][call.method] = operation(call)
        }
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
                "securitySchemes": Dictionary(
                    uniqueKeysWithValues: signatureHeaders.map {
                        ($0, ["type": "apiKey", "in": "header", "name": $0])
                    }),
            ],
        ]
        let data = try? JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }()

    /// A call is signed by all four together.
    private static let signatureHeaders = [
        RequestSignature.keyHeader, RequestSignature.timeHeader, RequestSignature.nonceHeader,
        RequestSignature.signatureHeader,
    ]

    private static func operation(_ call: InterfaceCall) -> [String: Any] {
        var responses = ["200": response(call.answer), "default": response("Error")]
        for status in call.also { responses[status] = response(call.answer) }
        var operation: [String: Any] = [
            "summary": call.summary, "description": "For 可调用者：\(call.who.rawValue)",
            "responses": responses,
            "parameters": parameters(call),
        ]
        if call.who != .open {
            operation["security"] = [
                Dictionary(uniqueKeysWithValues: signatureHeaders.map { ($0, [String]()) })
            ]
            for status in ["400", "401", "403", "429"] { responses[status] = response("Error") }
        }
        if let body = call.body {
            operation["requestBody"] = ["required": true, "content": content(body)]
        }
        return operation
    }

    private static func parameters(_ call: InterfaceCall) -> [[String: Any]] {
        let inPath = call.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            let name = String(part.dropFirst().dropLast())
            return [
                "name": name, "in": "path", "required": true,
                "schema": call.parts[name]?.schema ?? [:],
            ] as [String: Any]
        }
        let inQuery = call.query.map { parameter in
            [
                "name": parameter.name, "in": "query", "required": false,
                "description": parameter.meaning, "schema": parameter.shape.schema,
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
