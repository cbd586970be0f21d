import TallyEvidence

/// What the command line asks for.
struct Options {
    var file = ""
    var language = Verification.Language.english
    var wantsJSON = false
    var wantsHelp = false
    var wantsVersion = false
    /// Whether the report may take the place of a file that is there.
    var mayReplace = false
    var values: [String: String] = [:]

    var reportPath: String? { values["--report"] }
    var otherFile: String? { values["--compare"] }
    /// Every file that is read.
    var inputs: [String] {
        [file] + ["--genesis-file", "--policy", "--compare"].compactMap { values[$0] }
    }

    static let usage = """
        tally-verify FILE --genesis HASH [--genesis-file FILE] [--policy FILE]
                     [--compare OTHER] [--lang zh|en] [--json]
                     [--report OUT.html] [--replace]

          --genesis HASH       the digest of genesis that the court brings / 法院提供的创世摘要
          --genesis-file FILE  the founding act, for files that leave it out / 创世文件
          --policy FILE        what the court asks for / 法院核验要求
          --compare OTHER      a second file: do the two agree, or prove a fork? / 与另一文件比较
          --lang zh|en         language of the report / 报告语言
          --json               the checks for programs / 机器可读结果
          --report OUT.html    a page for A4 paper, a new file / 打印版报告（新文件）
          --replace            write over a report that is there / 覆盖已有的报告
          --version            the version of this program / 程序版本

        exit: 0 passed 通过, 1 failed 不通过, 2 indeterminate 不作结论, 64 usage 用法错误;
        with --compare the worst of both files and of the comparison / 与另一文件比较时取最差者

        """

    init(_ arguments: [String]) throws(UsageFault) {
        var rest = arguments[...]
        var files: [String] = []
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": wantsHelp = true
            case "--version": wantsVersion = true
            case "--json": wantsJSON = true
            case "--replace": mayReplace = true
            case "--genesis", "--genesis-file", "--policy", "--lang", "--report", "--compare":
                guard let value = rest.popFirst() else { throw .missingValue(word) }
                guard values.updateValue(value, forKey: word) == nil else { throw .twice(word) }
            case _ where word.hasPrefix("-"): throw .unknownOption(word)
            default: files.append(word)
            }
        }
        if let text = values["--lang"] {
            guard let found = Verification.Language(rawValue: text) else {
                throw .badValue("--lang")
            }
            language = found
        }
        guard files.count == 1 || wantsHelp || wantsVersion else { throw .missingFile }
        file = files.first ?? ""
    }

    /// What the court asks for, from the command line and its policy file.
    func demands() throws(UsageFault) -> CourtDemands {
        var file = Array("tally-policy v1\n".utf8)
        if let path = values["--policy"] { file = try InputFile.read(path) }
        var demands: CourtDemands
        do throws(CourtDemandsFault) {
            demands = try CourtDemands(policy: file, genesis: values["--genesis"])
        } catch {
            throw .demands(error)
        }
        if let path = values["--genesis-file"] { demands.foundingAct = try InputFile.read(path) }
        return demands
    }
}
