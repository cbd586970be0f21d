import Foundation
import Governance
import TestSupport
import Testing
import WrittenText

@testable import Interchange

/// Consents of the project's own, after the shapes of public examples, against their right values.
@Suite struct `FHIR consents after public examples` {
    @Test func `are 96, and no two of one shape`() throws {
        let all = ExpectedConsent.all
        #expect(all.count == 96)
        var shapes: [String: String] = [:]
        for expected in all {
            let documents = try expected.read().documents
            let shape = documents.items.map { Self.shape($0.root.tree) }.joined(separator: ";")
            #expect(
                shapes[shape] == nil, "\(expected.file) has the shape of \(shapes[shape] ?? "")")
            shapes[shape] = expected.file
        }
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Fixture.root.appendingPathComponent(ExpectedConsent.folder).path)
        let known = Set(all.map(\.file)).union(["README.md", "expected.tsv", "own.mapping.json"])
        #expect(Set(files) == known)
        #expect(Set(all.map(\.shape)).count == 8)
    }

    /// Names, counts and codes, without what differs from one patient to the next.
    private static func shape(_ tree: JSONValue) -> String {
        switch tree {
        case .object(let members):
            let parts = members.map { member -> String in
                let isWord = ["type", "code", "status", "decision", "meaning"].contains(member.name)
                return member.name + (isWord ? "=\(member.value)" : shape(member.value))
            }
            return "{" + parts.joined(separator: ",") + "}"
        case .array(let values): return "[" + values.map(shape).joined(separator: ",") + "]"
        default: return ""
        }
    }

    @Test(arguments: ExpectedConsent.all)
    func `permit no more, refuse no less, and say what was left out`(
        expected: ExpectedConsent
    ) throws {
        let read = try expected.read().consents
        if let number = expected.fault {
            guard read.count == 1, case .failure(let fault) = read[0].result else {
                Issue.record("expected fault \(number), read \(read)")
                return
            }
            #expect(fault.code == number, "\(fault.english)")
            #expect(!fault.english.isEmpty && !fault.chinese.isEmpty)
            return
        }
        let consents = try read.compactMap { item -> ImportedConsent? in
            switch item.result {
            case .success(let consent): return consent
            case .failure(.notConsent): return nil
            case .failure(let fault): throw fault
            }
        }
        try #require(!consents.isEmpty)
        for consent in consents { expectSomething(consent) }
        try expectPermissions(consents, expected)
        try expectRefusals(consents, expected)
        let effects = Set(consents.flatMap(\.unmapped).map(\.effect.rawValue))
        for line in expected.lines {
            #expect(effects.contains(line), "\(line) is not among \(effects.sorted())")
        }
    }

    private func expectSomething(_ consent: ImportedConsent) {
        #expect(!consent.scopes.isEmpty || !consent.unmapped.isEmpty)
    }

    private func expectPermissions(
        _ consents: [ImportedConsent], _ expected: ExpectedConsent
    ) throws {
        let allowed = try WrittenScope.all(expected.permits)
        let recorded = consents.flatMap(\.recorded).filter(\.permits).map(\.scope.scope)
        for scope in recorded {
            for purpose in scope.purposes {
                #expect(
                    allowed.contains {
                        scope.isWithin($0.scope, for: purpose, permits: true)
                    }, "wider: \(ConsentScopeForm(scope))")
            }
        }
        for wanted in allowed where wanted.isExact {
            #expect(
                recorded.contains { $0 == wanted.scope },
                "not reached: \(ConsentScopeForm(wanted.scope)) by \(recorded.map(ConsentScopeForm.init))"
            )
        }
    }

    private func expectRefusals(
        _ consents: [ImportedConsent], _ expected: ExpectedConsent
    ) throws {
        let recorded = consents.flatMap(\.recorded).filter { !$0.permits }.map(\.scope.scope)
        for wanted in try WrittenScope.all(expected.refuses) {
            for purpose in wanted.scope.purposes {
                #expect(
                    recorded.contains {
                        wanted.scope.isWithin($0, for: purpose, permits: false)
                    },
                    "lost for \(purpose): \(ConsentScopeForm(wanted.scope)) in \(recorded.map(ConsentScopeForm.init))"
                )
            }
        }
    }

    /// Each provision is a scope or has a line, and what is said of it is said in both languages.
    @Test(arguments: ExpectedConsent.all.filter { $0.fault == nil })
    func `explain every provision in both languages`(expected: ExpectedConsent) throws {
        let (documents, read) = try expected.read()
        for (item, result) in zip(documents.items, read) {
            guard case .success(let consent) = result.result else { continue }
            for scope in consent.scopes {
                #expect(scope.english.contains(scope.permits ? " may " : " may not "))
                #expect(scope.chinese.contains(scope.permits ? "可以" : "不得"))
            }
            for line in consent.unmapped {
                #expect(line.english.contains(line.path) && line.chinese.contains(line.path))
            }
            guard consent.state != .mistaken else { continue }
            for path in Self.provisions(item.root) {
                let isTold =
                    consent.scopes.contains { $0.path == path }
                    || consent.unmapped.contains { line in
                        line.path == path
                            || line.path.hasPrefix(path + ".")
                                && !line.path.hasPrefix(path + ".provision")
                    }
                #expect(isTold, "\(path)")
            }
        }
    }

    /// Paths of all provisions of a consent.
    private static func provisions(_ node: FHIRNode) -> [String] {
        guard let inner = node.member("provision") else { return [] }
        let all = inner.isArray ? inner.parts : [inner]
        return all.flatMap { [$0.path] + provisions($0) }
    }
}
