import Governance
import LedgerTypes

// Names that programs of the members compare: declared here, so that renaming a case in the code
// changes no answer. Source: docs/reference/node-api.md.

extension CaseType {
    var name: String {
        switch self {
        case .design: "design"
        case .dispute: "dispute"
        case .override: "override"
        case .escalation: "escalation"
        case .exemption: "exemption"
        case .upgrade: "upgrade"
        case .appeal: "appeal"
        }
    }
}

extension CaseState {
    var name: String {
        switch self {
        case .open: "open"
        case .approved: "approved"
        case .rejected: "rejected"
        case .lapsed: "lapsed"
        case .withdrawn: "withdrawn"
        case .overdue: "overdue"
        case .reversed: "reversed"
        }
    }
}

extension BallotChoice {
    var name: String {
        switch self {
        case .approve: "approve"
        case .reject: "reject"
        case .abstain: "abstain"
        }
    }
}

extension ProposalState {
    var name: String {
        switch self {
        case .gate: "gate"
        case .ballot: "ballot"
        case .approved: "approved"
        case .active: "active"
        case .rejected: "rejected"
        case .withdrawn: "withdrawn"
        case .lapsed: "lapsed"
        case .gateFailed: "gateFailed"
        case .outrun: "outrun"
        case .expired: "expired"
        }
    }
}

extension ConsentState {
    var name: String {
        switch self {
        case .active: "active"
        case .withdrawn: "withdrawn"
        case .superseded: "superseded"
        }
    }
}

extension GrantorRelation {
    var name: String {
        switch self {
        case .oneself: "oneself"
        case .parent: "parent"
        case .guardian: "guardian"
        case .spouse: "spouse"
        case .child: "child"
        case .authorised: "authorised"
        }
    }
}

extension NoticeAudience {
    var name: String {
        switch self {
        case .patient: "patient"
        case .regulator: "regulator"
        case .committee: "committee"
        case .holder: "holder"
        case .governance: "governance"
        }
    }
}

extension NoticeState {
    var name: String {
        switch self {
        case .due: "due"
        case .discharged: "discharged"
        case .overdue: "overdue"
        case .dischargedLate: "dischargedLate"
        }
    }
}

extension VoteStep {
    var name: String {
        switch self {
        case .prevote: "prevote"
        case .precommit: "precommit"
        }
    }
}
