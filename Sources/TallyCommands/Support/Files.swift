import BlockStore
import Duties
import Foundation
import Interchange
import NodeFiles
import WrittenText

/// Reading files with messages that say what to do: absent, unreadable, a folder and damaged are
/// told apart.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        do throws(FileFault) {
            return try AtomicFile.read(path)
        } catch {
            throw Failure(error)
        }
    }

    /// True if there is a folder at a path.
    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// A record's file, or every *.json file of a folder, as a record shelf has them.
    static func documents(_ path: String) throws -> [[UInt8]] {
        guard isFolder(path) else { return [try read(path)] }
        let found: [[UInt8]]
        do throws(StorageFault) {
            found = try RecordShelf.documents(at: "", in: FileStorage(root: path))
        } catch {
            throw Failure(
                .noInput, code: "folder-unreadable", zh: "读不到文件夹 \(path)：\(error.chinese)",
                en: "cannot read the folder \(path): \(error.english)")
        }
        guard !found.isEmpty else {
            throw Failure(
                .noInput, code: "folder-empty", zh: "文件夹 \(path) 中没有 .json 文件",
                en: "the folder \(path) has no .json file")
        }
        return found
    }

    /// The bytes of a text that has a grammar of its own, such as a charter; its encoding is checked.
    static func text(_ path: String) throws -> [UInt8] {
        let bytes = try read(path)
        do throws(WrittenTextFault) {
            _ = try WrittenPage.decode(bytes)
        } catch {
            throw Failure(error, path)
        }
        return bytes
    }

    /// A text that is read line by line.
    static func lines(_ path: String) throws -> [String] {
        let bytes = try read(path)
        do throws(WrittenTextFault) {
            return try WrittenPage(bytes).lines
        } catch {
            throw Failure(error, path)
        }
    }

    /// Reads what the founders or a member describe; a refusal names the file.
    static func described<Value>(
        _ path: String, _ reading: ([UInt8]) throws(ConsortiumFault) -> Value
    ) throws -> Value {
        let bytes = try read(path)
        do {
            return try reading(bytes)
        } catch {
            throw Failure(
                .badInput, code: "consortium-refused", zh: "\(path)：\(error.zh)",
                en: "\(path): \(error.en)")
        }
    }
}

extension Failure {
    /// A file that is no text, with its name.
    init(_ fault: WrittenTextFault, _ path: String) {
        self.init(
            .badInput, code: "text-unreadable", zh: "\(path)：\(fault.chinese)",
            en: "\(path): \(fault.english)")
    }
}

/// A page of text around canonical bytes, as people pass it on.
protocol BoundFile {
    init(page: [UInt8]) throws(DraftFault)
}

extension GovernanceDraft: BoundFile {}
extension OfflineDraftFile: BoundFile {}
extension JoinFile: BoundFile {}
extension KeyProofFile: BoundFile {}
extension RecoveryStatement: BoundFile {}
extension SeatStatusFile: BoundFile {}

extension Files {
    /// Reads a page; a refusal names the file.
    static func page<Page: BoundFile>(_ path: String, as type: Page.Type = Page.self) throws -> Page
    {
        let bytes = try read(path)
        do {
            return try Page(page: bytes)
        } catch {
            throw Failure(error, path)
        }
    }
}
