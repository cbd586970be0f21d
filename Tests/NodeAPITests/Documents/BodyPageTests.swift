import Foundation
import TestSupport
import Testing

@testable import NodeAPI

/// `docs/reference/node-api-bodies.md` is printed from the description that the node serves.
@Suite struct `Page of bodies and answers` {
    @Test func `is as the node describes itself`() throws {
        let path = "../../docs/reference/node-api-bodies.md"
        if ProcessInfo.processInfo.environment["TALLY_WRITE_REFERENCE"] != nil {
            let file = Fixture.root.appendingPathComponent(path)
            try Self.text.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(try Fixture.text(path) == Self.text)
        }
    }

    private static var text: String {
        let calls = InterfaceCall.all.map { call in
            let names = call.query.map(\.name).joined(separator: "&")
            let query = names.isEmpty ? "" : "?" + names
            let body = call.body.map { link($0) } ?? "–"
            return "| `\(call.method.uppercased()) \(call.path)\(query)` | \(body) "
                + "| \(call.answer.contains("/") ? call.answer : link(call.answer)) |"
        }
        let schemas = OpenAPISchemas.all.sorted { $0.key < $1.key }.map { name, schema in
            "### \(name)\n\n" + rows(schema as? [String: Any] ?? [:])
        }
        return """
            # Bodies and answers of the node's interface / 接口的正文与应答

            Printed from the description that a node serves at `/openapi.json`: run the tests of \
            NodeAPI with `TALLY_WRITE_REFERENCE=1` after a change.
            What the calls do: [node-api.md](node-api.md). A name with `?` may be absent. `digest` \
            is 64 digits of lower-case hex, `hex` lower-case hex,
            `base64` canonical bytes, `number` an integer from 0, `[x …]` a list, `{name: x}` an \
            object with any names.

            | call | body | answer |
            |---|---|---|
            \(calls.joined(separator: "\n"))

            \(schemas.joined(separator: "\n\n"))

            """
    }

    private static func link(_ name: String) -> String { "[\(name)](#\(name.lowercased()))" }

    private static func rows(_ schema: [String: Any]) -> String {
        guard let properties = schema["properties"] as? [String: [String: Any]] else {
            return word(schema)
        }
        let required = Set(schema["required"] as? [String] ?? [])
        let rows = properties.sorted { $0.key < $1.key }.map { name, value in
            "| `\(name)\(required.contains(name) ? "" : "?")` | \(word(value)) |"
        }
        return "| name | value |\n|---|---|\n" + rows.joined(separator: "\n")
    }

    /// A schema in a few words.
    private static func word(_ schema: [String: Any]) -> String {
        if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
            return link(String(name))
        }
        switch schema["type"] as? String {
        case "string":
            if let words = schema["enum"] as? [String] {
                return words.map { "`\($0)`" }.joined(separator: ", ")
            }
            if schema["contentEncoding"] != nil { return "base64" }
            guard let pattern = schema["pattern"] as? String else { return "text" }
            return pattern.contains("{64}") ? "digest" : "hex"
        case "integer": return schema["minimum"] == nil ? "signed number" : "number"
        case "boolean": return "`true` or `false`"
        case "array": return "[\(word(schema["items"] as? [String: Any] ?? [:])) …]"
        default:
            if let properties = schema["properties"] as? [String: [String: Any]] {
                let names = properties.sorted { $0.key < $1.key }
                return names.map { "`\($0.key)` \(word($0.value))" }.joined(separator: ", ")
            }
            return "{name: \(word(schema["additionalProperties"] as? [String: Any] ?? [:]))}"
        }
    }
}
