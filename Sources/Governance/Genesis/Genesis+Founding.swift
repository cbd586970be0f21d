import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// Why a genesis founds no chain.
public enum GenesisFault: Error, Hashable, Sendable {
    /// Members or staff are not ascending, or one is named twice.
    case notAscending
    case memberRefused(MemberID, Refusal)
    case staffRefused(StaffReference, Refusal)
    /// A seat, a person or a committee seat names a member or person that is not there.
    case unknownMember(MemberID)
    case unknownStaff(StaffReference)
    /// A key is used twice or not of the suite.
    case keyRefused(KeyID)
    case committeeRefused
    case parametersRefused
    /// Fewer than ⌊2n/3⌋+1 or more than all governance keys of seats.
    case recoveryOutOfRange
    case vocabularyRefused(Int)
    case charterRefused(Int)
    /// After the last instant that a block may have.
    case timeAfterLast

    /// A stable number for messages.
    public var code: UInt64 {
        switch self {
        case .notAscending: 2301
        case .memberRefused: 2302
        case .staffRefused: 2303
        case .unknownMember: 2304
        case .unknownStaff: 2305
        case .keyRefused: 2306
        case .committeeRefused: 2307
        case .parametersRefused: 2308
        case .recoveryOutOfRange: 2309
        case .vocabularyRefused: 2310
        case .charterRefused: 2311
        case .timeAfterLast: 2312
        }
    }
}

extension Genesis {
    /// Checks the founding act and returns the state at height 0.
    public func initialState() throws(GenesisFault) -> LedgerState {
        guard time < BlockTime.last else { throw .timeAfterLast }
        try checkPeople()
        try checkRules()
        var change = StateChange(
            suite: suite, chain: chainID, base: StateMap(suite: suite), height: .genesis,
            time: time)
        for member in members { Enrolment.enrol(member, &change) }
        for person in staff { Enrolment.enrol(person, &change) }
        for seat in seats.seats { KeyRegister.register(seat.key, .seat(seat.member), &change) }
        change.put(Tables.seats, seats)
        change.put(Tables.nextSeats, seats)
        change.put(Tables.parameters, parameters)
        change.put(Tables.committee, committee)
        change.put(Tables.recoveryEpoch, 0)
        change.put(Tables.recoveryKeys, recoveryKeys)
        let rules = try foundRules(&change)
        change.put(Tables.rules, rules)
        change.settle()
        return LedgerState(
            suite: suite, chain: chainID, height: .genesis, time: time,
            map: StateMap(suite: suite).applying(change.reader.settledWrites),
            frontier: TreeFrontier(suite: suite), rules: change.reader.rules)
    }

    /// The header at height 0: no parent, no entries, no certificate.
    public func header(_ state: LedgerState) -> Header {
        Header(
            chain: chainID, height: .genesis, parent: BlockID(.zero), parentCertificate: .zero,
            time: time, proposer: SeatIndex(0), entryRoot: state.entryRoot,
            entryCount: state.entryCount, stateRoot: state.stateRoot,
            seatSet: seats.digest(suite: suite), nextSeatSet: seats.digest(suite: suite),
            parameters: parameters.digest(suite: suite),
            rules: state.rulesInForce.digest(suite: suite), recoveryEpoch: 0)
    }

    private func checkPeople() throws(GenesisFault) {
        for (left, right) in zip(members, members.dropFirst()) where left.id >= right.id {
            throw .notAscending
        }
        for (left, right) in zip(staff, staff.dropFirst()) where left.reference >= right.reference {
            throw .notAscending
        }
        for member in members {
            do throws(Refusal) { try member.validate() } catch {
                throw .memberRefused(member.id, error)
            }
        }
        let ids = Set(members.map(\.id))
        for person in staff {
            guard ids.contains(person.member) else { throw .unknownMember(person.member) }
            do throws(Refusal) { try person.validate() } catch {
                throw .staffRefused(person.reference, error)
            }
        }
        for seat in seats.seats where !ids.contains(seat.member) {
            throw .unknownMember(seat.member)
        }
        try checkKeys()
        try checkCommittee()
        do throws(Refusal) { try ChangeParameters.validate(parameters) } catch {
            throw .parametersRefused
        }
        guard recoveryKeys >= UInt64(seats.quorum), recoveryKeys <= UInt64(seats.count) else {
            throw .recoveryOutOfRange
        }
    }

    private func checkKeys() throws(GenesisFault) {
        var taken: Set<KeyID> = []
        let keys =
            members.flatMap { [$0.gatewayKey, $0.governanceKey] } + staff.map(\.key)
            + seats.seats.map(\.key)
        for key in keys {
            guard key.suite == suite, taken.insert(key.id).inserted else {
                throw .keyRefused(key.id)
            }
        }
    }

    private func checkCommittee() throws(GenesisFault) {
        do throws(Refusal) { try committee.validate() } catch { throw .committeeRefused }
        for seat in committee.seats {
            guard let person = staff.first(where: { $0.reference == seat.person }) else {
                throw .unknownStaff(seat.person)
            }
            guard person.roles.contains(.committee) else { throw .committeeRefused }
        }
    }
}

extension Tables {
    /// How many governance keys may restart the chain.
    public static let recoveryKeys = Table<Only, UInt64>("recovery-keys")
}
