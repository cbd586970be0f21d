import Bilingual
import Governance
import LedgerTypes

/// Why a scope has no counterpart on the chain.
package enum NotRecorded: Error, Hashable, Sendable {
    case notInForce
    /// A permission ends; nobody agrees for ever by leaving a day out.
    case noEnd
    /// Its time is over.
    case ended
    case noPurpose
    /// No vocabulary in force has any of the purposes, or any of the fields.
    case unknownPurposes([String])
    case unknownFields([String])
    /// Others than the member that records it may disclose under it.
    case disclosedElsewhere([String])
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
        case .ended: "its time is over"
        case .noPurpose: "it names no purpose"
        case .unknownPurposes(let names):
            "no vocabulary in force has its purposes: \(names.joined(separator: ", "))"
        case .unknownFields(let names):
            "no vocabulary in force has its fields: \(names.joined(separator: ", "))"
        case .disclosedElsewhere(let names):
            "only \(names.joined(separator: ", ")) may disclose under it: it is recorded there"
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
        case .ended: "期限已过"
        case .noPurpose: "未写明目的"
        case .unknownPurposes(let names):
            "现行词表中没有其所列目的：\(names.joined(separator: "、"))"
        case .unknownFields(let names):
            "现行词表中没有其所列字段：\(names.joined(separator: "、"))"
        case .disclosedElsewhere(let names):
            "仅 \(names.joined(separator: "、")) 可据此提供数据，应在该处登记"
        case .noAction(let names):
            "所列操作（\(names.joined(separator: "、"))）均不是账本中的操作"
        case .singleData(let names): "只涉及个别文件：\(names.joined(separator: "、"))"
        case .noMember(let names): "不是成员：\(names.joined(separator: "、"))"
        case .tooMany: "所列项目超过链上同意所能容纳的数量"
        }
    }
}

/// The words that consents on the chain can name.
package struct RecordedWords: Hashable, Sendable {
    /// Every purpose, for refusals of all of them.
    package let purposes: [String]
    package let actions: [String]
    /// Nil where no vocabulary lists fields, so that any may be asked for.
    package let fields: Set<String>?

    package init(purposes: [String], actions: [String], fields: Set<String>?) {
        self.purposes = purposes
        self.actions = actions
        self.fields = fields
    }

    func hasPurpose(_ name: String) -> Bool { purposes.contains(name) }
    func hasField(_ name: String) -> Bool { fields?.contains(name) ?? true }

    /// Those of the base vocabulary.
    package static let base = RecordedWords(
        purposes: [
            "care", "claims", "insurance", "judicial", "operate", "public_health", "quality",
            "refer", "regulate", "rescue", "research", "self", "teach", "training",
        ], actions: ["export", "infer", "read", "statistics", "train"], fields: nil)
}

extension ImportedScope {
    /// The scope as the chain records it, or why there is none; the one place that says so.
    ///
    /// A refusal of all purposes is written with every purpose of the vocabulary, one without an end
    /// stays open, one of single documents refuses all data of the rest of what it says. A permission
    /// that says no level gets `unstatedLevel`; `until` ends one that says no end. Of what no vocabulary
    /// has a permission loses the name, a refusal keeps it.
    ///
    /// - Parameter holder: the member that records it; nil where that is not known yet.
    /// - Parameter now: milliseconds since 1970.
    package func recording(
        in words: RecordedWords = .base, at holder: MemberID? = nil, unstatedLevel: UInt64 = 3,
        until: Int64? = nil, now: Int64 = 0
    ) throws(NotRecorded) -> ConsentScope {
        guard isInForce else { throw .notInForce }
        let end = permits ? notAfter.map { min($0, until ?? $0) } ?? until : notAfter
        if let end, end <= now { throw .ended }
        if permits { try requirePermissible(end, words, holder) }
        let known = actions.filter(words.actions.contains)
        guard !permits || actions.isEmpty || !known.isEmpty else { throw .noAction(actions) }
        let members = audiences.compactMap { MemberID($0) }
        let strangers = audiences.filter { MemberID($0) == nil }
        guard !permits || strangers.isEmpty else { throw .noMember(strangers) }
        let limit = GovernanceLimits.scopeNames
        let all = words.purposes.filter { !sparedPurposes.contains($0) }
        let meant = purposes.isEmpty ? all : purposes.filter { !permits || words.hasPurpose($0) }
        guard !meant.isEmpty else { throw .noPurpose }
        let named = fields.filter { !permits || words.hasField($0) }
        guard meant.count <= limit, !permits || named.count <= limit,
            !permits || members.count <= limit
        else { throw .tooMany }
        let isOfFields = !named.isEmpty && named.count <= limit
        return ConsentScope(
            purposes: meant,
            // A field that is refused is refused wherever it is labelled to stand.
            categories: !permits && isOfFields
                ? [] : DataCategory.allCases.filter { categories.contains($0.code) },
            maximumLevel: permits ? maximumLevel ?? unstatedLevel : 5,
            audiences: strangers.isEmpty && members.count <= limit ? members : [],
            fields: isOfFields ? named : [], actions: known,
            dataFrom: Self.time(dataFrom), dataUntil: Self.end(dataTo),
            notBefore: Self.time(notBefore) ?? BlockTime(0), notAfter: Self.end(end))
    }

    /// What keeps a permission from being recorded at all; a refusal has no such thing.
    private func requirePermissible(
        _ end: Int64?, _ words: RecordedWords, _ holder: MemberID?
    ) throws(NotRecorded) {
        guard end != nil else { throw .noEnd }
        guard !purposes.isEmpty else { throw .noPurpose }
        guard purposes.contains(where: words.hasPurpose) else { throw .unknownPurposes(purposes) }
        guard fields.isEmpty || fields.contains(where: words.hasField) else {
            throw .unknownFields(fields)
        }
        guard data.isEmpty else { throw .singleData(data) }
        if let holder, !disclosers.isEmpty, !disclosers.contains(holder.text) {
            throw .disclosedElsewhere(disclosers)
        }
    }

    /// What a permission loses because no vocabulary has the word, ascending; none of a refusal.
    package func wordsLeftOut(in words: RecordedWords = .base) -> [String] {
        guard permits else { return [] }
        return purposes.filter { !words.hasPurpose($0) } + fields.filter { !words.hasField($0) }
            + actions.filter { !words.actions.contains($0) }
    }

    /// The same in the words of the base vocabulary, nil where there is none.
    package var consentScope: ConsentScope? {
        do throws(NotRecorded) {
            return try recording()
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
