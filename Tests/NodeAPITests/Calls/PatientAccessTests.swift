import BlockStore
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Who had to do with a patient's data` {
    @Test func `is told from the chain and the log of reads, to who may know`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let asked = ApiRules.request(of: world.patient)
            let receipt = try await world.commit(world.transaction(asked, by: "dr-li"))
            #expect(receipt.outcome == .permit)
            let path = "/v1/subjects/\(world.patient)/access"
            #expect(try await api.get(path, as: "dr-wu").status == 403)
            let own: AccessView = try await api.get(path, as: "patient").decoded()
            let event = try #require(own.events.first { $0.kind == "request" })
            #expect(event.outcome == "permit" && event.by == "hospital-a/dr-li")
            #expect(event.receiver == "hospital-a" && event.purpose == asked.purpose)
            #expect(event.fields == asked.fields && !event.basis.isEmpty)
            #expect(!event.isOffline && own.next == nil)
            // The refused read is there, and this one itself.
            let reads = try #require(own.reads)
            #expect(reads.contains { !$0.isGiven && $0.who == "staff hospital-a/dr-wu" })
            #expect(reads.first?.who == "patient \(world.patient)")
            #expect(!own.areReadsCut && own.recalls.isEmpty)
            // Who treats the patient sees what was done, and not who read.
            let treating: AccessView = try await api.get(path, as: "dr-li").decoded()
            #expect(treating.events.count == own.events.count && treating.reads == nil)
            let officer: AccessView = try await api.get(path, as: "data-sun").decoded()
            #expect(officer.reads?.isEmpty == false)
        }
    }

    @Test func `has pages, the first of which tells of reads`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let path = "/v1/subjects/\(world.patient)/access"
            let head: HeadView = try await api.get("/v1/heads/subject/\(world.patient)").decoded()
            let entry = try #require(head.entries.first?.index)
            let page: AccessView = try await api.get(
                "\(path)?before=\(entry)", as: "patient"
            ).decoded()
            #expect(page.reads == nil && page.recalls.isEmpty && page.next == nil)
            #expect(try await api.get("\(path)?before=999999", as: "patient").status == 404)
        }
    }

    @Test func `looks through the newest files of the log, and says where it stopped`() throws {
        let storage = MemoryStorage()
        var bounds = ReadLog.Bounds()
        bounds.fileBytes = 400
        let log = ReadLog(bounds: bounds) { () throws(StorageFault) in storage }
        for number in 1...30 {
            try log.write(
                Read(
                    time: UInt64(number) * 60_000, who: "staff m/a", key: "k", call: "GET /v1/x",
                    patients: [number.isMultiple(of: 3) ? "pp" : "qq"], standing: "treating"))
        }
        let files = ReadLogFiles(storage)
        let all = try files.reads(of: ["pp"], since: 0, most: 100, bytes: 1 << 20)
        #expect(all.reads.map { $0.time / 60_000 } == Array(stride(from: 30, through: 3, by: -3)))
        #expect(!all.isCut)
        let few = try files.reads(of: ["pp"], since: 0, most: 4, bytes: 1 << 20)
        #expect(few.reads.count == 4 && few.isCut)
        let near = try files.reads(of: ["pp"], since: 0, most: 100, bytes: 900)
        #expect(near.isCut && !near.reads.isEmpty && near.reads.count < all.reads.count)
        let late = try files.reads(of: ["pp"], since: 20 * 60_000, most: 100, bytes: 1 << 20)
        #expect(late.reads.map { $0.time / 60_000 } == [30, 27, 24, 21])
        #expect(try files.reads(of: ["p"], since: 0, most: 9, bytes: 1 << 20).reads.isEmpty)
    }
}
