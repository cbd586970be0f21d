import BlockStore
import Duties
import Foundation
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite struct `Page on the node's interface` {
    private var text: String {
        get throws {
            let file = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("docs/reference/node-api.md")
            return try String(contentsOf: file, encoding: .utf8)
        }
    }

    @Test func `has an example of a signed call that verifies`() throws {
        let vectors = try ReferencePage.vectors("node-api", block: 0)
        func bytes(_ name: String) throws -> [UInt8] {
            let hex = try #require(vectors.first { $0.name == name }?.hex)
            return try #require(Hex.decode(hex))
        }
        var seed = try bytes("seed")
        let key = try SigningKey(seed: SecretBytes(taking: &seed), suite: .ed25519SHA256)
        let body = try bytes("body")
        let chain = try #require(ChainID(hex: Hex.encode(try bytes("chain"))))
        let signature = RequestSignature(
            signing: "POST", path: "/v1/transactions?wait=5000", body: body, chain: chain,
            node: MemberID(unchecked: "hospital-a"), time: BlockTime(1_772_000_000_000),
            nonce: try bytes("nonce"), by: key)
        #expect(try bytes("public-key") == key.verifyingKey.bytes)
        #expect(try bytes("tally-key") == key.verifyingKey.id.digest.bytes)
        let signed = RequestSignature.signedBytes(
            method: "POST", path: "/v1/transactions?wait=5000", body: body, chain: chain,
            node: MemberID(unchecked: "hospital-a"), time: BlockTime(1_772_000_000_000),
            nonce: try bytes("nonce"))
        #expect(try bytes("signed-lines") == signed)
        #expect(try bytes("tally-signature") == signature.signature.bytes)
        #expect(try text.contains(String(decoding: signed, as: UTF8.self)))
    }

    @Test func `names every call, every code and every header`() throws {
        let text = try text
        for call in OpenAPIDocument.calls {
            #expect(text.contains("`\(call.method.uppercased()) \(call.path)`"), "\(call.path)")
        }
        let errors: [APIError] = [
            .unsigned, .unknownKey, .badSignature, .clockOff, .repeated, .signedBeforeStart,
            .notAKeyOfCalls, .notInOffice, .tooManyCalls, .tooManyExports, .tooManyReviews,
            .noSuchCall, .fault, .bodyTooLarge, .malformed("x"), .forbidden(zh: "", en: ""),
            .journalUnreadable(.disk(.absent("offline"))), .contentUnopened,
            .contentNotKept(.absent("salts")), .dutiesUnknown([]),
        ]
        for error in errors {
            #expect(text.contains("| \(error.statusCode) | `\(error.code)` |"), "\(error.code)")
        }
        for header in ["tally-key", "tally-time", "tally-nonce", "tally-signature"] {
            #expect(text.contains("`\(header)`"))
        }
    }
}
