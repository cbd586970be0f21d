import Foundation

/// The JSON of files and answers that people read too.
package enum JSONForm {
    /// A value of texts, numbers and lists as lines with sorted keys, with a line's end.
    ///
    /// INVARIANT: such a value always has a JSON form; an empty file in its place would be a loss.
    package static func bytes(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value)) + [0x0a]
        } catch {
            preconditionFailure("\(type(of: value)) has no JSON form: \(error)")
        }
    }
}
