import Foundation

/// The rooms as Package.swift says them: each with the rooms that it imports.
enum RoomTable {
    static let imports: [String: Set<String>] = read(manifest)

    /// Rooms whose public names are for strangers: their uses stand in other packages.
    static let libraries = Set(
        Manual.matches(#"Room\(\s*"(\w+)"[^()]*isLibrary: true"#, in: manifest).map { $0[1] })

    private static let manifest: String = {
        let file = Manual.checkout.appendingPathComponent("Package.swift")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    /// Reads `let words = […]`, and every `Room("NAME", words + […] …)`.
    static func read(_ text: String) -> [String: Set<String>] {
        let table = text.components(separatedBy: "\nlet products").first ?? text
        var lists: [String: Set<String>] = [:]
        for list in Manual.matches(#"\nlet (\w+) = ((?:\w+ \+ )?\[[^\]:]*\])"#, in: table) {
            lists[list[1]] = names(list[2], lists)
        }
        var rooms: [String: Set<String>] = [:]
        for room in Manual.matches(
            #"Room\(\s*"([\w-]+)",\s*((?:\w+ \+ )?\[[^\]]*\]|\w+)"#, in: table)
        {
            rooms[room[1]] = names(room[2], lists)
        }
        for system in Manual.matches(#""(C\w+)": "lib\w+""#, in: table) { rooms[system[1]] = [] }
        return rooms
    }

    /// The names in an expression: a list that has a name, literals, or both.
    private static func names(_ text: String, _ lists: [String: Set<String>]) -> Set<String> {
        let word = text.prefix { $0.isLetter }
        let literals = Manual.matches(#""([\w-]+)""#, in: text).map { $0[1] }
        return (lists[String(word)] ?? []).union(literals)
    }

    /// The imports that a room has over no other room.
    static func direct(_ room: String, in rooms: [String: Set<String>]) -> Set<String> {
        let own = rooms[room] ?? []
        return own.filter { item in
            !own.contains { $0 != item && reach($0, in: rooms).contains(item) }
        }
    }

    private static func reach(_ room: String, in rooms: [String: Set<String>]) -> Set<String> {
        var (found, next) = (Set<String>(), Array(rooms[room] ?? []))
        while let item = next.popLast() {
            if found.insert(item).inserted { next += rooms[item] ?? [] }
        }
        return found
    }

    /// The floors in the table of docs/internals/house.md.
    static let floors: [String: Int] = {
        let page = Manual.pages.first { $0.path == "docs/internals/house.md" }
        var floors: [String: Int] = [:]
        for line in page?.lines ?? [] {
            guard let row = Manual.matches(#"^\| (\d+) \| (.+?) \|"#, in: line).first else {
                continue
            }
            for room in Manual.matches(#"`([\w-]+)`"#, in: row[2]) { floors[room[1]] = Int(row[1]) }
        }
        return floors
    }()
}
