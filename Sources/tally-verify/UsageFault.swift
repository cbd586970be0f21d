import Evidence

/// Why the command cannot run.
enum UsageFault: Error {
    case unknownOption(String)
    case missingValue(String)
    case badValue(String)
    case missingFile
    case twice(String)
    case unreadable(String)
    case unwritable(String)
    case policy(PolicyFault)

    var message: String {
        switch self {
        case .unknownOption(let name): "`\(name)` is not an option"
        case .missingValue(let name): "`\(name)` needs a value"
        case .badValue(let name): "the value of `\(name)` is not admitted"
        case .missingFile: "exactly one evidence file must be named"
        case .twice(let name): "`\(name)` stands twice"
        case .unreadable(let path): "cannot read `\(path)`"
        case .unwritable(let path): "cannot write `\(path)`"
        case .policy(let fault): fault.description
        }
    }
}
