import BlockStore
import Foundation
import TallyClient
import WrittenText

/// A line of the log of reads, as it is read again.
private struct ReadLine: Decodable {
    let time: UInt64
    let who: String
    let call: String
    let standing: String?
    let isGiven: Bool
    let times: UInt64
    let patients: [String]
}

/// What a search through the log of reads found.
struct FoundReads: Sendable {
    /// Newest first.
    var reads: [AccessView.Read] = []
    /// Something older was not looked at.
    var isCut = false
}

extension ReadLogFiles {
    /// The reads of patients, newest first; waits for the disk.
    ///
    /// - Parameters:
    ///   - patients: pseudonyms as they are written there.
    ///   - most: how many reads at most.
    ///   - bytes: how much of the log is read at most, file by file.
    func reads(
        of patients: [String], since oldest: UInt64, most: Int, bytes: Int
    ) throws(StorageFault) -> FoundReads {
        var found = FoundReads()
        var left = bytes
        for number in try numbers().reversed() {
            let path = ReadLog.path(number)
            let size = try storage.size(of: path) ?? 0
            guard size <= left, found.reads.count < most else {
                found.isCut = true
                return found
            }
            left -= size
            let content = Data(try storage.read(path, from: 0, count: size))
            for line in lines(content, naming: patients).reversed() where line.time >= oldest {
                guard found.reads.count < most else {
                    found.isCut = true
                    return found
                }
                found.reads.append(
                    AccessView.Read(
                        time: line.time, who: line.who, call: line.call, standing: line.standing,
                        isGiven: line.isGiven, times: line.times))
            }
        }
        return found
    }

    /// Whole lines that name one of the patients; the bytes are searched before anything is decoded.
    private func lines(_ content: Data, naming patients: [String]) -> [ReadLine] {
        var starts: Set<Int> = []
        for patient in patients {
            var place = content.startIndex
            while let hit = content.range(of: Data(patient.utf8), in: place..<content.endIndex) {
                let before = content[..<hit.lowerBound].lastIndex(of: 0x0a)
                starts.insert(before.map { $0 + 1 } ?? content.startIndex)
                place = hit.upperBound
            }
        }
        return starts.sorted().compactMap { start in
            guard let end = content[start...].firstIndex(of: 0x0a),
                let line: ReadLine = try? WrittenJSON.decode(
                    from: Array(content[start..<end]), unknownNames: .passedOver),
                line.patients.contains(where: patients.contains)
            else { return nil }
            return line
        }
    }
}

extension ReadLog {
    /// The reads of a patient within the time for which they are kept.
    func reads(of patients: [String], now: UInt64) throws(StorageFault) -> FoundReads {
        let kept = Limits.readLogKeptMilliseconds
        return try ReadLogFiles(try storage()).reads(
            of: patients, since: now > kept ? now - kept : 0, most: Limits.readsShown,
            bytes: Limits.readLogSearched)
    }
}
