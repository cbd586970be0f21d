import Evidence

/// Why the command cannot run.
enum UsageFault: Error {
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
    case policy(PolicyFault)

    var message: String {
        switch self {
        case .unknownOption(let name): "`\(name)` is not an option"
        case .missingValue(let name): "`\(name)` needs a value"
        case .badValue(let name): "the value of `\(name)` is not admitted"
        case .missingFile: "exactly one evidence file must be named"
        case .twice(let name): "`\(name)` stands twice"
        case .unreadable(let path):
            "cannot read `\(path)`: see to its permissions · 无法读取，请检查权限"
        case .isFolder(let path): "`\(path)` is a folder: name a file · 是文件夹，请指明文件"
        case .missing(let path): "there is no file `\(path)`: check the path · 没有该文件，请检查路径"
        case .unwritable(let path):
            "cannot write `\(path)`: check the folder and its permissions · 无法写入，请检查文件夹与权限"
        case .reportIsInput(let path, let input):
            "the report `\(path)` is the file `\(input)` that is read: nothing was written, choose "
                + "another name · 报告与要读取的文件相同：未写入任何内容，请另选文件名"
        case .reportExists(let path):
            "`\(path)` is there already: choose another name, or give --replace · "
                + "文件已存在：请另选文件名，或加 --replace"
        case .policy(let fault): fault.description
        }
    }
}
