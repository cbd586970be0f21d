import NIOCore
import NIOSSL
import Sealing

/// TLS 1.3 with certificates on both sides; whom a certificate belongs to is the ledger's word, so
/// no certificate authority is asked.
struct LinkSecurity {
    private let server: NIOSSLContext
    private let client: NIOSSLContext

    init(_ identity: LinkIdentity) throws {
        let certificate = NIOSSLCertificateSource.certificate(
            try NIOSSLCertificate(bytes: identity.certificate.der, format: .der))
        let key = NIOSSLPrivateKeySource.privateKey(
            try NIOSSLPrivateKey(bytes: identity.node.privateKey.exposed(), format: .der))
        var server = TLSConfiguration.makeServerConfigurationWithMTLS(
            certificateChain: [certificate], privateKey: key, trustRoots: .certificates([]))
        server.minimumTLSVersion = .tlsv13
        self.server = try NIOSSLContext(configuration: server)
        var client = TLSConfiguration.makeClientConfiguration()
        client.certificateChain = [certificate]
        client.privateKey = key
        client.trustRoots = .certificates([])
        client.certificateVerification = .noHostnameVerification
        client.minimumTLSVersion = .tlsv13
        self.client = try NIOSSLContext(configuration: client)
    }

    /// The handler of one link; `judge` is told the peer's certificate (DER), whose key the peer
    /// holds, and says over the link what it thinks of it.
    ///
    /// The judge replaces the library's own checks altogether, dates included, and runs on the link's
    /// event loop.
    func handler(
        isClient: Bool, judge: @escaping ([UInt8]) -> Void
    ) throws -> any ChannelHandler {
        let callback: NIOSSLCustomVerificationCallback = { chain, promise in
            let der = chain.first.flatMap { try? $0.toDERBytes() }
            if let der { judge(der) }
            promise.succeed(der == nil ? .failed : .certificateVerified)
        }
        return isClient
            ? try NIOSSLClientHandler(
                context: client, serverHostname: nil, customVerificationCallback: callback)
            : NIOSSLServerHandler(context: server, customVerificationCallback: callback)
    }
}
