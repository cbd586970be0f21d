import Governance
import GovernanceSamples
import LedgerTypes
import NodeFiles
import Sealing
import Testing
import WrittenText

@testable import Diagnosis
@testable import Links

/// A node of the sample consortium whose keys are not those that the ledger names.
@Suite struct `Health made of its sources` {
    private let state: LedgerState
    private let keys: NodeKeys
    private let status = NodeStatusBoard()
    private let member = TestConsortium.id("hospital-a")

    init() throws {
        state = try TestConsortium().state
        keys = try NodeKeys.generate(
            member: member, organization: "hospital-a", suite: TestConsortium.suite)
    }

    private func health(clock: BlockTime = TestConsortium.founded) -> NodeHealth {
        let address = PeerAddress(host: "127.0.0.1", port: 1)
        return HealthSources(
            status, LinkBoard(), ledger: state, age: .seconds(1), isLive: true,
            configuration: NodeConfiguration(member: member, listen: address, api: address),
            keys: keys
        ).health(at: .now, clock: clock)
    }

    private func link(_ names: [String]) {
        for name in names { status.linked(TestConsortium.id(name)) }
    }

    @Test func `counts the seats that can be reached, as far as the key of the own one holds`() {
        link(["centre-b", "centre-c", "court-q"])
        #expect(!health().reachesQuorum, "the court has no seat, the own seat has another key")
        #expect(health().problems.contains { $0.code == 7147 })
        link(["research-r"])
        #expect(health().reachesQuorum)
        #expect(health().role == .observing)
        #expect(!health().problems.contains { $0.code == 7147 })
    }

    @Test func `says that keys are not the ledger's only where the ledger is today's`() {
        let codes: Set<UInt64> = [7148, 7149]
        #expect(codes.isDisjoint(with: health().problems.map(\.code)))
        link(["centre-b", "centre-c", "research-r"])
        #expect(codes.isSubset(of: health().problems.map(\.code)))
    }

    @Test func `counts the days of the own certificate by the clock that it is given`() {
        let end = keys.node.certificate.notAfter
        let day = Milliseconds.days(1).value
        let days = [end - day * 10, end, end + 1].map {
            health(clock: BlockTime($0)).certificateDays[member]
        }
        #expect(days == [10, 0, -1])
    }

    @Test func `is halted where the board says so, whatever else holds`() {
        link(["centre-b", "centre-c", "research-r"])
        status.halted(.folderInUse("blocks/lock"))
        #expect(health().role == .halted && health().verdict == 2)
        status.halted(nil)
        #expect(health().role == .observing)
    }
}
