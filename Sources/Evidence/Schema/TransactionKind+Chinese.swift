import LedgerTypes

extension TransactionKind {
    /// The name of the kind in Chinese reports.
    package var chinese: String {
        switch self {
        case .enrolMember: "机构登记"
        case .enrolStaff: "人员登记"
        case .suspend: "暂停"
        case .rotateKey: "更换密钥"
        case .seatChange: "席位变更"
        case .parameters: "参数变更"
        case .recover: "恢复"
        case .committeeSeat: "委员任命"
        case .licence: "执业证"
        case .registerSubject: "主体登记"
        case .mergeSubjects: "合并假名"
        case .recoverSubject: "患者密钥找回"
        case .registerAsset: "数据资产登记"
        case .label: "分类分级标注"
        case .registerRight: "权属登记"
        case .recordConsent: "同意"
        case .withdrawConsent: "撤回同意"
        case .answerWithdrawal: "撤回答复"
        case .proposeVocabulary: "提出词表"
        case .proposeCharter: "提出规则"
        case .reportGate: "规则检验报告"
        case .ballot: "表决"
        case .withdrawProposal: "撤回提案"
        case .openCase: "立案审议"
        case .recuse: "回避"
        case .transition: "记录状态变更"
        case .request: "数据使用申请与决定"
        case .release: "数据放行"
        case .acknowledge: "接收确认"
        case .egressBlock: "出域拦截"
        case .issueCode: "签发授权码"
        case .redeemCode: "使用授权码"
        case .declareOverride: "紧急越权声明"
        case .approveOverride: "紧急越权复核"
        case .writeUp: "越权补录"
        case .review: "越权事后审查"
        case .notified: "通知已送达本机构"
        case .anchor: "摘要存证"
        case .exportSeal: "导出封条存证"
        }
    }
}
