import ArgumentParser
import CharterLanguage
import Foundation
import Governance
import LedgerTypes
import Synchronization

/// What one person submits without end.
enum FloodKind: String, CaseIterable, ExpressibleByArgument {
    case overrides, escalations, charters, anchors
}

/// Makes the transactions of a flood.
struct FloodSource: Sendable {
    let story: NetworkStory
    private let holder: MemberID
    private let vocabulary: Vocabulary
    private let places: [FloodKind: CallerPlace]

    init(_ network: RunningNetwork) throws {
        story = try NetworkStory(network)
        guard let holder = MemberID("centre-b"),
            let bytes = network.genesis.vocabularies.first?.bytes
        else { throw BenchFault(zh: "创世没有词汇表", en: "the genesis has no vocabulary") }
        self.holder = holder
        vocabulary = try Vocabulary(canonical: bytes)
        places = [
            .overrides: try CallerPlace(network, "hospital-a/dr-li"),
            .escalations: try CallerPlace(network, "hospital-a/dr-li"),
            .charters: try CallerPlace(network, "hospital-a/officer-zhao"),
            .anchors: try CallerPlace(network, "hospital-a/data-sun"),
        ]
    }

    func place(of kind: FloodKind) throws -> CallerPlace {
        guard let place = places[kind] else {
            throw BenchFault(zh: "没有这样的人员", en: "nobody floods with \(kind.rawValue)")
        }
        return place
    }

    /// The body of one more transaction; `number` makes it another one than all before.
    func next(_ kind: FloodKind, _ number: Int, from place: CallerPlace) throws -> [UInt8] {
        switch kind {
        case .overrides:
            try BenchCaller.submission(
                DeclareOverride(
                    OverrideDeclaration(
                        scope: OverrideScope(
                            holder: holder, subject: story.patient, asset: story.asset,
                            fields: ["glucose"], purpose: "rescue"),
                        reason: .lifeInDanger,
                        expires: BenchCaller.now.adding(.hours(1)) ?? BenchCaller.now)),
                commitments: [BenchCaller.written], from: place)
        case .escalations:
            try BenchCaller.submission(
                Governance.Request(
                    asset: story.asset, subject: story.patient, action: "read",
                    purpose: "claims", fields: ["glucose"], output: "raw",
                    clientTime: BlockTime(UInt64(number))), from: place)
        case .charters: try charter(number, from: place)
        case .anchors: try BenchCaller.submission(NetworkStory.anchor(), from: place)
        }
    }

    private func charter(_ number: Int, from place: CallerPlace) throws -> [UInt8] {
        let text = Array(
            """
            charter flood_\(number) version 1
            use vocabulary \(vocabulary.id)
            effective 2026-03-01 zone +08:00
            budget 500

            rule N1 "Nothing is read for claims"
              basis PIPL art 13
              forbid
              when request.purpose is claims

            """.utf8)
        let compiled = CharterCompiler.compile(source: text, vocabulary: vocabulary)
        guard let charter = compiled.charter?.charter else {
            throw BenchFault(
                zh: "泛洪用章程未通过检查", en: "the flood's charter: \(compiled.diagnostics)")
        }
        return try BenchCaller.submission(
            ProposeCharter(
                charter: charter.canonicalBytes,
                sources: [SourceText(language: .english, text: text)]), from: place)
    }
}

/// One person who submits as fast as the own node takes it, over some connections, and waits for
/// nothing.
final class Flood: Sendable {
    private struct State {
        var isEnded = false
        var number = 0
        var answers: [String: Int] = [:]
        var fault: (any Error)?
    }

    private let state = Mutex(State())
    private let threads = DispatchGroup()

    init(_ source: FloodSource, _ kind: FloodKind, connections: Int) throws {
        let place = try source.place(of: kind)
        // Numbers that no earlier flood of the same network has had.
        state.withLock { $0.number = Int(BenchCaller.now.value % 1_000_000_000) }
        for _ in 0..<connections {
            threads.enter()
            let thread = Thread { [self] in
                do {
                    try submit(source, kind, place)
                } catch {
                    state.withLock { $0.fault = error }
                }
                threads.leave()
            }
            thread.start()
        }
    }

    private func submit(_ source: FloodSource, _ kind: FloodKind, _ place: CallerPlace) throws {
        let caller = try BenchCaller(place)
        while let number = next() {
            let body = try source.next(kind, number, from: place)
            let answer: String
            do {
                answer = try caller.submit(body, wait: 0).status
            } catch is BenchFault {
                // That is what a node is asked to do with a flood.
                answer = "turned away"
                usleep(2_000)
            }
            state.withLock { $0.answers[answer, default: 0] += 1 }
        }
    }

    private func next() -> Int? {
        state.withLock { state in
            guard !state.isEnded else { return nil }
            state.number += 1
            return state.number
        }
    }

    /// Ends the flood; what the node answered, and how often.
    func end() throws -> String {
        state.withLock { $0.isEnded = true }
        threads.wait()
        if let fault = state.withLock({ $0.fault }) { throw fault }
        let answers = state.withLock { $0.answers }
        return answers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }
}
