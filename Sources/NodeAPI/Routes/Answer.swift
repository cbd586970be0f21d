import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import TallyClient
import WrittenText

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
        self.bytes(ByteBuffer(bytes: bytes), type: type, status: status)
    }

    static func bytes(
        _ bytes: ByteBuffer, type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: bytes))
    }

    /// Decodes a JSON body; what is wrong is named. What a caller misspells is not passed over.
    static func decode<Body: Decodable>(_ type: Body.Type, _ body: [UInt8]) throws -> Body {
        do throws(WrittenJSONFault) {
            return try WrittenJSON.decode(from: body)
        } catch {
            throw APIError.malformed("JSON (\(error.english) · \(error.chinese))")
        }
    }
}
