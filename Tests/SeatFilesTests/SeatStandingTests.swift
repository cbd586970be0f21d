import BlockStore
import Consensus
import LedgerTypes
import Testing

@testable import SeatFiles

private let full = SeatFault.votes(.store(.reserveReached(freeBytes: 5)))
private let torn = SeatFault.votes(.store(.storage(.failed("votes", error: 5))))
private let doubt = SeatFault.blocks(.needsReopening)
private let foreign = SeatFault.foreignBlocks

private let resuming = SeatStanding.resuming(from: Height(9))
private let silenced = SeatStanding.silenced(Height(7), Round(1))
private let distrusted = SeatStanding.distrusted(Height(7), .signatureWrong)

private func short(_ under: SeatStanding) -> SeatStanding { .short(freeBytes: 5, under) }

/// Every standing below a lack of room and a halt.
private let bases: [SeatStanding] = [
    .signing, resuming, .unregistered, .observing, .lost(.copied), .lost(.registerMissing),
    .lost(.awaitsOrder), silenced, distrusted,
]

/// Every standing: bases, short of room, halted for a while or until a start, and both.
private let all: [SeatStanding] = {
    let running = bases + bases.map(short)
    let waiting = running.map { SeatStanding.halted(torn, $0) }
    return running + waiting + running.map { SeatStanding.halted(foreign, $0) }
}()

/// Every event, each with all that makes a difference.
private let events: [SeatEvent] = {
    var events: [SeatEvent] = [
        .blocksOpened, .votesRead(signsFrom: nil), .votesRead(signsFrom: Height(12)),
        .considered(.unknown), .considered(.hasSat), .considered(.neverSat), .registerMade,
        .silenced(Height(7), Round(1)), .logRefused(Height(7), .signatureWrong),
    ]
    for next in [Height(8), Height(9)] {
        events.append(.advanced(next: next))
        for room in DiskRoom.allCases { events.append(.looked(room: room, next: next)) }
    }
    for fault in [full, torn, doubt, foreign, .stopping] {
        events.append(.fault(fault))
        events.append(.votesUnread(fault))
    }
    return events
}()

/// One line of the table: what a seat does on an event, and how it stands thereafter.
private struct Line {
    let from: SeatStanding
    let event: SeatEvent
    let to: SeatStanding
    let effects: [SeatEffect]

    init(
        _ from: SeatStanding, _ event: SeatEvent, _ to: SeatStanding, _ effects: [SeatEffect] = []
    ) {
        self.from = from
        self.event = event
        self.to = to
        self.effects = effects
    }
}

private func looked(_ room: DiskRoom, _ next: UInt64 = 9) -> SeatEvent {
    .looked(room: room, next: Height(next))
}

private let later = SeatStanding.resuming(from: Height(12))

private let ownEvents: [Line] = [
    Line(resuming, .advanced(next: Height(9)), resuming, [.readVotes]),
    Line(.unregistered, .advanced(next: Height(8)), .unregistered, [.considerPast]),
    Line(.unregistered, .advanced(next: Height(9)), .unregistered, [.considerPast]),
    Line(.unregistered, .considered(.hasSat), .lost(.registerMissing)),
    Line(.unregistered, .considered(.neverSat), .unregistered, [.makeRegister]),
    Line(.unregistered, .registerMade, .signing, [.readVotes]),
]

/// The look once a second, where there is neither too little room nor a halt.
private func looks() -> [Line] {
    var lines: [Line] = []
    for room in DiskRoom.allCases {
        lines.append(Line(resuming, looked(room), resuming, [.readVotes]))
        lines.append(Line(.unregistered, looked(room, 8), .unregistered, [.considerPast]))
        lines.append(Line(.unregistered, looked(room, 9), .unregistered, [.considerPast]))
    }
    return lines
}

/// Faults, of one base.
private func faults(_ base: SeatStanding) -> [Line] {
    var lines: [Line] = [
        Line(base, .fault(full), short(base), [.readVotes]),
        Line(base, .votesUnread(full), short(base), [.begin(signs: false)]),
        Line(short(base), .fault(full), short(base), [.readVotes]),
        Line(short(base), looked(.signing, 8), base, [.readVotes]),
        Line(short(base), looked(.signing, 9), base, [.readVotes]),
        Line(.halted(torn, base), .fault(full), .halted(torn, short(base))),
        Line(.halted(torn, base), .votesUnread(full), short(base), [.begin(signs: false)]),
    ]
    for fault in [torn, doubt, foreign, .stopping] {
        lines.append(Line(base, .fault(fault), .halted(fault, base)))
        lines.append(Line(base, .votesUnread(fault), .halted(fault, base)))
        lines.append(Line(short(base), .fault(fault), .halted(fault, short(base))))
    }
    for fault in [foreign, SeatFault.stopping] {
        lines.append(Line(.halted(torn, base), .votesUnread(fault), .halted(fault, base)))
    }
    lines.append(
        Line(.halted(foreign, base), .votesUnread(.stopping), .halted(.stopping, base)))
    // With the disk full the seat is silent anyway.
    for fault in [full, torn, doubt, foreign, .stopping] {
        let begun = [SeatEffect.begin(signs: false)]
        lines.append(Line(short(base), .votesUnread(fault), short(base), begun))
        lines.append(Line(.halted(torn, short(base)), .votesUnread(fault), short(base), begun))
    }
    return lines
}

/// Votes that were read, of one base.
private func reads(_ base: SeatStanding) -> [Line] {
    var lines: [Line] = []
    for from in [nil, Height(12)] {
        var read = base
        if base == .signing || base == resuming { read = from == nil ? .signing : later }
        let event = SeatEvent.votesRead(signsFrom: from)
        let begun = [SeatEffect.begin(signs: read == .signing)]
        let silent = [SeatEffect.begin(signs: false)]
        lines.append(Line(base, event, read, begun))
        lines.append(Line(short(base), event, short(read), silent))
        lines.append(Line(.halted(torn, base), event, read, begun))
        lines.append(Line(.halted(torn, short(base)), event, short(read), silent))
    }
    return lines
}

/// Halts: what opening again mends, and what only a start does.
private func halts(_ under: SeatStanding) -> [Line] {
    var lines: [Line] = [
        Line(.halted(torn, under), .blocksOpened, .halted(torn, under), [.readVotes]),
        Line(.halted(torn, under), .fault(foreign), .halted(foreign, under)),
        Line(.halted(torn, under), .fault(.stopping), .halted(.stopping, under)),
        Line(.halted(foreign, under), .fault(.stopping), .halted(.stopping, under)),
    ]
    for room in [DiskRoom.opening, .signing] {
        for next in [8, 9] as [UInt64] {
            lines.append(
                Line(
                    .halted(torn, under), looked(room, next), .halted(torn, under), [.openBlocks]))
        }
    }
    return lines
}

/// Who signs, or will, can be silenced, however it stands otherwise.
private func silences(_ base: SeatStanding) -> [Line] {
    let wraps: [(SeatStanding) -> SeatStanding] = [
        { $0 }, short, { .halted(torn, $0) }, { .halted(foreign, $0) },
        { .halted(torn, short($0)) }, { .halted(foreign, short($0)) },
    ]
    var lines: [Line] = []
    for wrap in wraps {
        lines.append(
            Line(
                wrap(base), .silenced(Height(7), Round(1)), wrap(silenced), [.setRegisterAside]))
        lines.append(
            Line(wrap(base), .logRefused(Height(7), .signatureWrong), wrap(distrusted)))
    }
    return lines
}

/// What is not here changes nothing and asks for nothing.
private let table: [Line] = {
    var lines = ownEvents
    lines += looks()
    for base in bases {
        lines += faults(base)
        lines += reads(base)
        lines += halts(base)
        lines += halts(short(base))
    }
    lines += silences(.signing)
    lines += silences(resuming)
    return lines
}()

@Suite struct `The standing of a seat` {
    @Test(arguments: all)
    func `is for every event what the table says`(_ from: SeatStanding) {
        for event in events {
            let lines = table.filter { $0.from == from && $0.event == event }
            #expect(lines.count <= 1, "\(from), \(event)")
            var standing = from
            let effects = standing.on(event)
            #expect(standing == lines.first?.to ?? from, "\(from), \(event)")
            #expect(effects == lines.first?.effects ?? [], "\(from), \(event)")
        }
    }

    @Test func `has no line in the table that no event leads to`() {
        for line in table where !all.contains(line.from) || !events.contains(line.event) {
            Issue.record("\(line.from), \(line.event)")
        }
    }

    @Test func `lets a seat sign only by reading its votes, or with a register of its own`() {
        for from in all where from != .signing {
            for event in events {
                var standing = from
                let effects = standing.on(event)
                guard standing == .signing || effects.contains(.begin(signs: true)) else {
                    continue
                }
                let isRead = event == .votesRead(signsFrom: nil)
                #expect(isRead || effects == [.readVotes], "\(from), \(event)")
            }
        }
    }

    @Test func `never lies below a lack of room or a halt of its own kind`() {
        for from in all {
            for event in events {
                var standing = from
                _ = standing.on(event)
                #expect(all.map(shape).contains(shape(standing)), "\(from), \(event): \(standing)")
            }
        }
    }

    private func shape(_ standing: SeatStanding) -> [String] {
        switch standing {
        case .halted(_, let under): ["halted"] + shape(under)
        case .short(_, let under): ["short"] + shape(under)
        default: []
        }
    }

    @Test func `comes from no silence back to signing without a start`() {
        for base in bases where ![.signing, resuming, .unregistered].contains(base) {
            for from in all where from.base == base {
                for event in events {
                    var standing = from
                    let effects = standing.on(event)
                    #expect(standing.base == base)
                    #expect(!effects.contains(.begin(signs: true)))
                }
            }
        }
    }

    @Test func `takes unknown room for none, and asks for an eighth more than the reserve`() {
        func room(_ free: UInt64?) -> DiskRoom {
            DiskRoom(freeBytes: free, reserve: 800, reopening: 100)
        }
        #expect(room(nil) == .none)
        #expect(room(99) == .none)
        #expect(room(100) == .opening)
        #expect(room(800) == .opening)
        #expect(room(898) == .opening)
        #expect(room(900) == .signing)
        #expect(room(.max) == .signing)
    }
}
