// 3260 … 3264: two names of one patient.
extension Refusal {
    package static let mergeMalformed = Refusal(
        3260, "merge-malformed", "two names are merged, the lower one first",
        "合并须写明两个不同的假名，较小者在前")
    package static let mergedAlready = Refusal(
        3261, "merged-already", "the two names are one patient's already, maybe by a third name",
        "两个假名已属同一患者（可能经由第三个假名）")
    package static let tooManyNames = Refusal(
        3262, "too-many-names",
        "a patient has at most 8 names at a holder: go on registering under one of them",
        "一名患者在同一持有方至多 8 个假名：请继续使用其中之一")
    package static let unknownMerge = Refusal(
        3263, "unknown-merge", "this merge does not exist: `tally subject show` lists a patient's",
        "该合并不存在：`tally subject show` 列出患者的合并")
    package static let separatedAlready = Refusal(
        3264, "separated-already", "the two names count apart already", "两个假名已经分开")

    static let mergeRefusals = [
        mergeMalformed, mergedAlready, tooManyNames, unknownMerge, separatedAlready,
    ]
}
