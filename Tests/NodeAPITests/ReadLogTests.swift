import BlockStore
import Foundation
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite(.timeLimit(.minutes(15))) struct `Log of reads` {
    private struct Line: Decodable {
        let who: String
        let call: String
        let times: Int
        let more: Int
        let patients: [String]
        let standing: String?
        let isGiven: Bool
    }

    private static let minute: UInt64 = 60_000

    /// A read in a minute of its own.
    private static func read(
        _ number: Int, key: String = "k", patients: [String] = ["p"], standing: String? = nil
    ) -> Read {
        Read(
            time: UInt64(number) * minute, who: "staff m/a", key: key, call: "GET /v1/x",
            patients: patients, standing: standing)
    }

    private static func bounds(keptMinutes: UInt64) -> ReadLog.Bounds {
        var bounds = ReadLog.Bounds()
        bounds.fileBytes = 500
        bounds.files = 3
        bounds.keptMilliseconds = keptMinutes * minute
        return bounds
    }

    private static func lines(_ storage: any Storage, _ path: String) throws -> [Line] {
        try storage.readAll(path).split(separator: 0x0a).map {
            try JSONDecoder().decode(Line.self, from: Data($0))
        }
    }

    @Test func `keeps a number of files of one size, and goes on after a start`() throws {
        let storage = MemoryStorage()
        func log() -> ReadLog {
            ReadLog(bounds: Self.bounds(keptMinutes: 5)) { () throws(StorageFault) in storage }
        }
        let first = log()
        for number in 0..<40 { try first.write(Self.read(number)) }
        let names = try storage.list(ReadLog.folder)
        #expect(names.count == 3)
        for name in names {
            let size = try storage.size(of: "\(ReadLog.folder)/\(name)") ?? 0
            #expect((1...500).contains(size))
        }
        let newest = try #require(names.last)
        let before = try Self.lines(storage, "\(ReadLog.folder)/\(newest)").count
        let second = log()
        try second.write(Self.read(41))
        let after = try storage.list(ReadLog.folder)
        #expect(after.count == 3)
        let last = try #require(after.last)
        let lines = try Self.lines(storage, "\(ReadLog.folder)/\(last)").count
        #expect(last == newest ? lines == before + 1 : lines == 1)
    }

    @Test func `lets nothing go that is younger than it has to be kept`() throws {
        let storage = MemoryStorage()
        let log = ReadLog(bounds: Self.bounds(keptMinutes: 1_000)) { () throws(StorageFault) in
            storage
        }
        var written = 0
        #expect(throws: ReadLogRefusal.full) {
            for number in 1...100 {
                try log.write(Self.read(number))
                written = number
            }
        }
        let names = try storage.list(ReadLog.folder)
        #expect(names.count == 3)
        let lines = try names.flatMap { try Self.lines(storage, "reads/\($0)") }
        #expect(lines.count == written && written > 5)
        #expect(log.isFilling)
        // Still refused, by a log that was opened anew as well, until a file was moved away.
        let again = ReadLog(bounds: Self.bounds(keptMinutes: 1_000)) { () throws(StorageFault) in
            storage
        }
        #expect(throws: ReadLogRefusal.full) { try again.write(Self.read(200)) }
        #expect(again.isFilling)
        try storage.remove("reads/\(names[0])")
        try log.write(Self.read(200))
        // What is old enough goes by itself.
        for number in 3..<43 { try log.write(Self.read(1_000 * number)) }
        #expect(try storage.list(ReadLog.folder).count <= 3)
    }

    @Test func `counts the same read within a minute in the line that is there`() throws {
        let storage = MemoryStorage()
        let log = ReadLog { () throws(StorageFault) in storage }
        for _ in 0..<12 { try log.write(Self.read(1)) }
        try log.write(Self.read(1, standing: "treating"))
        try log.write(Self.read(1, key: "other"))
        try log.write(Self.read(1))
        try log.write(Self.read(2))
        let lines = try Self.lines(storage, ReadLog.path(1))
        #expect(lines.map(\.times) == [13, 1, 1, 1])
        #expect(lines.map(\.isGiven) == [false, true, false, false])
    }

    @Test func `names everybody, in as many lines as it takes`() throws {
        let storage = MemoryStorage()
        let log = ReadLog { () throws(StorageFault) in storage }
        let names = (1_000..<1_130).map(String.init)
        for _ in 0..<2 { try log.write(Self.read(1, patients: names, standing: "court")) }
        let lines = try Self.lines(storage, ReadLog.path(1))
        #expect(lines.map(\.patients.count) == [64, 64, 2])
        #expect(lines.map(\.more) == [66, 2, 0])
        #expect(lines.flatMap(\.patients) == names)
        #expect(lines.map(\.times) == [2, 2, 2])
        // Something of patients that names none is a line, too.
        try log.write(Self.read(2, patients: []))
        #expect(try Self.lines(storage, ReadLog.path(1)).count == 4)
    }

    @Test func `takes so much of one key in a minute, and of others all the same`() throws {
        let storage = MemoryStorage()
        var bounds = ReadLog.Bounds()
        bounds.bytesPerMinute = 4_000
        bounds.refusedPerMinute = 1_000
        let log = ReadLog(bounds: bounds) { () throws(StorageFault) in storage }
        #expect(throws: ReadLogRefusal.tooMany) {
            for number in 0..<100 { try log.write(Self.read(1, patients: ["\(number)"])) }
        }
        // What is given goes on for a while, and ends too.
        try log.write(Self.read(1, standing: "treating"))
        #expect(throws: ReadLogRefusal.tooMany) {
            for number in 0..<100 {
                try log.write(Self.read(1, patients: ["\(number)"], standing: "treating"))
            }
        }
        // The same again takes no room; others have their own.
        try log.write(Self.read(1, patients: ["0"]))
        try log.write(Self.read(1, key: "other"))
        try log.write(Self.read(2))
    }

    /// The archive takes the newest file along: what follows stands in a whole file of another name.
    @Test func `goes on in a new file where the newest was moved away`() throws {
        let storage = MemoryStorage()
        let log = ReadLog { () throws(StorageFault) in storage }
        for _ in 0..<2 { try log.write(Self.read(7)) }
        let moved = try ReadLog.newest(in: storage)
        let archived = try storage.readAll(moved)
        try storage.remove(moved)
        for _ in 0..<2 { try log.write(Self.read(7)) }
        let next = try ReadLog.newest(in: storage)
        #expect(next != moved)
        #expect(try Self.lines(storage, next).map(\.times) == [2])
        #expect(try storage.readAll(next).count == archived.count)
        // An empty folder after a start gives no number again, either.
        try storage.remove(next)
        try ReadLog { () throws(StorageFault) in storage }.write(Self.read(9))
        #expect(![moved, next].contains(try ReadLog.newest(in: storage)))
        // A file that lost its end is left as it is.
        let cut = try ReadLog.newest(in: storage)
        let again = ReadLog { () throws(StorageFault) in storage }
        try again.write(Self.read(10))
        try storage.truncate(cut, to: 10)
        try again.write(Self.read(10))
        #expect(try storage.readAll(cut).count == 10)
        #expect(try Self.lines(storage, try ReadLog.newest(in: storage)).map(\.times) == [1])
    }

    @Test func `begins a new file behind a line that was cut off`() throws {
        let storage = MemoryStorage()
        try storage.makeFolder(ReadLog.folder)
        try storage.write(Array(#"{"time":1"#.utf8), to: ReadLog.path(4), at: 0)
        try ReadLog { () throws(StorageFault) in storage }.write(Self.read(1))
        #expect(try Self.lines(storage, ReadLog.path(5)).count == 1)
        #expect(try storage.readAll(ReadLog.path(4)) == Array(#"{"time":1"#.utf8))
    }

    @Test func `has a line for each read that names a patient, given or refused`() async throws {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let path = "/v1/subjects/\(world.patient)"
            #expect(try await api.get(path).status == 200)
            #expect(try await api.get(path, as: "patient").status == 200)
            #expect(try await api.get(path, as: "dr-wu").status == 403)
            #expect(try await api.get("/v1/members").status == 200)
            let storage = try FileStorage(root: world.node.folder.root)
            let lines = try Self.lines(storage, try ReadLog.newest(in: storage))
            #expect(lines.map(\.isGiven) == [true, true, false])
            #expect(lines.map(\.standing) == ["treating", "patient", nil])
            #expect(lines.allSatisfy { $0.patients == [world.patient.description] })
            #expect(lines.allSatisfy { $0.call == "GET /v1/subjects/{pseudonym}" })
            #expect(lines[0].who == "staff hospital-a/dr-li")
            #expect(lines[1].who == "patient \(world.patient)")
            let metrics = try await api.send(api.draft("/metrics"))
            let text = String(decoding: metrics.body, as: UTF8.self)
            #expect(text.contains("\ntally_patient_reads_total 2\n"))
            #expect(text.contains("\ntally_patient_reads_refused_total 1\n"))
        }
    }

    @Test func `has a line for other names that are shown, and none reads by them`()
        async throws
    {
        try await ApiWorld.with { api in
            let world = api.world
            try await world.registerPatient()
            let holder = MemberID(unchecked: "hospital-a")
            let second = SubjectName(holder: holder, value: ApiWorld.suite.hash([9]))
            let other = second.pseudonym(suite: ApiWorld.suite)
            try await world.commit(
                world.transaction(
                    RegisterSubject(
                        subject: Subject(pseudonym: other, holder: holder), value: second.value),
                    by: "data-sun", gateway: true))
            let names = [world.patient, other].sorted()
            try await world.commit(
                world.transaction(
                    MergeSubjects(
                        .merge(names[0], names[1]), check: .zero,
                        auditOfficer: ApiPeople.reference("audit-fu")),
                    by: "data-sun", cosigners: ["audit-fu"]))
            let view: SubjectView = try await api.get("/v1/subjects/\(world.patient)").decoded()
            #expect(view.otherNames == [other.description])
            #expect(view.merges.first?.mergedBy == ["hospital-a/data-sun", "hospital-a/audit-fu"])
            // Who treats a patient under one name reads nothing by the other.
            #expect(try await api.get("/v1/subjects/\(other)").status == 403)
            let storage = try FileStorage(root: world.node.folder.root)
            let lines = try Self.lines(storage, try ReadLog.newest(in: storage))
            #expect(lines.map(\.standing) == ["treating", "other-name", nil])
            #expect(
                lines.map(\.patients)
                    == [[world.patient.description], [other.description], [other.description]])
        }
    }
}

extension ReadLog {
    /// The path of the file with the highest number.
    static func newest(in storage: any Storage) throws -> String {
        try "\(folder)/" + #require(try storage.list(folder).last)
    }
}
