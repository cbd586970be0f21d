import Bilingual
import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// Why a genesis founds no chain.
package enum GenesisFault: Error, Hashable, Sendable {
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
    /// A key has not signed what it is founded for.
    case possessionUnproven(KeyID)
    /// There are more proofs than keys.
    case possessionsLeftOver
    /// A licence is not of a founding person, of no authority, or not signed by its authority.
    case licenceRefused(StaffReference, Refusal)
    /// After the last instant that a block may have.
    case timeAfterLast

    /// A stable number for messages.
    package var code: UInt64 {
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
        case .possessionUnproven: 2313
        case .possessionsLeftOver: 2314
        case .licenceRefused: 2315
        }
    }
}

extension Genesis {
    /// Checks the founding act and returns the state at height 0.
    package func initialState() throws(GenesisFault) -> LedgerState {
        guard time < BlockTime.last else { throw .timeAfterLast }
        try checkPeople()
        try checkRules()
        try checkPossessions()
        try checkLicences()
        var change = StateChange(
            suite: suite, chain: chainID, base: StateMap(suite: suite), height: .genesis,
            time: time)
        for member in members { Enrolment.enrol(member, &change) }
        for person in staff { Enrolment.enrol(person, &change) }
        for licence in licences {
            change.put(Tables.licences, licence.person, LicenceRecord(licence, attested: time))
        }
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
    package func header(_ state: LedgerState) -> Header {
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
        for (place, member) in members.enumerated() {
            for other in members[..<place] {
                do throws(Refusal) { try member.requireApart(from: other) } catch {
                    throw .memberRefused(member.id, error)
                }
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

    private func checkPossessions() throws(GenesisFault) {
        let claims = claims
        for (place, claim) in claims.enumerated() {
            do throws(Refusal) {
                guard place < possessions.count else { throw .possessionUnproven }
                try possessions[place].check(claim)
            } catch {
                throw .possessionUnproven(claim.key.id)
            }
        }
        // A proof of nothing: bytes that nobody has checked would be part of the chain's name.
        guard possessions.count == claims.count else { throw .possessionsLeftOver }
    }

    private func checkCommittee() throws(GenesisFault) {
        do throws(Refusal) { try committee.validate() } catch { throw .committeeRefused }
        for seat in committee.everybody {
            guard let person = staff.first(where: { $0.reference == seat.person }) else {
                throw .unknownStaff(seat.person)
            }
            guard person.roles.contains(.committee) else { throw .committeeRefused }
        }
    }
}

extension Tables {
    /// How many governance keys may restart the chain.
    package static let recoveryKeys = Table<Only, UInt64>("recovery-keys")
}

extension GenesisFault: Worded {
    package var english: String {
        switch self {
        case .notAscending: "members or staff do not ascend, or one is named twice"
        case .memberRefused(let member, let refusal): "\(member): \(refusal.english)"
        case .staffRefused(let staff, let refusal): "\(staff): \(refusal.english)"
        case .unknownMember(let member):
            "a seat or a person is of \(member), which is no member"
        case .unknownStaff(let staff):
            "the committee names \(staff), who is not among the staff"
        case .keyRefused(let key): "the key \(key) stands twice, or is not of the suite"
        case .committeeRefused:
            "the committee does not hold: ethics, law and technology each need a seat, one a member, "
                + "and substitutes of other members, so that no member that steps aside stops it"
        case .parametersRefused: "a parameter is out of its range"
        case .recoveryOutOfRange:
            "fewer or more governance keys are asked for a recovery than may be"
        case .vocabularyRefused(let place):
            "vocabulary \(place + 1) does not hold: check it with `tally charter test`"
        case .charterRefused(let place):
            "charter \(place + 1) does not hold: check it with `tally charter test`"
        case .timeAfterLast: "the time of the founding is out of range"
        case .licenceRefused(let person, let refusal):
            "the licence of \(person): \(refusal.english). In a founding the authority signs it "
                + "with `tally licence found`"
        case .possessionUnproven(let key):
            "the key \(key) did not sign what it is founded for: its member makes the "
                + "card again with `tally init`"
        case .possessionsLeftOver: "the founding has more proofs of keys than keys"
        }
    }

    package var chinese: String {
        switch self {
        case .notAscending: "成员或人员未按顺序排列，或重复出现"
        case .memberRefused(let member, let refusal): "\(member)：\(refusal.chinese)"
        case .staffRefused(let staff, let refusal): "\(staff)：\(refusal.chinese)"
        case .unknownMember(let member): "席位或人员所属的 \(member) 不是成员"
        case .unknownStaff(let staff): "委员会所列 \(staff) 不在人员之中"
        case .keyRefused(let key): "密钥 \(key) 重复，或与密码套件不符"
        case .committeeRefused: "委员会不成立：伦理、法律、技术各须有一席，每机构至多一席，并须有其他机构的替补委员，以免一方回避即无法裁决"
        case .parametersRefused: "有参数超出范围"
        case .recoveryOutOfRange: "恢复所需的治理密钥数超出范围"
        case .vocabularyRefused(let place): "第 \(place + 1) 份词表不成立：请用 `tally charter test` 检查"
        case .charterRefused(let place): "第 \(place + 1) 份章程不成立：请用 `tally charter test` 检查"
        case .timeAfterLast: "创立时间超出范围"
        case .licenceRefused(let person, let refusal):
            "\(person) 的执业证：\(refusal.chinese)。创立时由发证机关用 `tally licence found` 签署"
        case .possessionUnproven(let key): "密钥 \(key) 未签名证明其归属：请该机构用 `tally init` 重新制作名片"
        case .possessionsLeftOver: "创立文件中的密钥证明多于密钥"
        }
    }
}
