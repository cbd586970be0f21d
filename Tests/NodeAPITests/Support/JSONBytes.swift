import Foundation

/// Bodies as bytes, for calls that are signed by hand.
enum JSONBytes {
    static func of(_ value: some Encodable) throws -> [UInt8] {
        Array(try JSONEncoder().encode(value))
    }
}
