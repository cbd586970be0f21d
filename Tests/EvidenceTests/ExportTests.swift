import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

@Suite struct `Evidence export` {
    @Test func `a whole story passes`() throws {
        let story = try Story()
        let report = story.verify(try story.export())
        #expect(report.verdict == .totalPassed)
        #expect(report.code == nil)
        #expect(report.checks.map(\.code) == CheckCode.allCases.filter { !$0.isWarning })
        #expect(report.evidence?.entries.map(\.index.value) == [0, 1, 3, 5, 6, 7, 9])
    }

    @Test func `the same subject and block give the same bytes`() throws {
        let story = try Story()
        #expect(try story.export() == story.export())
        #expect(try story.content().canonicalBytes == Story().content().canonicalBytes)
    }

    @Test func `another exporter writes the same facts`() throws {
        let story = try Story()
        var order = Story.order
        order.exporter = MemberID(unchecked: "bohai")
        #expect(try story.content(order) == story.content())
    }

    @Test func `a subject without entries is proven absent`() throws {
        let story = try Story()
        var order = Story.order
        order.subject = HeadID(.subject, suite.hash([9]))
        order.disclosures = []
        order.exhibits = []
        let report = story.verify(try story.export(order))
        #expect(report.verdict == .totalPassed)
        #expect(report.evidence?.heads.map(\.count) == [0])
    }

    @Test func `a chain whose seats changed is walked from genesis`() throws {
        var chain = try TestChain()
        let newKey = try TestChain.key(77, 1)
        var next = chain.seats.seats
        next[3] = Seat(member: next[3].member, key: newKey.verifyingKey)
        chain.close(next: try SeatSet(checking: next))
        chain.record(.registerSubject, heads: [Story.subject])
        chain.close(keys: Array(chain.seatKeys.prefix(3)) + [newKey])
        let steps = try EvidenceExporter.seatSteps(before: Height(2), source: chain) { digest in
            digest == chain.seats.digest(suite: suite) ? chain.seats : nil
        }
        #expect(steps == chain.steps)
        let story = Story(chain: chain, isTold: true)
        let order = ExportOrder(subject: Story.subject, exporter: MemberID(unchecked: "anhe"))
        #expect(story.verify(try story.export(order)).verdict == .totalPassed)
    }

    @Test func `a key that is not the exporter's gateway seals nothing`() throws {
        let story = try Story()
        #expect(throws: ExportFault.notTheExporter) {
            try story.work().sealed(by: story.chain.gatewayKeys[1])
        }
    }

    @Test func `a disclosure that does not match is not sealed`() throws {
        let story = try Story()
        var order = Story.order
        order.disclosures = [EntryDisclosures(index: EntryIndex(3), fields: Story.fields)]
        #expect(throws: ExportFault.refused(.disclosureTargets)) { try story.export(order) }
    }

    @Test func `a single entry stays below twelve kilobytes`() throws {
        var chain = try TestChain()
        for place in 0..<1_000 {
            chain.record(
                .registerSubject,
                heads: [HeadID(.subject, suite.hash([UInt8(place & 0xff), UInt8(place >> 8)]))])
        }
        chain.record(.registerSubject, heads: [Story.subject])
        chain.close()
        let story = Story(chain: chain, isTold: true)
        let order = ExportOrder(subject: Story.subject, exporter: MemberID(unchecked: "anhe"))
        let bytes = try story.export(order)
        #expect(story.verify(bytes).verdict == .totalPassed)
        #expect(bytes.count < 12_000)
    }
}
