// 3430 … 3459: charters and vocabularies.
extension Refusal {
    package static let charterUnreadable = Refusal(
        3430, "charter-unreadable", "the bytes are not a canonical charter or vocabulary",
        "字节不是规范的章程或词表")
    package static let charterDoesNotCheck = Refusal(
        3431, "charter-does-not-check", "the charter does not pass its static checks",
        "章程未通过静态检查")
    package static let vocabularyNotActive = Refusal(
        3432, "vocabulary-not-active", "the vocabulary is not in force",
        "词表未生效")
    package static let supersedesWrong = Refusal(
        3433, "supersedes-wrong", "`supersedes` is not the version in force",
        "“取代”版本与现行版本不符")
    package static let sourceDiffers = Refusal(
        3434, "source-differs", "a source text does not compile to the proposed bytes",
        "源文本编译结果与所提字节不一致")
    package static let sourceMalformed = Refusal(
        3435, "source-malformed", "sources must be one or two texts of distinct languages",
        "源文本须为一至两份且语言不同")
    package static let effectiveTooLate = Refusal(
        3436, "effective-too-late", "the charter would end before it can begin",
        "章程在生效之前即已失效")
    package static let proposedAlready = Refusal(
        3437, "proposed-already", "the same bytes are proposed or in force already",
        "相同内容已在提案中或已生效")
    package static let unknownProposal = Refusal(
        3438, "unknown-proposal", "the proposal does not exist",
        "提案不存在")
    package static let proposalClosed = Refusal(
        3439, "proposal-closed", "the proposal is past this step",
        "提案已过此步骤")
    package static let gateReported = Refusal(
        3440, "gate-reported", "the seat has reported on this proposal",
        "该席位已就本提案提交检查报告")
    package static let notAuthor = Refusal(
        3441, "not-author", "only the author's member may withdraw",
        "仅提案机构可撤回")
    package static let vocabularyNameTaken = Refusal(
        3442, "vocabulary-name-taken", "a vocabulary of this name exists",
        "同名词表已存在")
    package static let vocabularyTakesAway = Refusal(
        3443, "vocabulary-takes-away", "a vocabulary may only add to the one it extends",
        "词表只能在所扩展的词表上增加")
    package static let charterUnresolvable = Refusal(
        3445, "charter-unresolvable", "the charter reads an attribute that no source gives",
        "章程读取了没有来源的属性")
    package static let tooManyCharters = Refusal(
        3444, "too-many-charters", "no more charters can be in force at once",
        "同时生效的章程已达上限")

    static let charterRefusals = [
        charterUnreadable, charterDoesNotCheck, vocabularyNotActive, supersedesWrong,
        sourceDiffers, sourceMalformed, effectiveTooLate, proposedAlready, unknownProposal,
        proposalClosed, gateReported, notAuthor, vocabularyNameTaken, vocabularyTakesAway,
        charterUnresolvable, tooManyCharters,
    ]
}
