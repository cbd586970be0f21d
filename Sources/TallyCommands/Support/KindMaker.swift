import LedgerTypes

/// Who makes transactions of a kind: a person with a command, or a node by itself.
enum KindMaker: Hashable {
    /// The words after `tally` of the command that makes one.
    case command(String)
    /// The node's gateway, when its work comes to it; `tally doctor` tells where that stands still.
    case node
}

extension TransactionKind {
    /// Exhaustive on purpose: a new kind does not compile before somebody can make one.
    var maker: KindMaker {
        switch self {
        case .enrolMember: .command("governance draft enrol-member")
        case .enrolStaff: .command("staff enrol")
        case .suspend: .command("staff suspend")
        case .rotateKey: .command("rotate-key staff")
        case .seatChange: .command("governance draft seat-change")
        case .parameters: .command("governance draft parameters")
        case .recover: .command("recover draft")
        case .committeeSeat: .command("governance draft committee")
        case .licence: .command("licence")
        case .registerSubject: .command("subject register")
        case .recoverSubject: .command("subject recover")
        case .mergeSubjects: .command("subject merge")
        case .registerAsset: .command("asset register")
        case .label: .command("asset label")
        case .registerRight: .command("right register")
        case .recordConsent: .command("consent record")
        case .withdrawConsent: .command("consent withdraw")
        case .answerWithdrawal: .command("withdrawal answer")
        case .proposeVocabulary: .command("charter propose-vocabulary")
        case .proposeCharter: .command("charter propose")
        case .ballot: .command("case vote")
        case .withdrawProposal: .command("charter withdraw")
        case .openCase: .command("case open")
        case .recuse: .command("case recuse")
        case .transition: .command("grant open")
        case .request: .command("request")
        case .issueCode: .command("code issue")
        case .redeemCode: .command("code redeem")
        case .declareOverride: .command("override declare")
        case .approveOverride: .command("override approve")
        case .writeUp: .command("override write-up")
        case .review: .command("override review")
        case .anchor: .command("anchor file")
        case .exportSeal: .command("anchor seal")
        case .reportGate, .release, .acknowledge, .egressBlock, .notified: .node
        }
    }

    /// The kind for a reader who is to sign or judge it: its name, and where it comes from.
    func described(_ language: DisplayLanguage) -> String {
        switch maker {
        case .command(let words): name + language.say("（tally \(words)）", " (tally \(words))")
        case .node: name + language.say("（由节点网关自动签发）", " (made by a node's gateway)")
        }
    }
}
