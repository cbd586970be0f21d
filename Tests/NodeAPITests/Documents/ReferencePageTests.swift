import BlockStore
import Duties
import Evidence
import Foundation
import LedgerTypes
import NodeRuntime
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
        for call in InterfaceCall.all {
            let row = "| `\(call.method.uppercased()) \(call.path)` | \(call.who.rawValue) | "
            #expect(text.contains(row), "\(call.path)")
        }
        let errors: [APIError] = [
            .unsigned, .unknownKey, .badSignature, .clockOff, .repeated, .signedBeforeStart,
            .notAKeyOfCalls, .notInOffice, .tooManyCalls, .tooManyReviews, .exportUnknown,
            .exportUnfinished, APIError(ExportsBusy.own), APIError(ExportFault.textTooLong),
            .noSuchCall, .fault, .bodyTooLarge, .malformed("x"), .forbidden(zh: "", en: ""),
            .journalUnreadable(.disk(.absent("offline"))), .contentUnopened,
            .contentNotKept(.absent("salts")), .dutiesUnknown([]),
            .bodyIncomplete,
        ]
        for error in errors + WireFault.allCases.map(\.answer) {
            #expect(text.contains("| \(error.statusCode) | `\(error.code)` |"), "\(error.code)")
        }
        let bounds = [
            (Limits.targetBytes, "4,096 bytes of path"), (Limits.headerBytes, "16 KiB a header"),
            (Limits.allHeaderBytes, "32 KiB and 64 headers"),
            (Limits.requestsOfConnection, "100,000 requests"),
        ]
        #expect(bounds.map(\.0) == [4_096, 16_384, 32_768, 100_000] && Limits.headers == 64)
        for (_, words) in bounds { #expect(text.contains(words), "\(words)") }
        for header in ["tally-key", "tally-time", "tally-nonce", "tally-signature"] {
            #expect(text.contains("`\(header)`"))
        }
    }
}
