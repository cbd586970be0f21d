import Consensus
import LedgerTypes

extension SeatStanding {
    /// Takes what happened; what is to be done for it.
    package mutating func on(_ event: SeatEvent) -> [SeatEffect] {
        switch event {
        case .looked(let room, let next): looked(room, next)
        case .advanced(let next): review(next)
        case .fault(let fault): fail(fault)
        case .blocksOpened: halt.map { $0.remedy == .opening } == true ? [.readVotes] : []
        case .votesRead(let height): read(height)
        case .votesUnread(let fault): unread(fault)
        case .considered(let past): consider(past)
        case .registerMade: registered()
        case .silenced(let height, let round):
            silence(.silenced(height, round), [.setRegisterAside])
        case .logRefused(let height, let fault): silence(.distrusted(height, fault), [])
        }
    }

    private mutating func looked(_ room: DiskRoom, _ next: Height) -> [SeatEffect] {
        switch self {
        case .halted(let fault, _):
            return fault.remedy == .opening && room >= .opening ? [.openBlocks] : []
        case .short(_, let under):
            guard room == .signing else { return [] }
            self = under
            return [.readVotes]
        default: return review(next)
        }
    }

    /// Begins to sign when the chain has come to where the register allows it, or the member may
    /// have a seat for the first time.
    private func review(_ next: Height) -> [SeatEffect] {
        switch self {
        case .resuming(let from): next >= from ? [.readVotes] : []
        case .unregistered: [.considerPast]
        default: []
        }
    }

    private mutating func fail(_ fault: SeatFault) -> [SeatEffect] {
        switch (self, fault.remedy) {
        case (.halted(let first, _), _) where first.remedy == .start && fault != .stopping:
            // Only a start helps, whatever else fails.
            return []
        case (.halted(let first, let under), .room(let free)):
            self = .halted(first, under.isShort ? under : .short(freeBytes: free, under))
            return []
        case (.halted, .opening):
            // The same again says nothing new.
            return []
        case (.halted(_, let under), .start): self = .halted(fault, under)
        case (.short, .room): return [.readVotes]
        case (_, .room(let free)):
            self = .short(freeBytes: free, self)
            return [.readVotes]
        case (_, .opening), (_, .start): self = .halted(fault, self)
        }
        return []
    }

    private mutating func read(_ signsFrom: Height?) -> [SeatEffect] {
        if case .halted(let fault, let under) = self {
            guard fault.remedy == .opening else { return [] }
            self = under
        }
        change { base in
            switch base {
            case .signing, .resuming: signsFrom.map { .resuming(from: $0) } ?? .signing
            default: base
            }
        }
        return [.begin(signs: self == .signing)]
    }

    private mutating func unread(_ fault: SeatFault) -> [SeatEffect] {
        // With the disk full the seat is silent anyway; its files are read when there is room.
        guard isShort || fault.isOfRoom else { return fail(fault) }
        if case .halted(let first, let under) = self {
            guard first.remedy == .opening else { return [] }
            self = under
        }
        if !isShort, case .room(let free) = fault.remedy { self = .short(freeBytes: free, self) }
        return [.begin(signs: false)]
    }

    private mutating func consider(_ past: SeatPast) -> [SeatEffect] {
        guard self == .unregistered else { return [] }
        switch past {
        case .unknown: return []
        case .neverSat: return [.makeRegister]
        case .hasSat:
            self = .lost(.registerMissing)
            return []
        }
    }

    private mutating func registered() -> [SeatEffect] {
        guard self == .unregistered else { return [] }
        self = .signing
        return [.readVotes]
    }

    /// INVARIANT: who is not to sign does not begin to because somebody else did.
    private mutating func silence(
        _ standing: SeatStanding, _ effects: [SeatEffect]
    ) -> [SeatEffect] {
        switch base {
        case .signing, .resuming:
            change { _ in standing }
            return effects
        case .unregistered, .observing, .lost, .silenced, .distrusted, .short, .halted: return []
        }
    }

    /// Changes what lies below a lack of room and a halt.
    private mutating func change(_ body: (SeatStanding) -> SeatStanding) {
        switch self {
        case .short(let free, var under):
            under.change(body)
            self = .short(freeBytes: free, under)
        case .halted(let fault, var under):
            under.change(body)
            self = .halted(fault, under)
        default: self = body(self)
        }
    }
}
