import Bilingual
import Governance
import LedgerTypes

/// Why a scope has no counterpart on the chain.
package enum NotRecorded: Error, Hashable, Sendable {
    case notInForce
    /// A permission ends; nobody agrees for ever by leaving a day out.
    case noEnd
    /// The end lies before 1970.
    case ended
    case noPurpose
    /// None of the actions is one of the ledger's.
    case noAction([String])
    /// Single documents have no place on the chain.
    case singleData([String])
    case noMember([String])
    case tooMany
}

extension NotRecorded: Worded {
    package var english: String {
        switch self {
        case .notInForce: "the document is not in force"
        case .noEnd: "the permission has no end: agree on one and give it with --until"
        case .ended: "its end lies before 1970"
        case .noPurpose: "it names no purpose"
        case .noAction(let names):
            "none of its actions (\(names.joined(separator: ", "))) is one of the ledger's"
        case .singleData(let names):
            "it is about single documents: \(names.joined(separator: ", "))"
        case .noMember(let names): "no members: \(names.joined(separator: ", "))"
        case .tooMany: "it names more than a consent on the chain can"
        }
    }

    package var chinese: String {
        switch self {
        case .notInForce: "文件未生效"
        case .noEnd: "许可没有截止日期：请与患者约定，并用 --until 写明"
        case .ended: "其截止早于 1970 年"
        case .noPurpose: "未写明用途"
        case .noAction(let names):
            "所列操作（\(names.joined(separator: "、"))）均不是账本中的操作"
        case .singleData(let names): "只涉及个别文件：\(names.joined(separator: "、"))"
        case .noMember(let names): "不是成员：\(names.joined(separator: "、"))"
        case .tooMany: "所列项目超过链上同意所能容纳的数量"
        }
    }
}

extension ImportedScope {
    /// Purposes of the base vocabulary, for refusals of all of them.
    package static let basePurposes = [
        "care", "claims", "insurance", "judicial", "operate", "public_health", "quality", "refer",
        "regulate", "rescue", "research", "self", "teach", "training",
    ]

    /// Actions of the base vocabulary.
    package static let baseActions = ["export", "infer", "read", "statistics", "train"]

    /// The scope as the chain records it, or why there is none; the one place that says so.
    ///
    /// A refusal of all purposes is written with every purpose of the vocabulary, one without an end
    /// stays open, one of single documents refuses all data of the rest of what it says. A permission
    /// that says no level gets `unstatedLevel`; `until` ends one that says no end.
    package func recording(
        allPurposes: [String] = Self.basePurposes, allActions: [String] = Self.baseActions,
        unstatedLevel: UInt64 = 3, until: Int64? = nil
    ) throws(NotRecorded) -> ConsentScope {
        guard isInForce else { throw .notInForce }
        let end = notAfter.map { min($0, until ?? $0) } ?? until
        guard end ?? 1 > 0 else { throw .ended }
        let wide = !permits
        if permits {
            guard end != nil else { throw .noEnd }
            guard !purposes.isEmpty else { throw .noPurpose }
            guard data.isEmpty else { throw .singleData(data) }
        }
        let known = actions.filter(allActions.contains)
        guard wide || actions.isEmpty || !known.isEmpty else { throw .noAction(actions) }
        let members = audiences.compactMap { MemberID($0) }
        let strangers = audiences.filter { MemberID($0) == nil }
        guard wide || strangers.isEmpty else { throw .noMember(strangers) }
        let named = DataCategory.allCases.filter { categories.contains($0.code) }
        let limit = GovernanceLimits.scopeNames
        let all = allPurposes.filter { !sparedPurposes.contains($0) }
        let meant = purposes.isEmpty ? all : purposes
        guard !meant.isEmpty else { throw .noPurpose }
        guard meant.count <= limit, wide || fields.count <= limit, wide || members.count <= limit
        else { throw .tooMany }
        return ConsentScope(
            purposes: meant,
            // A field that is refused is refused wherever it is labelled to stand.
            categories: wide && !fields.isEmpty && fields.count <= limit ? [] : named,
            maximumLevel: permits ? maximumLevel ?? unstatedLevel : 5,
            audiences: strangers.isEmpty && members.count <= limit ? members : [],
            fields: fields.count <= limit ? fields : [], actions: known,
            dataFrom: Self.time(dataFrom), dataUntil: Self.end(dataTo),
            notBefore: Self.time(notBefore) ?? BlockTime(0), notAfter: Self.end(end))
    }

    /// The same, nil where there is none.
    package func consentScope(
        allPurposes: [String], unstatedLevel: UInt64 = 3
    ) -> ConsentScope? {
        do throws(NotRecorded) {
            return try recording(allPurposes: allPurposes, unstatedLevel: unstatedLevel)
        } catch {
            return nil
        }
    }

    /// Times before 1970 are the beginning of the chain's time.
    private static func time(_ milliseconds: Int64?) -> BlockTime? {
        milliseconds.map { BlockTime(UInt64(max(0, $0))) }
    }

    private static func end(_ milliseconds: Int64?) -> BlockTime? {
        milliseconds.map { BlockTime(UInt64(max(1, $0))) }
    }
}
