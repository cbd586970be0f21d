import Bilingual

/// One file of an archive.
package struct ArchiveFile: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Lower-case letters, digits, `-`, `_`, `.` and `/` between parts; no part is `.` or `..`.
    static func isAdmitted(name: some Collection<UInt8>) -> Bool {
        guard (1...Limits.maximumNameBytes).contains(name.count) else { return false }
        let isPlain = name.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0)
                || [0x2d, 0x5f, 0x2e, 0x2f].contains($0)
        }
        let parts = name.split(separator: 0x2f, omittingEmptySubsequences: false)
        return isPlain && parts.allSatisfy { $0.contains { $0 != 0x2e } }
    }
}

/// Why bytes are not the one form of an archive.
package enum ArchiveFault: Error, Hashable, Sendable {
    case tooLarge
    case tooManyFiles
    /// The bytes end inside a part, or do not begin as an archive.
    case structure(at: Int)
    /// A field that the form fixes has another value.
    case field(file: Int)
    case name(file: Int)
    /// Not strictly after the file before it: out of order, or twice.
    case order(file: Int)
    case checksum(file: Int)
    /// Writing the same files again gives other bytes.
    case notCanonical
}

extension ArchiveFault: Worded {
    package var english: String {
        switch self {
        case .tooLarge: "the file is larger than evidence may be"
        case .tooManyFiles: "it has too many parts"
        case .structure(let at): "it is no whole archive from byte \(at) on"
        case .field(let file): "part \(file + 1) is not written as it must be"
        case .name(let file): "part \(file + 1) has a name that is not admitted"
        case .order(let file): "part \(file + 1) is out of order, or stands twice"
        case .checksum(let file): "part \(file + 1) was changed"
        case .notCanonical: "the same parts are written in another way"
        }
    }

    package var chinese: String {
        switch self {
        case .tooLarge: "文件超过限度"
        case .tooManyFiles: "所含部分过多"
        case .structure(let at): "自第 \(at) 字节起不是完整的压缩包"
        case .field(let file): "第 \(file + 1) 部分的写法不合规定"
        case .name(let file): "第 \(file + 1) 部分的名称不合规定"
        case .order(let file): "第 \(file + 1) 部分顺序不对或重复"
        case .checksum(let file): "第 \(file + 1) 部分被改动"
        case .notCanonical: "同样的内容以其他方式写成"
        }
    }
}
