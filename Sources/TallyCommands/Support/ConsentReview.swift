import Bilingual
import Interchange
import NodeFiles
import TallyClient

/// One resource of a file in the words that an officer reads before anything is recorded.
struct ConsentReview: Encodable {
    /// What one provision says, by its number in the document.
    struct Provision: Encodable {
        let number: Int
        /// Where it stands in the file.
        let path: String
        let permits: Bool
        let purposes: [String]
        let actions: [String]
        let categories: [String]
        let fields: [String]
        let maximumLevel: UInt64?
        let audiences: [String]
        let disclosers: [String]
        /// Milliseconds since 1970, ends exclusive.
        let notBefore: Int64?
        let notAfter: Int64?
        let dataFrom: Int64?
        let dataUntil: Int64?
        /// True for a refusal that reaches further than written.
        let isWidened: Bool
        /// The whole provision in one sentence.
        let explanation: TextView
        /// Why nothing of it is recorded; nil where it can be.
        let notRecorded: TextView?
    }

    /// Something that has no place on the chain, or that must be known before.
    struct Line: Encodable {
        let path: String
        let value: String
        let effect: String
        let message: TextView
    }

    /// Such as `entry[2].resource`; empty where the file is one resource.
    let place: String
    let identifier: String
    let release: String
    let state: String
    let patient: String
    let grantors: [String]
    let isVerified: Bool
    let isTestData: Bool
    let provisions: [Provision]
    let lines: [Line]

    /// - Parameter draft: what of it is recorded, where, and in which words.
    init(
        _ consent: ImportedConsent, _ draft: ConsentDraft, words: RecordedWords = .base,
        at place: String = ""
    ) {
        self.place = place
        identifier = consent.identifier
        release = consent.release.title
        state = consent.state.rawValue
        patient = consent.patient
        grantors = consent.grantors
        isVerified = consent.isVerified
        isTestData = consent.unmapped.contains { $0.effect == .testData }
        provisions = consent.scopes.enumerated().map { index, scope in
            Provision(index + 1, scope, draft.reason(index + 1))
        }
        lines = consent.unmapped.map(Line.init) + Self.remarks(consent, words)
    }

    /// What the document says beside its provisions.
    private static func remarks(_ consent: ImportedConsent, _ words: RecordedWords) -> [Line] {
        var found = consent.scopes.enumerated().compactMap { index, scope -> Line? in
            let names = scope.wordsLeftOut(in: words)
            guard !names.isEmpty else { return nil }
            return Line(
                path: scope.path, value: names.joined(separator: ","), effect: "word-unknown",
                message: TextView(
                    zh: "第 \(index + 1) 条：现行词表中没有 \(names.joined(separator: "、"))，不计入该许可",
                    en: "provision \(index + 1): no vocabulary in force has "
                        + "\(names.joined(separator: ", ")): left out of the permission"))
        }
        if case .others(let names) = consent.grantor {
            found.append(
                Line(
                    path: consent.release == .r4 ? "performer" : "grantor",
                    value: names.joined(separator: ","), effect: "grantor",
                    message: TextView(
                        zh: "由 \(names.joined(separator: "、")) 作出，而非患者一人：登记时用 --relation 注明关系",
                        en: "given by \(names.joined(separator: ", ")), not by the patient alone: "
                            + "--relation says who they are")))
        }
        if let signed = consent.signedAt, signed > Int64(clamping: WallClock.now().value) {
            found.append(
                Line(
                    path: consent.release == .r4 ? "dateTime" : "date", value: "",
                    effect: "date-ahead",
                    message: TextView(
                        zh: "文件所载的签署日期晚于今天：请核对", en: "the document is dated after today: check it"))
            )
        }
        if !consent.isVerified {
            found.append(
                Line(
                    path: "verification", value: "", effect: "unverified",
                    message: TextView(
                        zh: "文件未载明已与本人核实", en: "the file does not say that it was verified")))
        }
        return found
    }

    /// The whole review as text, sentences in both languages.
    func text(_ language: DisplayLanguage) -> String {
        let head = [place, identifier, state(language), release, patient].filter { !$0.isEmpty }
        var all = [head.joined(separator: "  ")]
        func both(_ text: TextView) { all += ["    \(text.zh)", "    \(text.en)"] }
        for provision in provisions {
            let kind =
                provision.permits ? language.say("准许", "permission") : language.say("拒绝", "refusal")
            all.append("\(provision.number)  \(kind)  [\(provision.path)]")
            both(provision.explanation)
            if let reason = provision.notRecorded {
                both(TextView(zh: "不登记：\(reason.zh)", en: "not recorded: \(reason.en)"))
            }
        }
        for line in lines {
            all.append("!  [\(line.path)]")
            both(line.message)
        }
        return all.joined(separator: "\n")
    }

    private func state(_ language: DisplayLanguage) -> String {
        let chinese = [
            "draft": "草稿", "proposed": "拟议", "active": "有效", "rejected": "已拒绝",
            "revoked": "已终止", "mistaken": "录入有误", "unknown": "状态不明",
        ]
        return language.say(chinese[state] ?? state, state)
    }
}

extension ConsentReview.Provision {
    fileprivate init(_ number: Int, _ scope: ImportedScope, _ reason: NotRecorded?) {
        self.init(
            number: number, path: scope.path, permits: scope.permits, purposes: scope.purposes,
            actions: scope.actions, categories: scope.categories, fields: scope.fields,
            maximumLevel: scope.maximumLevel, audiences: scope.audiences,
            disclosers: scope.disclosers, notBefore: scope.notBefore, notAfter: scope.notAfter,
            dataFrom: scope.dataFrom, dataUntil: scope.dataTo, isWidened: scope.isWidened,
            explanation: TextView(zh: scope.chinese, en: scope.english),
            notRecorded: reason.map { TextView(zh: $0.chinese, en: $0.english) })
    }
}

extension ConsentReview.Line {
    fileprivate init(_ element: UnmappedElement) {
        self.init(
            path: element.path, value: element.value, effect: element.effect.rawValue,
            message: TextView(zh: element.chinese, en: element.english))
    }
}
