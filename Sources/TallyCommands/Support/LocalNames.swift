import Duties
import LedgerTypes
import NodeFiles
import Sealing
import Upkeep

/// The names of a member's own patients.
enum LocalNames {
    /// The pseudonym's value of a patient by the member's own number.
    ///
    /// - Parameter passphrase: asked for once the number is known to be one.
    /// - Throws: `Failure` of usage for a number that is blank or ambiguous; faults of the folder's
    ///   files.
    static func name(
        of text: String, home: String, passphrase: @autoclosure () throws -> SecretBytes
    ) throws -> SubjectName {
        let number: LocalNumber
        do { number = try LocalNumber(text) } catch {
            throw Failure(.usage, code: "number-ambiguous", zh: error.chinese, en: error.english)
        }
        let folder = NodeFolder(home)
        let key = try KeyFile.read(folder.key(.pseudonym)).open(
            .pseudonym, passphrase: try passphrase())
        let holder = try NodeOpening.readConfiguration(folder).member
        return LocalPseudonym.name(of: number, at: holder, key: key)
    }
}
