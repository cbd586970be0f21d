import Foundation

/// Files that lie beside the project on some machines; tests that need them are skipped elsewhere.
package enum SharedData {
    /// The folder `../shared/data` beside the checkout, or nil.
    package static let root: URL? = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let data = folder.appendingPathComponent("shared/data")
        return FileManager.default.fileExists(atPath: data.path) ? data : nil
    }()

    /// Whether a folder of it has files; where it has none, that is said aloud.
    package static func isThere(_ folder: String) -> Bool {
        NotChecked.unless(
            !files(under: folder, ending: "").isEmpty,
            "shared/data/\(folder) is not beside the checkout, so what is tested with it is not")
    }

    /// The bytes of a file below that folder; nil where it is absent.
    package static func bytes(_ path: String) -> [UInt8]? {
        guard let root, let data = try? Data(contentsOf: root.appendingPathComponent(path)) else {
            return nil
        }
        return Array(data)
    }

    /// The paths of all files below a folder, sorted; empty where it is absent.
    package static func files(under folder: String, ending: String) -> [String] {
        guard let root,
            let all = FileManager.default.enumerator(
                atPath: root.appendingPathComponent(folder).path)
        else { return [] }
        return all.compactMap { $0 as? String }.filter { ending.isEmpty || $0.hasSuffix(ending) }
            .sorted()
            .map { folder + "/" + $0 }
    }
}

/// The project's own fixtures, by path below Tests/Fixtures.
package enum Fixture {
    package static var root: URL {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<2 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("Fixtures")
    }

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appendingPathComponent(path)))
    }
}
