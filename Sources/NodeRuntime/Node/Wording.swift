import BlockStore
import CanonicalCoding

/// A part of a problem's sentence in both languages.
struct Wording: Hashable, Sendable {
    let english: String
    let chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    init(_ damage: Damage.Kind) { self.init("\(damage)", damage.zh) }

    /// What a fault says of itself; of faults that have words in one language only, those.
    init(_ fault: any Error) {
        switch fault {
        case let fault as StorageFault: self.init("\(fault)", fault.zh)
        case let fault as StoreFault: self.init("\(fault)", fault.zh)
        case let fault as SignerFault: self.init("\(fault)", fault.zh)
        case let fault as FileFault: self.init(fault.en, fault.zh)
        case let fault as KeyFileFault: self.init(fault.en, fault.zh)
        case let fault as CodingFault:
            self.init(
                "its contents cannot be read (code \(fault.code))", "内容无法解读（代码 \(fault.code)）")
        case let problem as ConfigurationProblem:
            self.init(
                "config.json: `\(problem.key)`: \(problem.english)",
                "config.json：`\(problem.key)`：\(problem.chinese)")
        case let problem as NodeProblem: self.init(problem.english, problem.chinese)
        default: self.init("\(fault)", "\(fault)")
        }
    }
}

extension NodeProblem {
    static func store(_ fault: any Error) -> NodeProblem { store(Wording(fault)) }
    static func voteLog(_ fault: any Error) -> NodeProblem { voteLog(Wording(fault)) }

    static func configuration(_ fault: any Error) -> NodeProblem {
        let words = Wording(fault)
        return NodeProblem(7104, .halted, words.english, "配置有误：\(words.chinese)")
    }
    static func keys(_ fault: any Error) -> NodeProblem {
        let words = Wording(fault)
        return NodeProblem(7105, .halted, words.english, "密钥无法打开：\(words.chinese)")
    }
}
