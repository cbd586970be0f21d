import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Bodies of answers.
enum Answer {
    /// JSON with sorted keys, so that people and diffs can read it.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return bytes(
            Array(try encoder.encode(value)), type: "application/json; charset=utf-8",
            status: status)
    }

    static func bytes(
        _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Decodes a JSON body; what is wrong is named.
    static func decode<Body: Decodable>(_ type: Body.Type, _ body: [UInt8]) throws -> Body {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let error as DecodingError {
            throw APIError.malformed(place(of: error))
        } catch {
            throw APIError.malformed("JSON")
        }
    }

    /// The field that is missing or of another type, as a path of names.
    private static func place(of error: DecodingError) -> String {
        let path: [any CodingKey]
        switch error {
        case .keyNotFound(let key, let context): path = context.codingPath + [key]
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            path = context.codingPath
        @unknown default: path = []
        }
        return path.isEmpty ? "JSON" : "`\(path.map(\.stringValue).joined(separator: "."))`"
    }
}
