import Foundation
import Testing

@Suite struct `Pictures of the code` {
    private static let drawings = Manual.pages
        .filter { $0.path == "docs/internals/pictures.md" }.flatMap(Drawing.all)

    private static func drawing(_ title: String) throws -> Drawing {
        try #require(drawings.first { $0.title == title }, "there is no picture \(title)")
    }

    @Test func `are there, and drawn in forms that are understood`() {
        #expect(
            Self.drawings.map(\.title) == [
                "Rooms", "Threads of a running node", "The life of a request",
                "The life of a permit",
            ])
        for drawing in Self.drawings {
            #expect(drawing.faults == [], "\(drawing.title)")
            #expect(drawing.boxes.count > 10, "\(drawing.title)")
        }
    }

    @Test func `name a file in every box that is there`() {
        let folder = Manual.checkout.appendingPathComponent("Sources")
        for drawing in Self.drawings {
            for box in drawing.boxes {
                let file = folder.appendingPathComponent(box.file).path
                #expect(
                    FileManager.default.fileExists(atPath: file),
                    "\(drawing.title), box \(box.id): there is no Sources/\(box.file)")
            }
        }
    }

    @Test func `show the rooms of the package, each on its floor`() throws {
        let rooms = try Self.drawing("Rooms")
        #expect(RoomTable.imports.count > 30)
        #expect(Set(rooms.boxes.map(\.id)) == Set(RoomTable.imports.keys))
        #expect(Set(RoomTable.floors.keys) == Set(RoomTable.imports.keys), "the table of house.md")
        for box in rooms.boxes {
            #expect(box.floor == RoomTable.floors[box.id], "the floor of \(box.id)")
            #expect(box.file.hasPrefix(box.id + "/"), "the file of \(box.id)")
        }
    }

    @Test func `show the imports of the package, downwards`() throws {
        let drawn = Set(try Self.drawing("Rooms").arrows)
        let all = RoomTable.imports.keys.flatMap { room in
            RoomTable.direct(room, in: RoomTable.imports).map { Drawing.Arrow(from: room, to: $0) }
        }
        for arrow in drawn.symmetricDifference(all) {
            let fault = drawn.contains(arrow) ? "is drawn and is none" : "is not drawn"
            Issue.record("the import \(arrow.from) --> \(arrow.to) \(fault)")
        }
        for (room, imports) in RoomTable.imports {
            for item in imports {
                let floors = (RoomTable.floors[room] ?? 0, RoomTable.floors[item] ?? 0)
                #expect(floors.0 > floors.1, "\(room) imports \(item), which is no lower")
            }
        }
    }

    @Test func `are seen where they are wrong`() {
        let drawing = Drawing(
            "Sample",
            [
                "flowchart BT", #"    subgraph floor1["floor 1"]"#,
                #"        A["a<br/>A/A.swift"]"#,
                "    end", #"    B["b<br/>B/B.swift"]"#, "    A --> B", "    A -->|x| C",
                "    B ==> A",
            ])
        #expect(drawing.boxes.map(\.floor) == [1, nil])
        #expect(drawing.faults == ["not understood:     B ==> A", "no box is called C"])
    }

    @Test func `are compared with the package's own words`() {
        let rooms = RoomTable.read(
            """
            let systemRooms = ["CSodium": "libsodium"]
            let words = ["Bilingual"]
            let core = words + ["Sealing"]
            let rooms: [Room] = [
                Room("Bilingual", []), Room("Sealing", words + ["CSodium"]),
                Room(
                    "Evidence", core, testImports: ["Samples"]),
            ]
            let products = ["Room": Room("Not", [])]
            """)
        #expect(rooms.keys.sorted() == ["Bilingual", "CSodium", "Evidence", "Sealing"])
        #expect(rooms["Evidence"] == ["Bilingual", "Sealing"])
        #expect(RoomTable.direct("Evidence", in: rooms) == ["Sealing"])
    }
}
