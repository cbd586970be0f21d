import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import TestSupport
import Testing

@testable import Governance

@Suite struct `Scope of a consent` {
    private let start = TestConsortium.founded

    private func scope(
        fields: [String] = [], actions: [String] = [], data: DataPeriod = .all,
        until: BlockTime? = BlockTime(TestConsortium.founded.value + 5)
    ) -> ConsentScope {
        ConsentScope(
            purposes: ["care"], maximumLevel: 3, fields: fields, actions: actions,
            dataFrom: data.from, dataUntil: data.until, notBefore: start, notAfter: until)
    }

    private func refusal(_ scope: ConsentScope) -> Refusal? {
        do throws(Refusal) {
            try scope.validate()
            return nil
        } catch {
            return error
        }
    }

    @Test func `is refused where it can hold nothing`() {
        #expect(refusal(scope()) == nil)
        #expect(refusal(scope(until: nil)) == nil)
        #expect(refusal(scope(until: start)) == .consentMalformed)
        let day = BlockTime(7)
        let empty = DataPeriod(from: day, until: day)
        #expect(refusal(scope(data: empty)) == .consentMalformed)
        #expect(refusal(scope(fields: ["no field"])) == .consentMalformed)
        #expect(refusal(scope(actions: ["read", "read"])) == .consentMalformed)
    }

    @Test func `without an end is not over at the last instant`() {
        #expect(scope(until: nil).isInTime(.last))
        #expect(!scope().isInTime(.last))
        #expect(scope(until: nil).lasts(asLongAs: scope()))
        #expect(!scope().lasts(asLongAs: scope(until: nil)))
        #expect(scope(until: nil).lasts(asLongAs: scope(until: nil)))
    }

    // MARK: - Against a reading of every part by itself

    private static let members = ["a", "b", "c"].map { MemberID($0)! }
    private static let words = ["care", "refer", "research"]
    private static let actions = ["export", "read", "train"]
    private static let labels: [String: FieldLabel] = Dictionary(
        uniqueKeysWithValues: [
            FieldLabel(field: "fee", category: .payment, level: 3),
            FieldLabel(field: "glucose", category: .status, level: 2),
            FieldLabel(field: "phone", category: .attributes, level: 4),
        ].map { ($0.field, $0) })
    private static let fields = ["fee", "glucose", "phone", "unheard"]

    private func use(_ random: inout SeededGenerator) -> RequestedUse {
        var fields = Self.fields.filter { _ in random.oneIn(2) }
        if fields.isEmpty { fields = ["glucose"] }
        return RequestedUse(
            asker: random.pick(Self.members), action: random.pick(Self.actions),
            purpose: random.pick(Self.words), fields: fields,
            labels: LabelSummary(
                fields: fields, labels: fields.compactMap { Self.labels[$0] }),
            time: BlockTime(UInt64(random.below(12))))
    }

    private func consent(_ random: inout SeededGenerator) -> Consent {
        var purposes = random.some(Self.words)
        if purposes.isEmpty { purposes = ["care"] }
        let from = UInt64(random.below(8))
        let data = [nil, UInt64(random.below(10))].map { $0.map { BlockTime($0) } }
        let scope = ConsentScope(
            purposes: purposes, categories: random.some(DataCategory.allCases),
            maximumLevel: UInt64(1 + random.below(5)), audiences: random.some(Self.members),
            fields: random.some(Self.fields), actions: random.some(Self.actions),
            dataFrom: random.pick(data), dataUntil: random.pick(data), notBefore: BlockTime(from),
            notAfter: random.oneIn(4) ? nil : BlockTime(from + UInt64(1 + random.below(8))))
        return Consent(
            id: RecordID(.zero), holder: Self.members[0],
            terms: ConsentTerms(
                about: .cohort(RecordID(.zero)), permits: !random.oneIn(4), scope: scope,
                notice: .zero, isSeparate: random.oneIn(2), document: .zero,
                inOwnHand: random.oneIn(2)),
            recorded: BlockTime(0), state: random.oneIn(5) ? .withdrawn : .active)
    }

    /// Whether one field of a use is within a scope, level apart.
    private func names(_ scope: ConsentScope, _ field: String, _ use: RequestedUse) -> Bool {
        guard scope.purposes.contains(use.purpose),
            scope.audiences.isEmpty || scope.audiences.contains(use.asker),
            scope.actions.isEmpty || scope.actions.contains(use.action),
            scope.fields.isEmpty || scope.fields.contains(field)
        else { return false }
        guard !scope.categories.isEmpty else { return true }
        return Self.labels[field].map { scope.categories.contains($0.category) } ?? false
    }

    @Test
    func
        `covers a use where it covers each field of it, and touches one of which it may have some`()
    {
        var random = SeededGenerator(seed: 38)
        var (covered, touched) = (0, 0)
        for round in 0..<20_000 {
            let (use, scope) = (use(&random), consent(&random).terms.scope)
            let each = use.fields.allSatisfy {
                names(scope, $0, use) && (Self.labels[$0]?.level ?? 4) <= scope.maximumLevel
            }
            #expect(scope.covers(use) == each, "round \(round)")
            let some = use.fields.contains { field in
                names(scope, field, use)
                    // Nothing is known of it: it may be of any category.
                    || Self.labels[field] == nil
                        && DataCategory.allCases.contains {
                            names(scope.with(category: $0), field, use)
                        }
            }
            if some { #expect(scope.touches(use), "round \(round)") }
            covered += each ? 1 : 0
            touched += some ? 1 : 0
        }
        #expect(covered > 200 && touched > 2_000)
    }

    @Test func `a list of consents stands as each moment of the data does by itself`() {
        var random = SeededGenerator(seed: 39)
        var valid = 0
        for round in 0..<4_000 {
            let use = use(&random)
            let list = (0..<random.below(5)).map { _ in consent(&random) }
            let isTakenBack = random.oneIn(4)
            let standing = ConsentStanding(list, for: use, isTakenBack: isTakenBack)
            let periods = ConsentStanding.periods(list, for: use, isTakenBack: isTakenBack)
            let permits = list.filter {
                $0.terms.permits && $0.state == .active && $0.terms.scope.covers(use)
                    && $0.terms.scope.notBefore <= use.time
                    && use.time < $0.terms.scope.notAfter ?? .last
                    && ($0.terms.inOwnHand || !isTakenBack)
            }
            for moment in -2..<12 as Range<Int64> {
                let isAgreed = permits.contains {
                    $0.terms.scope.dataFrom.map { $0.signed <= moment } ?? true
                        && $0.terms.scope.dataUntil.map { moment < $0.signed } ?? true
                }
                #expect(
                    periods.covers(from: moment, until: moment + 1) == isAgreed, "round \(round)")
            }
            let isRefused = list.contains {
                !$0.terms.permits && $0.state == .active && $0.terms.scope.touches(use)
                    && $0.terms.scope.isInTime(use.time)
            }
            #expect((standing == .valid) == (!permits.isEmpty && !isRefused), "round \(round)")
            valid += standing == .valid ? 1 : 0
        }
        #expect(valid > 100)
    }

    @Test func `a limit more never covers or reaches more`() {
        var random = SeededGenerator(seed: 40)
        for round in 0..<10_000 {
            let (use, scope) = (use(&random), consent(&random).terms.scope)
            let limits = consent(&random).terms.scope
            let narrower = ConsentScope(
                purposes: scope.purposes, categories: scope.categories,
                maximumLevel: min(scope.maximumLevel, limits.maximumLevel),
                audiences: scope.audiences,
                fields: scope.fields.isEmpty ? limits.fields : scope.fields,
                actions: scope.actions.isEmpty ? limits.actions : scope.actions,
                dataFrom: scope.dataFrom ?? limits.dataFrom,
                dataUntil: scope.dataUntil ?? limits.dataUntil, notBefore: scope.notBefore,
                notAfter: scope.notAfter ?? limits.notAfter)
            if narrower.covers(use) { #expect(scope.covers(use), "round \(round)") }
            if narrower.touches(use) { #expect(scope.touches(use), "round \(round)") }
            let (less, more) = (
                DataPeriods([narrower.dataPeriod]), DataPeriods([scope.dataPeriod])
            )
            #expect(less.intersection(more) == less, "round \(round)")
        }
    }
}

extension ConsentScope {
    /// The same of one category only, for a field of which no category is known.
    fileprivate func with(category: DataCategory) -> ConsentScope {
        guard categories.contains(category) else { return self }
        return ConsentScope(
            purposes: purposes, maximumLevel: maximumLevel, audiences: audiences, fields: fields,
            actions: actions, dataFrom: dataFrom, dataUntil: dataUntil, notBefore: notBefore,
            notAfter: notAfter)
    }
}

extension SeededGenerator {
    fileprivate mutating func pick<Element>(_ list: [Element]) -> Element {
        list[below(list.count)]
    }

    /// Nothing as often as not: a scope then covers all.
    fileprivate mutating func some<Element>(_ list: [Element]) -> [Element] {
        oneIn(2) ? [] : list.filter { _ in oneIn(2) }
    }
}
