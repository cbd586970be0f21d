import Execution
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// What one key may add to the chain in a day.
@Suite struct `Quotas` {
    private var chain: SeatedChain
    private static let person = "staff/hospital-a/physician"

    init() throws {
        chain = try SeatedChain()
        var parameters = chain.state.parameters
        parameters.personEntries = 20
        parameters.systemEntries = 100
        let keys = ["hospital-a", "centre-b", "centre-c"].map { "governance/\($0)" }
        #expect(
            try chain.refusal(ChangeParameters(parameters: parameters), keys: keys) == nil)
    }

    /// Of a person, with or without effect.
    private mutating func byPerson() -> SignedTransaction {
        chain.signed(
            Suspend(target: .staff(StaffID(unchecked: "nobody"))), staff: "physician",
            keys: [Self.person])
    }

    private mutating func byGateway() -> SignedTransaction {
        chain.signed(
            AnchorDigest(what: .exhibit, digest: chain.state.suite.hash([1])),
            keys: ["gateway/hospital-a"])
    }

    private func admission(_ signed: SignedTransaction, after wait: UInt64 = 1_000) -> Refusal? {
        Admission.check(signed, chain.state, now: BlockTime(chain.state.time.value + wait))
    }

    @Test mutating func `a person's entries of a day are counted, refused ones as well`() throws {
        let flood = (0..<25).map { _ in byPerson() }
        let block = try chain.decide(flood)
        let codes = block.entries.map(\.receipt.code)
        #expect(codes.prefix(20).allSatisfy { $0 != .none && $0 != Refusal.quotaUsed.code })
        #expect(codes.suffix(5).allSatisfy { $0 == Refusal.quotaUsed.code })
        let account = QuotaAccount.person(TestConsortium.person("hospital-a", "physician"))
        #expect(chain.state.get(Tables.quotaUses, account)?.entries == 20)
    }

    @Test mutating func `who has used the day up gets into no block before midnight`() throws {
        try chain.decide((0..<20).map { _ in byPerson() })
        let more = byPerson()
        #expect(admission(more) == .quotaUsed)
        #expect(throws: BlockRefusal.notAdmitted(at: 0, .quotaUsed)) {
            try BlockExecution.execute(chain.inputs([more]), on: chain.state)
        }
        // Nor is one let in that was admitted while there was room.
        var earlier = try SeatedChain()
        let known = try Admission.admit(
            more, earlier.state, now: BlockTime(earlier.state.time.value + 1_000))
        try earlier.decide()
        #expect(throws: Refusal.quotaUsed) {
            try Admission.admit(
                more, chain.state, now: BlockTime(chain.state.time.value + 1_000), known: known)
        }
        // Others of the member go on: its gateway, its governance, its other persons.
        let gateway = byGateway()
        #expect(admission(gateway) == nil)
        let freed = Quota.freed(after: chain.state.time)
        let late = chain.consortium.signed(
            Suspend(target: .staff(StaffID(unchecked: "nobody"))), by: "hospital-a",
            staff: "physician", keys: [Self.person], nonce: 9_999, at: freed)
        let wait = freed.value - chain.state.time.value
        #expect(admission(late, after: wait) == nil)
    }

    @Test mutating func `a gateway's flood leaves the member its governance`() throws {
        for _ in 0..<5 { try chain.decide((0..<20).map { _ in byGateway() }) }
        let more = byGateway()
        #expect(admission(more) == .quotaUsed)
        let keys = ["hospital-a", "centre-b", "centre-c"].map { "governance/\($0)" }
        var parameters = chain.state.parameters
        parameters.systemEntries = 200
        #expect(
            try chain.refusal(ChangeParameters(parameters: parameters), keys: keys) == nil)
        // The vote holds at once.
        #expect(admission(more) == nil)
    }

    @Test mutating func `bytes count apart from entries`() throws {
        var parameters = chain.state.parameters
        parameters.systemBytes = 1_048_576
        let keys = ["hospital-a", "centre-b", "centre-c"].map { "governance/\($0)" }
        #expect(
            try chain.refusal(ChangeParameters(parameters: parameters), keys: keys) == nil)
        let account = QuotaAccount.gateway(TestConsortium.id("hospital-a"))
        let one = byGateway()
        try chain.decide([one])
        let use = try #require(chain.state.get(Tables.quotaUses, account))
        #expect(use.entries == 1 && use.bytes == UInt64(one.canonicalBytes.count))
        var full = use
        full.bytes = 1_048_576
        #expect(Quota.hasRoom(use, account, parameters))
        #expect(!Quota.hasRoom(full, account, parameters))
    }

    @Test func `days begin at midnight in China`() {
        // 2026-03-01 00:00 +08:00.
        let midnight = BlockTime(1_772_294_400_000)
        let before = BlockTime(midnight.value - 1)
        #expect(Quota.day(of: midnight) == Quota.day(of: before) + 1)
        #expect(Quota.freed(after: before) == midnight)
        #expect(Quota.freed(after: midnight).value == midnight.value + 86_400_000)
    }

    @Test func `parameters that would lock the consortium out are refused`() throws {
        for change: WritableKeyPath<ChainParameters, UInt64> in [
            \.personEntries, \.personBytes, \.systemEntries, \.systemBytes, \.openOverrides,
            \.openEscalations,
        ] {
            for value in [0, UInt64.max] {
                var parameters = ChainParameters.standard
                parameters[keyPath: change] = value
                #expect(throws: Refusal.parametersMalformed) {
                    try ChangeParameters(parameters: parameters).validate()
                }
            }
        }
    }
}
