import GovernanceSamples
import LedgerTypes
import Sealing

@testable import Governance

/// What a row of the table of signing rules is meant to ask for. Judged kind by kind, apart from the
/// rules themselves: a new kind does not compile before somebody has said it.
enum Meant: Hashable {
    /// One person, with or without their member's gateway, or that gateway alone.
    case one
    /// Two persons, or the governance keys of several.
    case two
    /// A key that is nobody's at a member: the patient's, a code's; or whom a record names.
    case others
}

/// One row: a kind under the circumstances on which its rule depends.
struct SigningRow: CustomStringConvertible {
    let kind: TransactionKind
    var circumstances: [SigningCondition]

    var description: String {
        kind.name + circumstances.map { " \($0)" }.joined()
    }

    func holds(_ condition: SigningCondition) -> Bool { circumstances.contains(condition) }

    var meant: Meant {
        switch kind {
        case .enrolMember, .seatChange, .parameters, .recover, .committeeSeat, .enrolStaff,
            .rotateKey, .mergeSubjects:
            return .two
        // To stop somebody is urgent; to let them act again is not.
        case .suspend: return holds(.targetsStaff) && !holds(.liftsSuspension) ? .one : .two
        case .registerSubject:
            if holds(.changesOwnWord) || holds(.changesOwnKey) { return .others }
            return holds(.changesSubject) ? .two : .one
        case .recoverSubject: return holds(.inPerson) ? .two : .others
        // In own hand, or attested.
        case .recordConsent, .withdrawConsent: return holds(.inPerson) ? .others : .two
        case .registerAsset, .label: return holds(.lowersLevel) ? .two : .one
        case .ballot: return holds(.inPerson) ? .one : .two
        case .transition, .redeemCode: return .others
        case .licence: return holds(.overrulesAuthority) ? .two : .one
        case .registerRight, .proposeVocabulary, .proposeCharter, .reportGate,
            .withdrawProposal, .openCase, .recuse, .request, .release, .acknowledge,
            .egressBlock, .answerWithdrawal, .issueCode, .declareOverride, .approveOverride,
            .writeUp, .review,
            .notified, .anchor, .exportSeal:
            return .one
        }
    }

    /// Every row of the table: each kind under every combination of circumstances that can be.
    static let all: [SigningRow] = TransactionKind.allCases.flatMap { kind in
        combinations(of: SigningRule.of(kind).conditions).map {
            SigningRow(kind: kind, circumstances: $0)
        }
    }

    private static func combinations(of conditions: [SigningCondition]) -> [[SigningCondition]] {
        var found: [[SigningCondition]] = [[]]
        for condition in conditions { found += found.map { $0 + [condition] } }
        return found.filter { set in
            func excluding(_ left: SigningCondition, _ right: SigningCondition) -> Bool {
                // Where the rule speaks of both, exactly one of them holds.
                guard conditions.contains(left), conditions.contains(right) else { return true }
                return set.contains(left) != set.contains(right)
            }
            func implies(_ left: SigningCondition, _ right: SigningCondition) -> Bool {
                !set.contains(left) || set.contains(right)
            }
            // What changes a subject's own word changes the subject, and so on.
            guard implies(.changesOwnWord, .changesSubject),
                implies(.changesOwnKey, .changesOwnWord), implies(.liftsSuspension, .targetsStaff)
            else { return false }
            // Of what a rule may be about it is about one.
            let targets: [SigningCondition] = [.targetsMember, .targetsStaff, .targetsOfficer]
            guard
                !targets.contains(where: conditions.contains)
                    || set.count(where: targets.contains) == 1
            else { return false }
            return excluding(.inPerson, .notInPerson)
        }
    }
}

extension SigningRule {
    /// The circumstances that the rule names, each once, in its order.
    var conditions: [SigningCondition] {
        switch self {
        case .when(let condition, let rule):
            return [condition] + rule.conditions.filter { $0 != condition }
        case .all(let rules), .any(let rules):
            var found: [SigningCondition] = []
            for condition in rules.flatMap(\.conditions) where !found.contains(condition) {
                found.append(condition)
            }
            return found
        case .gateway, .quorumOfSeats, .quorumOfMembers, .governance, .replacedKey, .person,
            .countersigned, .appointers, .witness, .subject, .ownKey, .code, .parties:
            return []
        }
    }
}

/// Who signs: keys by their names, the acting member, and the person whom the transaction names.
struct SigningAttempt: Hashable, CustomStringConvertible {
    var keys: [String]
    var member = "centre-b"
    var staff: String?

    var description: String { "\(member)/\(staff ?? "–") by \(keys)" }

    /// Whether the rule of a row is satisfied.
    func satisfies(_ row: SigningRow, _ ledger: inout TestLedger) -> Bool {
        let transaction = Transaction(
            suite: TestConsortium.suite, chain: ledger.consortium.state.chain, kind: row.kind,
            member: TestConsortium.id(member), staff: staff.map { StaffID($0)! },
            nonce: [UInt8](repeating: 0, count: 16), validUntil: ledger.time, payload: [])
        let call = Call(
            transaction: transaction, id: TransactionID(.zero),
            keys: keys.map { TestConsortium.key($0).verifyingKey.id }.sorted(), commitments: [],
            entry: EntryIndex(0))
        do throws(Refusal) {
            try SigningRule.of(row.kind).check(call, facts(row), &ledger.change.reader)
            try Signers.requireNamedPerson(call, &ledger.change.reader)
            return true
        } catch {
            return false
        }
    }

    private func facts(_ row: SigningRow) -> SigningFacts {
        var facts = SigningFacts()
        facts.holder = TestConsortium.id("centre-b")
        facts.receiver = TestConsortium.id("centre-b")
        facts.subject = TestConsortium.pseudonym("p1")
        facts.code = RecordID(.zero)
        facts.lowersLevel = row.holds(.lowersLevel)
        facts.changesSubject = row.holds(.changesSubject)
        facts.changesOwnWord = row.holds(.changesOwnWord)
        facts.changesOwnKey = row.holds(.changesOwnKey)
        facts.targetsOfficer = row.holds(.targetsOfficer)
        facts.overrulesAuthority = row.holds(.overrulesAuthority)
        facts.liftsSuspension = row.holds(.liftsSuspension)
        facts.targetsStaff = row.holds(.targetsStaff)
        facts.inPerson = row.holds(.inPerson)
        facts.targetMember = row.holds(.targetsMember) ? TestConsortium.id(target(row)) : nil
        facts.replacedKey = .gateway(TestConsortium.id(member))
        facts.alternatives = [
            [
                .staff(TestConsortium.person("centre-b", "data")),
                .staff(TestConsortium.person("hospital-a", "data")),
            ]
        ]
        return facts
    }

    /// A member whose key is replaced acts itself; one that is suspended does not.
    private func target(_ row: SigningRow) -> String {
        row.kind == .rotateKey ? member : "centre-c"
    }
}
