import Governance
import Interchange
import LedgerTypes

/// The consents that a document makes on the chain: one for each provision that can be recorded.
struct ConsentDraft {
    /// One provision as the chain records it.
    struct Part {
        /// As the review counts provisions, from 1.
        let number: Int
        let permits: Bool
        let scope: ConsentScope
    }

    /// In the order of the document.
    let parts: [Part]
    /// Provisions of which nothing is recorded, with the reason.
    let others: [(number: Int, permits: Bool, reason: NotRecorded)]
    let count: Int

    /// - Parameter holder: the member that records; nil where that is not known yet.
    /// - Parameter until: ends permissions that say no end, and those that end later.
    /// - Parameter now: what is over by then is not recorded.
    init(
        _ consent: ImportedConsent, words: RecordedWords = .base, at holder: MemberID? = nil,
        until: BlockTime? = nil, now: BlockTime = BlockTime(0)
    ) {
        var parts: [Part] = []
        var others: [(Int, Bool, NotRecorded)] = []
        for (index, scope) in consent.scopes.enumerated() {
            do throws(NotRecorded) {
                let covered = try scope.recording(
                    in: words, at: holder,
                    until: until.map { Int64(clamping: $0.value) },
                    now: Int64(clamping: now.value))
                parts.append(Part(number: index + 1, permits: scope.permits, scope: covered))
            } catch {
                others.append((index + 1, scope.permits, error))
            }
        }
        self.parts = parts
        self.others = others
        count = consent.scopes.count
    }

    /// Why a provision is not recorded; nil where it is.
    func reason(_ number: Int) -> NotRecorded? { others.first { $0.number == number }?.reason }

    /// What to record, refusals before permissions: what a permission leaves out is never open in
    /// between.
    ///
    /// - Parameter numbers: provisions to record; none for all.
    /// - Parameter standing: provisions that are on the chain already.
    /// - Throws: `Failure` of usage for numbers that are none, for a permission without the refusals
    ///   of its document, and where a refusal cannot be recorded.
    func chosen(_ numbers: [Int], standing: Set<Int>) throws -> [Part] {
        for number in numbers {
            guard (1...max(1, count)).contains(number), count > 0 else {
                throw Failure(
                    .usage, code: "number-out-of-range",
                    zh: "--provision 应为 1 至 \(count) 的整数，收到 \(number)",
                    en: "--provision is a whole number from 1 to \(count), not \(number)")
            }
            if let reason = reason(number) {
                throw Failure(
                    .refused, code: "not-recorded", zh: "第 \(number) 条不能登记：\(reason.chinese)",
                    en: "provision \(number) cannot be recorded: \(reason.english)")
            }
        }
        let wanted = parts.filter { numbers.isEmpty || numbers.contains($0.number) }
        if wanted.contains(where: \.permits) {
            try requireRefusals(beside: wanted, standing: standing)
        }
        let new = wanted.filter { !standing.contains($0.number) }
        return new.filter { !$0.permits } + new.filter(\.permits)
    }

    /// A permission is never recorded without the refusals of its document.
    private func requireRefusals(beside wanted: [Part], standing: Set<Int>) throws {
        if let lost = others.first(where: { !$0.permits && $0.reason != .ended }) {
            throw Failure(
                .refused, code: "refusal-not-recorded",
                zh: "第 \(lost.number) 条拒绝不能登记（\(lost.reason.chinese)），因此许可也不登记",
                en: "the refusal of provision \(lost.number) cannot be recorded "
                    + "(\(lost.reason.english)), hence no permission is")
        }
        let missing = parts.filter { part in
            !part.permits && !standing.contains(part.number)
                && !wanted.contains { $0.number == part.number }
        }.map { String($0.number) }
        guard missing.isEmpty else {
            throw Failure(
                .usage, code: "refusals-first",
                zh: "同一文件中的拒绝（第 \(missing.joined(separator: "、")) 条）须先登记，许可才不会比原文更宽",
                en: "the refusals of the same document (\(missing.joined(separator: ", "))) are "
                    + "recorded first, or the permission would be wider than what was signed")
        }
    }
}
