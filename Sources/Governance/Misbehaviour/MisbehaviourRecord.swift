import CanonicalCoding
import LedgerTypes
import Sealing

/// What was shown of one seat; the evidence itself stands in the block of `recorded`.
package struct MisbehaviourRecord: Hashable, Sendable {
    /// Whose seat it was at that height.
    package let member: MemberID
    package let subject: MisbehaviourSubject
    /// Digest of the evidence: with it the header of the block commits to the evidence.
    package let evidence: Digest
    /// The block that carries the evidence.
    package let recorded: Height
    package let time: BlockTime

    package init(
        member: MemberID, subject: MisbehaviourSubject, evidence: Digest, recorded: Height,
        time: BlockTime
    ) {
        self.member = member
        self.subject = subject
        self.evidence = evidence
        self.recorded = recorded
        self.time = time
    }
}

extension Offence {
    /// What was done, in words of both languages.
    package var english: String {
        switch self {
        case .twoProposals: "signed two proposals for one round"
        case .twoPrevotes: "signed two prevotes in one round"
        case .twoPrecommits: "signed two precommits in one round"
        case .amnesia: "voted against the block that it had helped to decide"
        }
    }

    package var chinese: String {
        switch self {
        case .twoProposals: "同一轮次签署了两个提案"
        case .twoPrevotes: "同一轮次签署了两个预投票"
        case .twoPrecommits: "同一轮次签署了两个预提交"
        case .amnesia: "违背自己参与定案的区块另行投票"
        }
    }
}

extension MisbehaviourRecord: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        member.encode(into: &writer)
        subject.height.encode(into: &writer)
        subject.round.encode(into: &writer)
        subject.seat.encode(into: &writer)
        writer.unsigned(subject.offence.rawValue)
        evidence.encode(into: &writer)
        recorded.encode(into: &writer)
        time.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        member = try MemberID(from: &reader)
        subject = MisbehaviourSubject(
            height: try Height(from: &reader), round: try Round(from: &reader),
            seat: try SeatIndex(from: &reader), offence: try reader.rawValue(field: "offence"))
        evidence = try Digest(from: &reader)
        recorded = try Height(from: &reader)
        time = try BlockTime(from: &reader)
        reader.endArray()
    }
}
