import LedgerTypes
import Sealing

/// A patient's device keeps one secret. For each holder it signs with another key, so that two holders
/// cannot tell from keys that they know the same person, and no key is taken at one holder because it
/// is registered at another.
extension KeyFile {
    /// A new secret of a patient. The file has no public part: there is one for each holder.
    ///
    /// - Parameter owner: what the patient calls the file; it never leaves it.
    package static func newPatient(
        owner: String, passphrase: SecretBytes, cost: PassphraseKey.Cost = .interactive
    ) throws(KeyFileFault) -> KeyFile {
        try KeyFile(
            sealing: .random(count: SigningKey.seedByteCount), purpose: .patient, owner: owner,
            publicPart: [], passphrase: passphrase, cost: cost)
    }

    /// The key with which the patient signs at a holder: derived, the same at every call.
    package func patientKey(
        at holder: MemberID, suite: CryptoSuite, passphrase: SecretBytes
    ) throws(KeyFileFault) -> SigningKey {
        let secret = try open(.patient, passphrase: passphrase)
        let seed = KeyedHash.derive(from: secret, label: "tally/patient-key/v1\nholder \(holder)\n")
        guard let key = try? SigningKey(seed: seed, suite: suite) else { throw .keyDoesNotMatch }
        return key
    }

    /// The key with which the owner of the file signs; a patient's for their holder.
    package func signer(
        patientOf holder: MemberID, suite: CryptoSuite, passphrase: SecretBytes
    ) throws(KeyFileFault) -> SigningKey {
        purpose == .patient
            ? try patientKey(at: holder, suite: suite, passphrase: passphrase)
            : try signingKey(purpose, suite: suite, passphrase: passphrase)
    }
}
