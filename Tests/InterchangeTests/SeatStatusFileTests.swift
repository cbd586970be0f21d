import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Interchange

@Suite struct `Seat status file` {
    private typealias Samples = DraftSamples

    private let chain = ChainID(Samples.suite.hash([1]))

    private func status(signedBy name: String, height: UInt64 = 32) throws -> SeatStatus {
        let member = MemberID(unchecked: "clinic-n")
        let block = BlockID(Samples.suite.hash([2]))
        return SeatStatus(
            member: member, chain: chain, height: Height(height), block: block,
            key: try Samples.key(name))
    }

    private func file() throws -> SeatStatusFile {
        try SeatStatusFile(
            chain: chain, key: Samples.key("seat").verifyingKey, status: status(signedBy: "seat"))
    }

    @Test func `comes back from its page`() throws {
        let file = try file()
        #expect(try SeatStatusFile(page: file.page.page) == file)
        #expect(file.page.contains("height · 高度: 32"))
    }

    @Test func `is refused after a change of any one byte`() throws {
        let page = try file().page.page
        var generator = SeededGenerator(seed: 13)
        for place in page.indices where page[place] != 0x0a {
            var changed = page
            changed[place] ^= UInt8(1 << generator.below(7))
            guard (try? SeatStatusFile(page: changed)) != nil else { continue }
            Issue.record("the change at \(place) was not noticed")
        }
    }

    @Test func `is refused with another key, or for another chain`() throws {
        let fault = DraftFault.signatureWrong(signer: "clinic-n seat")
        #expect(throws: fault) {
            try SeatStatusFile(
                chain: chain, key: Samples.key("seat").verifyingKey,
                status: status(signedBy: "other"))
        }
        #expect(throws: fault) {
            try SeatStatusFile(
                chain: ChainID(.zero), key: Samples.key("seat").verifyingKey,
                status: status(signedBy: "seat"))
        }
    }

    @Test func `makes a draft that names every seat and who is new`() throws {
        let file = try file()
        let present = try Samples.members.map {
            Seat(member: MemberID(unchecked: $0), key: try Samples.key("\($0) seat").verifyingKey)
        }
        let seats = try SeatSet(checking: (present + [file.seat]).sorted { $0.member < $1.member })
        let transaction = Samples.transaction(
            SeatChange(seats: seats, statuses: [file.status]))
        let text = (DraftWording.lines(of: transaction) ?? []).map(\.text)
        #expect(text.count == 6)
        #expect(text.first?.hasSuffix("5, quorum · 法定 4") == true)
        #expect(text.filter { $0.contains("caught up at · 已追上 32") }.count == 1)
    }
}
