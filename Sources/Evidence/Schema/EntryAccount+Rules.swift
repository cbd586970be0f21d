import CharterLanguage
import Governance
import LedgerTypes

/// Rights, rules and licences in words; and what whoever is asked to sign is told.
extension EntryAccount {
    static func right(_ body: RegisterRight) -> [Line] {
        let right = body.right
        let kind =
            switch right.right {
            case .hold: "持有 / hold"
            case .use: "使用 / use"
            case .operate: "经营 / operate"
            }
        return [
            Line("数据集", "data set", "\(right.asset)"), Line("权利", "right", kind),
            Line("权利人", "grantee", "\(right.grantee)"), Line("依据", "basis", right.basis),
            Line("起", "from", CalendarTime.text(right.from)),
        ] + (right.until.map { [Line("止", "until", CalendarTime.text($0))] } ?? [])
    }

    static func ruleLines(_ kind: TransactionKind, _ payload: [UInt8]) -> [Line] {
        switch kind {
        case .proposeVocabulary:
            read(payload) { (body: ProposeVocabulary) in
                let read = try? Vocabulary(canonical: body.vocabulary)
                return read.map { [Line("词表", "vocabulary", $0.id)] } ?? []
            }
        case .proposeCharter:
            read(payload) { (body: ProposeCharter) in
                let read = try? Charter(canonical: body.charter)
                return read.map {
                    [
                        Line("章程", "charter", $0.id), Line("版本", "version", "\($0.version)"),
                        Line("词表", "vocabulary", $0.vocabulary),
                    ]
                } ?? []
            }
        case .reportGate:
            read(payload) { (body: ReportGate) in
                [
                    Line("提案", "proposal", "\(body.proposal)"),
                    Line("报告摘要", "report", "\(body.report)"),
                    Line("通过", "passes", body.passes ? "是 / yes" : "否 / no"),
                ]
            }
        case .withdrawProposal:
            read(payload) { (body: WithdrawProposal) in
                [Line("提案", "proposal", "\(body.proposal)")]
            }
        default: []
        }
    }

    static func licence(_ body: AttestLicence) -> [Line] {
        switch body.content {
        case .attest(let licence):
            [
                Line("步骤", "step", "证明 / attested"), Line("人员", "person", "\(licence.person)"),
                Line("种类", "kind", "\(licence.kind.chinese) / \(licence.kind.name)"),
                Line("证号承诺", "number's commitment", "\(licence.number)"),
                Line("密钥", "key", "\(licence.key)"),
                Line("起", "from", CalendarTime.text(licence.from)),
                Line("止", "until", CalendarTime.text(licence.until)),
                Line("发证机关", "authority", "\(licence.authority)"),
            ]
        case .withdraw(let person):
            [Line("步骤", "step", "撤回 / taken back"), Line("人员", "person", "\(person)")]
        }
    }
}

extension EventAccount {
    /// What a transaction would do, from its bytes alone: for whoever is asked to sign it. Without
    /// lines where this version has no words for its kind.
    package init(of transaction: Transaction) {
        self.init(
            chinese: transaction.kind.chinese, english: transaction.kind.name,
            lines: EntryAccount.lines(transaction.kind, transaction.payload))
    }
}
