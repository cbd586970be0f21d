import Bilingual
import BlockStore
import Foundation
import Synchronization

/// Why a read is not written down: then nothing of it is shown.
enum ReadLogRefusal: Error, Equatable {
    /// The folder has as many files as it may, and all are younger than they have to be kept.
    case full
    /// The key has filled its share of this minute.
    case tooMany
}

extension ReadLogRefusal: Worded {
    var english: String {
        switch self {
        case .full:
            """
            the log of reads is full, so nothing of patients is shown: have the node's administrator \
            move the oldest files of reads/ to the archive, and call again
            """
        case .tooMany:
            "this key read of too many patients in one minute: wait a minute and call again"
        }
    }

    var chinese: String {
        switch self {
        case .full:
            "查阅记录已满，不显示任何患者数据：请节点管理员把 reads/ 中最旧的文件移入档案后重试"
        case .tooMany: "该密钥一分钟内查阅患者数据过多：请一分钟后再试"
        }
    }
}

/// The node's own record of who read what of patients: `reads/` in its folder, a line of JSON each.
///
/// A read is written down before it is answered. The same read again within the minute is counted in
/// the lines that are there. Files are of one size; a new one begins when it is reached, or when the
/// newest was moved away, and no number is used twice. Of more than their number the oldest goes once
/// its last line is old enough, and not before: no reader can push out what they read. Not flushed for
/// each line: a power cut may take the last seconds.
final class ReadLog: Sendable {
    struct Bounds: Sendable {
        var fileBytes = Limits.readLogFileBytes
        var files = Limits.readLogFiles
        var keptMilliseconds = Limits.readLogKeptMilliseconds
        var bytesPerMinute = Limits.readLogBytesPerMinute
        var refusedPerMinute = Limits.readLogRefusedPerMinute
    }

    /// Where the counts of a read of this minute stand in the newest file, one for each of its lines.
    private struct Count: Sendable {
        let places: [Int]
        var times = 1
    }

    private struct Place: Sendable {
        let storage: any Storage
        var number: UInt64
        var size = 0
        var minute: UInt64 = 0
        var counts: [Read: Count] = [:]
        /// What each key has written in this minute.
        var bytes: [String: Int] = [:]
        /// Files that may not go yet, the newest included.
        var kept = 0
        /// The last attempt to begin a file found no room.
        var isFull = false
    }

    static let folder = "reads"
    private static let minuteMilliseconds: UInt64 = 60_000
    private let open: @Sendable () throws(StorageFault) -> any Storage
    private let bounds: Bounds
    /// Held while the disk works, by one of its threads.
    private let place = Mutex<Place?>(nil)

    /// - Parameter open: the node's folder; asked at the first line.
    init(
        bounds: Bounds = Bounds(), open: @escaping @Sendable () throws(StorageFault) -> any Storage
    ) {
        self.open = open
        self.bounds = bounds
    }

    static func path(_ number: UInt64) -> String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 8 - digits.utf8.count))
        return "\(folder)/reads-\(zeros)\(digits).jsonl"
    }

    /// The node's folder, to be read.
    func storage() throws(StorageFault) -> any Storage { try open() }

    /// True from half of the files on: somebody has to move them to the archive. At most a minute old.
    var isFilling: Bool { place.withLock { $0.map { 2 * $0.kept > bounds.files } ?? false } }
    /// True while there is no room for a new file.
    var isFull: Bool { place.withLock { $0?.isFull ?? false } }

    /// Writes a read down; on return it is the system's. Waits for the disk.
    ///
    /// Where it throws, nothing of the read stays in the files but what the disk does not let go.
    func write(_ read: Read) throws {
        try place.withLock { known in
            if known == nil { known = try newest(in: try open(), read.time) }
            // In place: what a minute holds is not copied for each read.
            try write(read, at: &known!)
        }
    }

    private func write(_ read: Read, at place: inout Place) throws {
        let minute = read.time / Self.minuteMilliseconds
        if place.minute != minute {
            place.minute = minute
            place.counts = [:]
            place.bytes = [:]
            try look(at: &place, now: read.time)
        }
        // Somebody moved it, or cut it: what is known of it is over.
        if try place.storage.size(of: Self.path(place.number)) ?? 0 != place.size {
            try beginFile(at: &place, now: read.time)
        }
        let path = Self.path(place.number)
        if let count = place.counts[read.identity] {
            let times = count.times + 1
            for offset in count.places {
                try place.storage.write(ReadRecord.count(times), to: path, at: offset)
            }
            place.counts[read.identity]?.times = times
            return
        }
        let share = read.standing == nil ? bounds.refusedPerMinute : bounds.bytesPerMinute
        guard place.bytes[read.key, default: 0] < share else { throw ReadLogRefusal.tooMany }
        try append(read, at: &place)
    }

    /// All lines of a read, in one file.
    private func append(_ read: Read, at place: inout Place) throws {
        var bytes: [UInt8] = []
        var offsets: [Int] = []
        for line in read.lines {
            let (line, count) = try line.bytes()
            offsets.append(bytes.count + count)
            bytes += line
        }
        if place.size > 0, place.size + bytes.count > bounds.fileBytes {
            try beginFile(at: &place, now: read.time)
        }
        do {
            try place.storage.write(bytes, to: Self.path(place.number), at: place.size)
        } catch {
            try? place.storage.truncate(Self.path(place.number), to: place.size)
            throw error
        }
        let start = place.size
        place.counts[read.identity] = Count(places: offsets.map { start + $0 })
        place.size += bytes.count
        place.bytes[read.key, default: 0] += bytes.count
    }

    /// Goes on in a new file, where there is room for one. Counts of the old one are over.
    private func beginFile(at place: inout Place, now: UInt64) throws {
        let files = ReadLogFiles(place.storage)
        let old = try files.clear(
            downTo: bounds.files - 1, keeping: bounds.keptMilliseconds, now: now)
        place.isFull = old >= bounds.files
        guard !place.isFull else { throw ReadLogRefusal.full }
        place.number = max(place.number + 1, Self.leastNumber(now))
        place.size = 0
        place.counts = [:]
        place.kept = 1 + (try files.kept(for: bounds.keptMilliseconds, now: now))
    }

    /// Files go by time, and others may move them: how many there are is looked up each minute.
    private func look(at place: inout Place, now: UInt64) throws {
        let files = ReadLogFiles(place.storage)
        place.kept = try files.kept(for: bounds.keptMilliseconds, now: now)
        if try files.numbers().count < bounds.files { place.isFull = false }
    }

    /// Minutes since 1970: also where the folder is empty no number comes again that was moved away.
    private static func leastNumber(_ now: UInt64) -> UInt64 { max(1, now / minuteMilliseconds) }

    /// The newest file; behind a line that was cut off a new one begins.
    private func newest(in storage: any Storage, _ now: UInt64) throws -> Place {
        try storage.makeFolder(Self.folder)
        let files = ReadLogFiles(storage)
        guard let newest = try files.numbers().last else {
            return Place(storage: storage, number: Self.leastNumber(now), kept: 1)
        }
        var place = Place(storage: storage, number: newest)
        place.kept = try files.kept(for: bounds.keptMilliseconds, now: now)
        place.size = try storage.size(of: Self.path(newest)) ?? 0
        guard place.size > 0 else { return place }
        let last = try storage.read(Self.path(newest), from: place.size - 1, count: 1)
        if last != [0x0a] { try beginFile(at: &place, now: now) }
        return place
    }
}
