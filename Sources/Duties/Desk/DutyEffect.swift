import Bilingual
import BlockStore
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What a desk asks of whoever owns it, in the order in which it must be done.
package enum DutyEffect: Sendable {
    /// Hand the transaction in; what came of it is told by `noteAnswer`.
    case submit(WorkID, SignedTransaction)
    /// Send the work's parcel, which `parcel` reads, to a member's node, this one included, if a
    /// link that is good for all leads there. It is sent again: it may get lost.
    case send(WorkID, to: MemberID)
    /// Judge a proposed charter beside everything else, and say so by `noteVerdict`.
    case judge(GateTask)
    case note(DutyNote)
}

/// What the operator may want to read in the log.
package enum DutyNote: Sendable, CustomStringConvertible {
    case heldBack(Digest, code: UInt64, findings: [String])
    /// A right ended before its delivery was acknowledged.
    case withdrawn(Digest, ReceiptCode)
    case refused(WorkID, ReceiptCode)
    case parcelRefused(String)
    case fault(DutyProblem)

    package var description: String {
        switch self {
        case .heldBack(let permit, let code, let findings):
            "the egress gate holds back what permit \(permit.short) asks (code \(code)): "
                + findings.joined(separator: "; ")
        case .withdrawn(let permit, let code):
            "permit \(permit.short) ended before its delivery was acknowledged: \(code)"
        case .refused(let id, let code):
            "\(id.kind.name) \(id.subject.short) is refused on the chain: \(code)"
        case .parcelRefused(let reason): reason
        case .fault(let problem): "\(problem)"
        }
    }
}

/// What keeps a desk from its work, until it is mended.
package enum DutyProblem: Error, Worded, Hashable, Sendable, CustomStringConvertible {
    /// A file of the outbox cannot be used.
    case outbox(OutboxFault)
    /// What other members released cannot be kept.
    case inbox(StorageFault)
    /// Emergencies that were decided alone cannot be brought to the chain.
    case journal(JournalFault)
    /// What a kind of work reads of the disk cannot be read.
    case reading(StorageFault)

    package var english: String {
        switch self {
        case .outbox(let fault): fault.english
        case .inbox(let fault):
            "what other members released cannot be kept: \(fault.english); it is not acknowledged, "
                + "and comes again"
        case .journal(let fault):
            "an emergency that was decided alone cannot be brought to the chain: \(fault.english)"
        case .reading(let fault): "a duty waits: \(fault.english)"
        }
    }

    package var chinese: String {
        switch self {
        case .outbox(let fault): fault.chinese
        case .inbox(let fault):
            "其他成员放行的数据无法保存：\(fault.chinese)；未予确认，对方将重新发送"
        case .journal(let fault): "离线应急记录无法上链：\(fault.chinese)"
        case .reading(let fault): "有事项在等待：\(fault.chinese)"
        }
    }
}
