import Bilingual
import Foundation

/// Why a measurement cannot be made, in both languages.
struct BenchFault: Error, CustomStringConvertible {
    let zh: String
    let en: String
}

/// Reading the files that a measurement needs.
enum BenchFiles {
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BenchFault(zh: "读不到文件 \(path)", en: "cannot read \(path)")
        }
        return Array(data)
    }
}

extension BenchFault: Worded {
    var english: String { en }
    var chinese: String { zh }
}
