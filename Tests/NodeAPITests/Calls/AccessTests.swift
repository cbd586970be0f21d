import Foundation
import HTTPTypes
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

/// Every call of the interface by every kind of caller, against the table that says who may.
@Suite(.timeLimit(.minutes(15))) struct `Who may call what` {
    private static let reading: Set<Access> = [.open, .enrolled, .reader, .readerOrPatient]
    private static let practising = reading.union([.related, .practitioner])

    /// What each kind of caller may make; what they are shown then is by the content.
    private static let callers: [(name: String, may: Set<Access>)] = [
        ("nobody", [.open]), ("patient", [.open, .enrolled, .readerOrPatient, .related]),
        ("dr-ma", [.open, .enrolled]), ("data-bo", [.open, .enrolled]),
        ("system-he", reading), ("security-yu", reading), ("audit-fu", reading),
        ("gateway", reading), ("clerk-lu", practising), ("judge-song", practising),
        ("dr-li", practising.union([.personOfMember])),
        ("nurse-qi", practising.union([.personOfMember])),
        ("data-sun", Set(Access.allCases)),
    ]

    private static func path(_ call: InterfaceCall) -> String {
        call.parts.reduce(call.path) { path, part in
            let value =
                switch part.value {
                case .digest: String(repeating: "0", count: 64)
                case .bytes: "00"
                case .number: "0"
                case .word(let words): words[0]
                }
            return path.replacing("{\(part.key)}", with: value)
        }
    }

    @Test func `is as the table says, for every call and every kind of caller`() async throws {
        try await ApiWorld.with { api in
            try await api.world.registerPatient()
            for call in InterfaceCall.all {
                for (name, may) in Self.callers {
                    var draft = api.draft(Self.path(call), call.method == "get" ? .get : .post)
                    if call.method == "post" { draft.body = Array("{}".utf8) }
                    draft.sign(
                        name == "gateway" ? api.world.node.keys.gateway : ApiPeople.key(name))
                    let answer = try await api.send(draft)
                    let refusal = answer.status < 400 ? "" : try answer.refusal()
                    // Who may call is another question than who may see.
                    let isRefused =
                        answer.status == 401
                        || answer.status == 403 && refusal != "403 no-standing"
                    #expect(
                        isRefused == !may.contains(call.who), "\(call.path) \(name) \(refusal)")
                }
            }
        }
    }
}
