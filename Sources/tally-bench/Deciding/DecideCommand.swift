import ArgumentParser
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// `tally-bench decide`: what one decision costs, without network and disk.
struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Time decisions, block execution and signatures in this process. 测量进程内裁决。")

    @Option(help: "Where the example consortium lies.")
    var example = "genesis"

    @Option(help: "Decisions in one run.")
    var count = 2_000

    @OptionGroup var options: MeasuringOptions

    func run() throws {
        guard (10...1_000_000).contains(count) else {
            throw ValidationError("--count: 10 to 1000000")
        }
        var report = BenchReport("decide", runs: options.runs)
        var chain = try BenchChain(example: example)
        try chain.adoptCharters(example: example)
        let registered = try chain.registerPatient(uses: 1_000)
        for question in Question.all(registered) {
            try review(question, chain, &report)
        }
        try blocks(of: 64, registered, &chain, &report)
        for (kind, timings) in chain.executions.sorted(by: { $0.key.name < $1.key.name }) {
            report.add("execute one \(kind.name)", [timings])
        }
        signatures(chain, &report)
        try report.show(options)
    }

    /// A request and what it should lead to.
    struct Question {
        let person: String
        let request: Request
        let expected: Outcome

        var isRepeatable: Bool { request.purpose == "care" || expected == .deny }

        static func all(_ registered: BenchChain.Registered) -> [Question] {
            func ask(
                _ person: String, _ action: String, _ purpose: String, _ fields: [String],
                _ output: String, _ expected: Outcome
            ) -> Question {
                Question(
                    person: person,
                    request: Request(
                        asset: registered.asset, subject: registered.patient, action: action,
                        purpose: purpose, fields: fields, output: output,
                        clientTime: BlockTime(0)), expected: expected)
            }
            return [
                ask("dr-li", "read", "care", ["glucose", "hba1c"], "raw", .permit),
                ask("data-sun", "train", "research", ["glucose"], "parameters", .permit),
                ask("data-sun", "train", "research", ["home_address"], "parameters", .deny),
                ask("data-sun", "read", "claims", ["glucose"], "raw", .escalate),
            ]
        }
    }

    private func review(
        _ question: Question, _ chain: BenchChain, _ report: inout BenchReport
    ) throws {
        let actor = Actor(
            member: chain["hospital-a"].id, staff: StaffID(question.person))
        let request = question.request
        let state = chain.state
        let shown = try Deciding.review(request, by: actor, on: state, now: state.time)
        let name = "\(shown.decision.outcome) \(request.action)/\(request.purpose)"
        guard shown.decision.outcome == question.expected else {
            throw BenchFault(
                zh: "\(name) 与预期 \(question.expected) 不符",
                en: "\(name) is not the expected \(question.expected)")
        }
        var reviews: [Timings] = []
        var decisions: [Timings] = []
        let questions = try QuestionFacts(shown.decision, state).questions
        for _ in 0..<options.runs {
            var review = Timings()
            var decide = Timings()
            for _ in 0..<count {
                let again = try review.time {
                    try Deciding.review(request, by: actor, on: state, now: state.time)
                }
                precondition(again == shown, "one request was decided in two ways")
                let ruling = decide.time { Decider.decide(questions) }
                precondition(ruling.outcome == shown.decision.outcome, "the facts differ")
            }
            reviews.append(review)
            decisions.append(decide)
        }
        report.add("review \(name)", reviews)
        report.add("rules alone \(name)", decisions)
    }

    /// Full blocks of requests: what one transaction costs when it shares a block. Only requests
    /// that use up no grant and open no case: they can be repeated.
    private func blocks(
        of size: Int, _ registered: BenchChain.Registered, _ chain: inout BenchChain,
        _ report: inout BenchReport
    ) throws {
        for question in Question.all(registered) where question.isRepeatable {
            var perTransaction: [Timings] = []
            for _ in 0..<options.runs {
                var timings = Timings()
                for _ in 0..<8 {
                    let person = "hospital-a/\(question.person)"
                    let block = (0..<size).map { _ in
                        chain.signed(question.request, by: person, keys: [chain.key(person)])
                    }
                    timings.add(try chain.execute(block).duration / size)
                }
                perTransaction.append(timings)
            }
            report.add(
                "block of \(size) requests, \(question.expected), each", perTransaction,
                note: "signatures included")
        }
    }

    private func signatures(_ chain: BenchChain, _ report: inout BenchReport) {
        let signed = chain.transactions.suffix(512)
        let keys = chain.members.values.flatMap { [$0.gateway] + $0.staff.values }
        var runs: [Timings] = []
        var making: [Timings] = []
        for _ in 0..<options.runs {
            var verifying = Timings()
            var signing = Timings()
            for transaction in signed {
                let message = Transaction.signedBytes(of: transaction.id)
                for signature in transaction.signatures {
                    guard let key = keys.first(where: { $0.verifyingKey.id == signature.key })
                    else { continue }
                    let isRight = verifying.time {
                        key.verifyingKey.verifiesAdmitted(signature.signature, over: message)
                    }
                    precondition(isRight, "a signature of this run does not verify")
                    _ = signing.time { key.sign(message) }
                }
            }
            runs.append(verifying)
            making.append(signing)
        }
        report.add("verify one signature", runs)
        report.add("make one signature", making)
    }
}
