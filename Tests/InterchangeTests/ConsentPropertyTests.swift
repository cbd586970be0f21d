import CharterLanguage
import Foundation
import Governance
import Interchange
import LedgerTypes
import TestSupport
import Testing
import WrittenText

/// What is recorded is never wider than what was signed, and nothing is lost in silence.
///
/// `TALLY_CONSENTS=20000` takes so many Consents instead of a few hundred.
@Suite struct `FHIR consents from a seed` {
    private static let count =
        ProcessInfo.processInfo.environment["TALLY_CONSENTS"].flatMap { Int($0) } ?? 300

    private func time(_ day: String) -> BlockTime {
        let parts = day.split(separator: "-").compactMap { Int64($0) }
        let days = CivilTime.days(year: parts[0], month: parts[1], day: parts[2])
        return BlockTime(UInt64(days * CivilTime.millisecondsPerDay))
    }

    private func reaches(_ scope: ConsentScope, _ use: Use, permits: Bool) -> Bool {
        let category = DataCategory.allCases.first { $0.code == use.category } ?? .status
        let label = FieldLabel(
            field: use.field, category: category, level: UInt64(use.level), rule: "r@1")
        let asked = RequestedUse(
            asker: MemberID(unchecked: use.member), action: use.action, purpose: use.purpose,
            fields: [use.field], labels: LabelSummary(fields: [use.field], labels: [label]),
            time: time(use.day))
        guard scope.isInTime(asked.time) else { return false }
        guard permits else { return scope.touches(asked) }
        let data = time(use.dataDay)
        return scope.covers(asked) && scope.dataFrom.map { $0 <= data } ?? true
            && scope.dataUntil.map { data < $0 } ?? true
    }

    private func scopes(_ consent: ImportedConsent, permits: Bool) -> [ConsentScope] {
        consent.recorded.filter { $0.permits == permits }.map(\.scope.scope)
    }

    private func read(_ tree: JSONValue) -> ImportedConsent? {
        do throws(ConsentImportFault) {
            return try FHIR.read(tree)
        } catch {
            return nil
        }
    }

    @Test func `permit nothing that was not signed, and lose no refusal`() {
        var read = 0
        for seed in 0..<UInt64(Self.count) {
            var generator = ConsentGenerator(seed: seed)
            let tree = generator.consent()
            guard let consent = self.read(tree) else { continue }
            read += 1
            #expect(!consent.scopes.isEmpty || !consent.unmapped.isEmpty, "seed \(seed)")
            for scope in consent.scopes where !scope.permits {
                #expect(
                    scope.consentScope != nil,
                    "seed \(seed), \(scope.path)")
            }
            let (yes, no) = (scopes(consent, permits: true), scopes(consent, permits: false))
            let naive = NaiveConsent(tree)
            let permitted = Set(yes.flatMap(\.purposes))
            let uses =
                (0..<30).map { _ in Use.any(&generator.numbers) }
                + yes.flatMap { scope in
                    (0..<10).map { _ in Use.within(scope, &generator.numbers) }
                }
            for use in uses {
                if yes.contains(where: { reaches($0, use, permits: true) }) {
                    #expect(naive.permits(use), "seed \(seed): \(use)")
                    let isRefused = no.contains { reaches($0, use, permits: false) }
                    #expect(
                        isRefused || naive.permitsAfterAll(use), "seed \(seed), within: \(use)")
                }
                if naive.mayRefuse(use, permitted: permitted) {
                    #expect(
                        no.contains { reaches($0, use, permits: false) }, "seed \(seed): \(use)")
                }
            }
        }
        #expect(read > Self.count / 2)
    }

    @Test func `get narrower by every limit that is added, or say what was left out`() {
        var narrower = 0
        for seed in 0..<UInt64(Self.count) {
            var generator = ConsentGenerator(seed: seed &+ 1_000_000)
            let provision = generator.permission()
            guard let before = read(FHIR.consent(provision)), !before.recorded.isEmpty else {
                continue
            }
            let free = ConsentGenerator.limits.filter { provision[$0] == nil }
            let name = free[generator.numbers.below(free.count)]
            let limited = JSONValue.object(
                provision.members + [JSONMember(name, generator.limit(name))])
            guard let after = read(FHIR.consent(limited)) else { continue }
            let (old, new) = (scopes(before, permits: true), scopes(after, permits: true))
            if old != new { narrower += 1 }
            let isTold = old != new || after.unmapped.count > before.unmapped.count
            let (signed, limit) = (
                NaiveConsent(FHIR.consent(provision)), NaiveConsent(FHIR.consent(limited))
            )
            for _ in 0..<20 {
                let use = Use.any(&generator.numbers)
                // Level 3 is the most that a document gives without naming a level.
                guard use.level <= 3 else { continue }
                // A limit that the others imply changes nothing.
                #expect(
                    isTold || limit.permits(use) || !signed.permits(use), "seed \(seed): \(name)")
                guard new.contains(where: { reaches($0, use, permits: true) }) else { continue }
                #expect(old.contains { reaches($0, use, permits: true) }, "seed \(seed): \(use)")
            }
        }
        #expect(narrower > Self.count / 4)
    }

    @Test func `answer whatever is broken in them with a scope, a line or a fault`() {
        for seed in 0..<UInt64(Self.count) {
            var generator = ConsentGenerator(seed: seed &+ 2_000_000)
            let tree = generator.consent()
            let broken = Self.broken(tree, &generator.numbers)
            guard let consent = read(broken) else { continue }
            #expect(!consent.scopes.isEmpty || !consent.unmapped.isEmpty, "seed \(seed)")
        }
    }

    /// A tree with one value taken out, put into a list, taken out of one, or made of another type.
    private static func broken(
        _ tree: JSONValue, _ numbers: inout SeededGenerator
    ) -> JSONValue {
        switch tree {
        case .object(var members) where !members.isEmpty:
            let index = numbers.below(members.count)
            let member = members[index]
            if numbers.oneIn(5) {
                members.remove(at: index)
            } else {
                members[index] = JSONMember(member.name, broken(member.value, &numbers))
            }
            return .object(members)
        case .array(var values) where !values.isEmpty:
            if numbers.oneIn(4) { return values[0] }
            if numbers.oneIn(6) { return .array([]) }
            let index = numbers.below(values.count)
            values[index] = broken(values[index], &numbers)
            return .array(values)
        default:
            return [.null, .flag(true), .number("7"), .text(""), .array([tree])][numbers.below(5)]
        }
    }
}
