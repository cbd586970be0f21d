import LedgerTypes
import Sealing
import TrustAnchors

extension NodeKeys {
    /// Writes a new certificate of ten years for the key of the old one; peers go on admitting the
    /// node, since the ledger knows the key.
    ///
    /// - Returns: when the new certificate ends.
    package static func renewCertificate(
        in folder: NodeFolder, passphrase: SecretBytes
    ) throws(KeyFileFault) -> BlockTime {
        let key = try KeyFile.read(folder.key(.certificate))
            .open(.certificate, passphrase: passphrase)
        let text: [UInt8]
        do {
            text = try AtomicFile.read(folder.certificate)
        } catch {
            throw .file(error)
        }
        let now = WallClock.now()
        guard let old = try? X509Certificate(pem: String(decoding: text, as: UTF8.self)),
            let identity = try? NodeIdentity(certificate: old, privateKey: key),
            let renewed = try? identity.renewed(
                subject: NodeSubject(
                    commonName: old.commonName ?? "", organization: old.organization ?? "",
                    creditCode: old.creditCode),
                notBefore: now.value - min(now.value, Milliseconds.hours(1).value),
                notAfter: now.value + Milliseconds.days(3_650).value)
        else { throw .keyDoesNotMatch }
        do {
            try AtomicFile.write(
                Array(renewed.certificate.pem.utf8), to: folder.certificate, mode: 0o644)
        } catch {
            throw .file(error)
        }
        return BlockTime(renewed.certificate.notAfter)
    }
}
