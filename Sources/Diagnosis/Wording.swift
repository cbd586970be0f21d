import Bilingual
import NodeFiles

extension Wording {
    /// What a fault says of itself; of the system's own faults, its words in both places.
    package init(_ fault: any Error) {
        switch fault {
        case let problem as ConfigurationProblem:
            self.init(
                english: "config.json: `\(problem.key)`: \(problem.english)",
                chinese: "config.json：`\(problem.key)`：\(problem.chinese)")
        case let fault as any Worded: self = fault.wording
        default: self.init(english: "\(fault)", chinese: "\(fault)")
        }
    }
}

extension NodeProblem {
    package static func store(_ fault: any Error) -> NodeProblem { store(Wording(fault)) }
    package static func voteLog(_ fault: any Error) -> NodeProblem { voteLog(Wording(fault)) }

    package static func configuration(_ fault: any Error) -> NodeProblem {
        let words = Wording(fault)
        return NodeProblem(7094, .halted, words.english, "配置有误：\(words.chinese)")
    }
    package static func keys(_ fault: any Error) -> NodeProblem {
        let words = Wording(fault)
        return NodeProblem(.keysClosed, .halted, words.english, "密钥无法打开：\(words.chinese)")
    }
}
