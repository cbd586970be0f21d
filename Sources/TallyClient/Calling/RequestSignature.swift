import LedgerTypes
import Sealing

/// The signature of one API call: who calls, when, and exactly what.
///
/// It travels in four headers; the signed lines are built from the call and never parsed.
package struct RequestSignature: Hashable, Sendable {
    package static let keyHeader = "tally-key"
    package static let timeHeader = "tally-time"
    package static let nonceHeader = "tally-nonce"
    package static let signatureHeader = "tally-signature"

    package let key: KeyID
    /// The caller's clock.
    package let time: BlockTime
    /// 16 bytes that the caller never uses twice.
    package let nonce: [UInt8]
    package let signature: Signature

    /// Signs a call. `path` includes the query; `node` is the member whose node is called, so that
    /// one node cannot pass the call on to another.
    package init(
        signing method: String, path: String, body: [UInt8], chain: ChainID, node: MemberID,
        time: BlockTime, nonce: [UInt8], by signer: SigningKey
    ) {
        key = signer.verifyingKey.id
        self.time = time
        self.nonce = nonce
        signature = signer.sign(
            Self.signedBytes(
                method: method, path: path, body: body, chain: chain, node: node, time: time,
                nonce: nonce))
    }

    /// Reads the headers; nil if one is missing or malformed.
    package init?(headers: (String) -> String?) {
        guard let key = headers(Self.keyHeader).flatMap(Digest.init(hex:)),
            let time = headers(Self.timeHeader).flatMap(UInt64.init),
            let nonce = headers(Self.nonceHeader).flatMap(Hex.decode),
            nonce.count == Limits.nonceByteCount,
            let signature = headers(Self.signatureHeader).flatMap(Hex.decode)
        else { return nil }
        self.key = KeyID(key)
        self.time = BlockTime(time)
        self.nonce = nonce
        self.signature = Signature(signature)
    }

    /// The headers of the call.
    package var headers: [(name: String, value: String)] {
        [
            (Self.keyHeader, key.description), (Self.timeHeader, time.description),
            (Self.nonceHeader, Hex.encode(nonce)),
            (Self.signatureHeader, Hex.encode(signature.bytes)),
        ]
    }

    /// True if `verifyingKey`, taken from verified state, signed exactly this call.
    package func isValid(
        method: String, path: String, body: [UInt8], chain: ChainID, node: MemberID,
        verifyingKey: VerifyingKey
    ) -> Bool {
        verifyingKey.id == key
            && verifyingKey.verifiesAdmitted(
                signature,
                over: Self.signedBytes(
                    method: method, path: path, body: body, chain: chain, node: node, time: time,
                    nonce: nonce))
    }

    static func signedBytes(
        method: String, path: String, body: [UInt8], chain: ChainID, node: MemberID,
        time: BlockTime, nonce: [UInt8]
    ) -> [UInt8] {
        Array(
            """
            tally/api-call/v1
            chain \(chain)
            node \(node)
            method \(method)
            path \(path)
            time \(time)
            nonce \(Hex.encode(nonce))
            body \(CryptoSuite.ed25519SHA256.hash(body))

            """.utf8)
    }
}
