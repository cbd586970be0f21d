import Bilingual
import TallyEvidence

/// Why the command cannot run.
enum UsageFault: Error, Worded {
    case unknownOption(String)
    case missingValue(String)
    case badValue(String)
    case missingFile
    case twice(String)
    case unreadable(String)
    case isFolder(String)
    case missing(String)
    case unwritable(String)
    /// The report would be written over a file that is read.
    case reportIsInput(String, input: String)
    /// The report would be written over another file.
    case reportExists(String)
    case demands(CourtDemandsFault)

    var english: String {
        switch self {
        case .unknownOption(let name): "`\(name)` is not an option"
        case .missingValue(let name): "`\(name)` needs a value"
        case .badValue(let name): "the value of `\(name)` is not admitted"
        case .missingFile: "exactly one evidence file must be named"
        case .twice(let name): "`\(name)` stands twice"
        case .unreadable(let path): "cannot read `\(path)`: see to its permissions"
        case .isFolder(let path): "`\(path)` is a folder: name a file"
        case .missing(let path): "there is no file `\(path)`: check the path"
        case .unwritable(let path):
            "cannot write `\(path)`: check the folder and its permissions"
        case .reportIsInput(let path, let input):
            "the report `\(path)` is the file `\(input)` that is read: nothing was written, choose "
                + "another name"
        case .reportExists(let path):
            "`\(path)` is there already: choose another name, or give --replace"
        case .demands(let fault): fault.english
        }
    }

    var chinese: String {
        switch self {
        case .unknownOption(let name): "没有选项 `\(name)`"
        case .missingValue(let name): "`\(name)` 需要取值"
        case .badValue(let name): "`\(name)` 的取值不允许"
        case .missingFile: "须指明且仅指明一份证据文件"
        case .twice(let name): "`\(name)` 出现了两次"
        case .unreadable(let path): "无法读取 `\(path)`，请检查权限"
        case .isFolder(let path): "`\(path)` 是文件夹，请指明文件"
        case .missing(let path): "没有文件 `\(path)`，请检查路径"
        case .unwritable(let path): "无法写入 `\(path)`，请检查文件夹与权限"
        case .reportIsInput(let path, let input):
            "报告 `\(path)` 与要读取的文件 `\(input)` 相同：未写入任何内容，请另选文件名"
        case .reportExists(let path): "`\(path)` 已存在：请另选文件名，或加 --replace"
        case .demands(let fault): fault.chinese
        }
    }
}
