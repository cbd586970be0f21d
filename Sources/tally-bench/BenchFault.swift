import Bilingual
import Foundation
import NodeFiles

/// Why a measurement cannot be made, in both languages.
struct BenchFault: Error, CustomStringConvertible {
    let zh: String
    let en: String
}

/// Reading the files that a measurement needs.
enum BenchFiles {
    static func read(_ path: String) throws -> [UInt8] {
        do throws(FileFault) {
            return try AtomicFile.read(path)
        } catch {
            throw BenchFault(zh: error.chinese, en: error.english)
        }
    }
}

extension BenchFault: Worded {
    var english: String { en }
    var chinese: String { zh }
}
