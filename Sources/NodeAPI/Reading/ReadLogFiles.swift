import BlockStore
import WrittenText

/// The files of the log of reads, and which of them may go.
struct ReadLogFiles {
    let storage: any Storage
    /// Longest end of a file in which its last whole line is looked for.
    private static let tail = 64 * 1024

    init(_ storage: any Storage) { self.storage = storage }

    /// Ascending.
    func numbers() throws(StorageFault) -> [UInt64] {
        try storage.list(ReadLog.folder).compactMap { name in
            guard name.hasPrefix("reads-"), name.hasSuffix(".jsonl") else { return nil }
            return UInt64(name.dropFirst(6).dropLast(6))
        }.sorted()
    }

    /// How many files are younger than they have to be kept.
    func kept(for kept: UInt64, now: UInt64) throws(StorageFault) -> Int {
        var found = 0
        for number in try numbers() where try !isOld(number, kept, now) { found += 1 }
        return found
    }

    /// Removes the oldest files that may go, until there are no more than so many; how many there are
    /// then.
    func clear(downTo most: Int, keeping kept: UInt64, now: UInt64) throws(StorageFault) -> Int {
        var files = try numbers()
        while files.count > most, let oldest = files.first, try isOld(oldest, kept, now) {
            try storage.remove(ReadLog.path(oldest))
            files.removeFirst()
        }
        return files.count
    }

    /// Whether the last line of a file is as old as it has to be kept. One without a line that can be
    /// read may have any age: it stays.
    private func isOld(_ number: UInt64, _ kept: UInt64, _ now: UInt64) throws(StorageFault) -> Bool
    {
        struct Dated: Decodable { let time: UInt64 }
        let path = ReadLog.path(number)
        let size = try storage.size(of: path) ?? 0
        let from = max(0, size - Self.tail)
        let lines = try storage.read(path, from: from, count: size - from).split(separator: 0x0a)
        for line in lines.reversed() {
            guard
                let dated: Dated = try? WrittenJSON.decode(
                    from: Array(line), unknownNames: .passedOver)
            else { continue }
            return dated.time < now && now - dated.time >= kept
        }
        return false
    }
}
