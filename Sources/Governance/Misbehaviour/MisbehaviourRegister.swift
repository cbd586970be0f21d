import Bilingual
import LedgerTypes
import Sealing

/// Why evidence may not stand in the next block.
package enum EvidenceRefusal: Error, Hashable, Sendable {
    /// Of a height that is not committed.
    case notCommitted
    /// Older than evidence may be: the seats of that height are forgotten.
    case tooOld
    /// The same is recorded.
    case recordedAlready
    /// Enough is recorded of this member lately.
    case enough
    /// It does not show what it claims.
    case wrong(EvidenceFault)
    /// Not after the evidence before it in the block.
    case outOfOrder
    /// More than a block may carry.
    case tooMany

    /// A stable number for logs and messages.
    package var code: UInt64 {
        switch self {
        case .notCommitted: 4011
        case .tooOld: 4012
        case .recordedAlready: 4013
        case .enough: 4014
        case .wrong: 4015
        case .outOfOrder: 4016
        case .tooMany: 4017
        }
    }
}

extension Tables {
    /// What was shown of a member's seat, oldest first.
    package static let misbehaviour = Table<MemberID, RecordList<MisbehaviourRecord>>(
        "misbehaviour")
}

/// Takes evidence of misbehaviour from blocks: a record, no turn as proposer, and a notice to every
/// member. Whether the seat is taken away is for the members to decide.
/// Source: docs/internals/decisions/0010-misbehaviour.md.
package enum MisbehaviourRegister {
    /// Refuses evidence that may not stand in the block after a state.
    ///
    /// - Returns: the member whose seat it is about.
    @discardableResult
    package static func check(
        _ evidence: MisbehaviourEvidence, on state: LedgerState
    ) throws(EvidenceRefusal) -> MemberID {
        let subject = evidence.subject
        guard subject.height <= state.height, subject.height > .genesis else {
            throw .notCommitted
        }
        guard let seats = state.seats(at: subject.height) else { throw .tooOld }
        guard let seat = seats[subject.seat] else { throw .wrong(.seatUnknown) }
        let firstRound = state.recoveryRound(at: subject.height)
        guard !evidence.restsOnLiftedLock(firstRound: firstRound) else {
            throw .wrong(.noContradiction)
        }
        let known = state.get(Tables.misbehaviour, seat.member)?.elements ?? []
        guard !known.contains(where: { $0.subject == subject }) else { throw .recordedAlready }
        let recent = known.filter { !isForgotten($0, at: state.height) }
        guard recent.count < GovernanceLimits.misbehaviourRecords else { throw .enough }
        do {
            try evidence.verify(chain: state.chain, seats: seats)
        } catch {
            throw .wrong(error)
        }
        return seat.member
    }

    /// Refuses a block's evidence as a whole; returns the members it is about, in its order.
    static func check(
        _ evidence: [MisbehaviourEvidence], on state: LedgerState
    ) throws(EvidenceProblem) -> [MemberID] {
        guard evidence.count <= LedgerTypes.Limits.maximumEvidence else {
            throw EvidenceProblem(position: evidence.count, refusal: .tooMany)
        }
        var members: [MemberID] = []
        var last: MisbehaviourSubject?
        for (position, item) in evidence.enumerated() {
            if let last, last >= item.subject {
                throw EvidenceProblem(position: position, refusal: .outOfOrder)
            }
            last = item.subject
            do throws(EvidenceRefusal) {
                members.append(try check(item, on: state))
            } catch {
                throw EvidenceProblem(position: position, refusal: error)
            }
        }
        return members
    }

    /// Records evidence that was checked, at block start.
    static func record(
        _ evidence: MisbehaviourEvidence, of member: MemberID, seats: SeatSet,
        _ change: inout StateChange
    ) {
        let record = MisbehaviourRecord(
            member: member, subject: evidence.subject,
            evidence: evidence.digest(suite: change.suite), recorded: change.height,
            time: change.time)
        var list = change.get(Tables.misbehaviour, member) ?? RecordList()
        let isNews = !list.elements.contains { !isForgotten($0, at: change.height) }
        list.elements.append(record)
        // Old ones stay as long as there is room; their evidence stays in its block.
        while list.elements.count > GovernanceLimits.misbehaviourRecords,
            let first = list.elements.first, isForgotten(first, at: change.height)
        {
            list.elements.removeFirst()
        }
        change.put(Tables.misbehaviour, member, list)
        Proposing.punish(member, seats: seats, &change)
        if isNews { notify(about: record, &change) }
    }

    /// Every member's governance is told: only a seat change, which a quorum of them signs, answers.
    private static func notify(about record: MisbehaviourRecord, _ change: inout StateChange) {
        for member in change.reader.memberIDs
        where change.get(Tables.members, member)?.state == .active {
            NoticeBoard.post(
                .governance, subject: nil, about: RecordID(record.evidence), responsible: member,
                due: change.time.adding(GovernanceLimits.misbehaviourNotice) ?? change.time,
                &change)
        }
    }

    /// Whether evidence about the same would be refused for its age.
    private static func isForgotten(_ record: MisbehaviourRecord, at height: Height) -> Bool {
        record.subject.height.value + GovernanceLimits.evidenceAge < height.value
    }
}

/// Which piece of a block's evidence is refused, and why.
package struct EvidenceProblem: Error, Hashable, Sendable {
    package let position: Int
    package let refusal: EvidenceRefusal
}

extension EvidenceRefusal: Worded {
    package var english: String {
        switch self {
        case .notCommitted: "it is of a height that is not committed"
        case .tooOld: "it is older than evidence may be"
        case .recordedAlready: "the same is recorded already"
        case .enough: "enough is recorded of this member lately"
        case .wrong(let fault): "\(fault.english)"
        case .outOfOrder: "it is not in its order"
        case .tooMany: "a block carries no more evidence"
        }
    }

    package var chinese: String {
        switch self {
        case .notCommitted: "所指高度尚未提交"
        case .tooOld: "证据过旧"
        case .recordedAlready: "相同内容已有记录"
        case .enough: "该成员近期记录已足够"
        case .wrong(let fault): "\(fault.chinese)"
        case .outOfOrder: "顺序不对"
        case .tooMany: "区块不能再附证据"
        }
    }
}
