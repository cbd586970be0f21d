import Bilingual
import Evidence

/// Why the command cannot run.
enum UsageFault: Error, Worded {
    case unknownOption(String)
    case missingValue(String)
    case badValue(String)
    case missingFile
    case twice(String)
    case unreadable(String)
    case unwritable(String)
    case policy(PolicyFault)

    var english: String {
        switch self {
        case .unknownOption(let name): "`\(name)` is not an option"
        case .missingValue(let name): "`\(name)` needs a value"
        case .badValue(let name): "the value of `\(name)` is not admitted"
        case .missingFile: "exactly one evidence file must be named"
        case .twice(let name): "`\(name)` stands twice"
        case .unreadable(let path): "cannot read `\(path)`"
        case .unwritable(let path): "cannot write `\(path)`"
        case .policy(let fault): fault.english
        }
    }

    var chinese: String {
        switch self {
        case .unknownOption(let name): "没有选项 `\(name)`"
        case .missingValue(let name): "`\(name)` 需要取值"
        case .badValue(let name): "`\(name)` 的取值不允许"
        case .missingFile: "须指明且仅指明一份证据文件"
        case .twice(let name): "`\(name)` 出现了两次"
        case .unreadable(let path): "无法读取 `\(path)`"
        case .unwritable(let path): "无法写入 `\(path)`"
        case .policy(let fault): fault.chinese
        }
    }
}
