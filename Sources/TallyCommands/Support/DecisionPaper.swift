import CanonicalCoding
import CharterLanguage
import CharterTooling
import Governance
import LedgerTypes
import Sealing
import TallyClient

/// A decision in the words of its charters: names of fields, laws and parties as the vocabulary of
/// the consortium has them, in the reader's language.
struct DecisionPaper {
    let decision: Decision
    private let charters: [CheckedCharter]

    /// Reads the charters that were asked from the node's state, with proofs.
    init(_ decision: Decision, _ session: Session) async throws {
        self.decision = decision
        var charters: [CheckedCharter] = []
        for consulted in decision.inputs.charters {
            guard let text = try await session.read(Tables.charterTexts, consulted.digest),
                let charter = try? Charter(canonical: text.bytes),
                let vocabulary = try await session.vocabulary(of: charter),
                let checked = try? CheckedCharter(charter: charter, vocabulary: vocabulary)
            else { continue }
            charters.append(checked)
        }
        self.charters = charters
    }

    /// The decision that an entry recorded.
    init?(entry index: UInt64?, _ session: Session) async throws {
        guard let index else { return nil }
        let view = try await session.client.entry(index)
        guard let bytes = Base64.decode(view.bytes), let entry = try? Entry(canonical: bytes),
            let decision = try? Decision(canonical: entry.receipt.detail)
        else { throw ClientFault.unreadable("entry") }
        try await self.init(decision, session)
    }

    func text(_ language: DisplayLanguage) -> String {
        var lines = [RulingText(charters, language.surface).text(decision.ruling)]
        if let limit = decision.dataLimit {
            let spans = limit.spans.map(Self.text).joined(separator: language.say("、", ", "))
            lines.append(language.say("仅限数据时间：\(spans)", "only data of: \(spans)"))
        }
        if let id = decision.caseID { lines.append(language.say("案卷：\(id)", "case: \(id)")) }
        return lines.joined(separator: "\n")
    }
}

extension DecisionPaper {
    private static func text(_ period: DataPeriod) -> String {
        let ends = [period.from, period.until].map { $0.map { TimeText.shanghai($0.value) } ?? "" }
        return ends.joined(separator: " – ")
    }
}

extension Session {
    /// The vocabulary in force that a charter uses; nil where it is no longer.
    fileprivate func vocabulary(of charter: Charter) async throws -> Vocabulary? {
        guard let rules = try await read(Tables.rules, Only()),
            let active = rules.vocabulary(named: charter.vocabulary),
            let text = try await read(Tables.vocabularyTexts, active.digest)
        else { return nil }
        return try? Vocabulary(canonical: text.bytes)
    }
}
