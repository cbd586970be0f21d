import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// A consent that is recorded from a file.
extension ConsentCommand.Record {
    /// What the recording of a file printed.
    private struct Answer: Encodable {
        struct Record: Encodable {
            let provision: Int
            let answer: RecordedAnswer
        }
        let review: ConsentReview
        let subject: String
        /// Whether the node compared the patient of the file with the pseudonym.
        let isPatientCompared: Bool
        /// Provisions that stood on the chain already.
        let standing: [Int]
        let records: [Record]
    }

    /// What a file says, once it was shown.
    func record(file: String) async throws {
        try requireFileAlone()
        let earlier = try supersedes.map { try Given.record($0, "--supersedes") }
        let end = try scope.until.map { try Given.time($0, "--until") }
        let bytes = try Files.read(file)
        let consent = try reading.readOne(bytes)
        let relation = try relation(consent)
        let paper = try document.map { try Files.read($0) } ?? bytes
        let session = try await Session.open(session, output.language)
        let patient = try patient(of: consent)
        let words = try await session.words()
        let draft = ConsentDraft(
            consent, words: words.recorded, at: session.person.member, until: end,
            now: WallClock.now())
        try await requireKnown(consent, words, session)
        let review = ConsentReview(consent, draft, words: words.recorded)
        show(review)
        // Another hand, relation or separateness is another word: it stands only where all is alike.
        let standing = await session.standing(draft.parts, of: patient) { view in
            view.isInOwnHand == !attested && view.isSeparate == separate
                && view.relation == relation.words.id && view.id != earlier?.description
        }
        let chosen = try draft.chosen(provision, standing: Set(standing))
        guard !chosen.isEmpty else { return try showNothing(review, patient, standing) }
        guard chosen.count == 1 || (earlier == nil && submitting.draft == nil) else {
            throw Failure(
                .usage, code: "provisions-several",
                zh: "共 \(chosen.count) 条：使用 --draft 或 --supersedes 时，请用 --provision 每次选一条",
                en: "\(chosen.count) provisions: with --draft or --supersedes choose one at a time "
                    + "with --provision")
        }
        let hidden = Given.commitment("document", paper, suite: session.suite)
        let notice = try shownNotice(session)
        let all = chosen.map { part in
            ConsentTerms(
                about: .subject(patient), relation: relation, permits: part.permits,
                scope: part.scope, notice: notice, isSeparate: separate,
                document: hidden.digest, supersedes: earlier, inOwnHand: !attested)
        }
        if submitting.draft != nil {
            return try await session.finish(
                try await signed(all[0], session), submitting, output,
                disclosing: [hidden.disclosure], zh: "", en: "")
        }
        let records = try await submit(
            zip(chosen, all).map { (number: $0.number, terms: $1) }, hidden.disclosure, session)
        try output.show(
            Answer(
                review: review, subject: patient.description, isPatientCompared: home != nil,
                standing: standing, records: records),
            zh: Self.text(records, standing, .zh), en: Self.text(records, standing, .en))
    }

    /// What the file says already is not said twice.
    private func requireFileAlone() throws {
        if let beside = scope.givenBeside ?? (refusal ? "--refusal" : nil) {
            throw Failure(
                .usage, code: "file-says-it",
                zh: "\(beside) 不与 --from 文件 一起使用：范围以文件为准",
                en: "\(beside) does not go with --from FILE: the file says the scope")
        }
    }

    /// Who gives it. Where the document names others than the patient, somebody must say who they are.
    private func relation(_ consent: ImportedConsent) throws -> GrantorRelation {
        if let relation { return try Given.relation(relation, "--relation") }
        guard case .others(let names) = consent.grantor else { return .oneself }
        throw Failure(
            .usage, code: "relation-missing",
            zh: "同意书由 \(names.joined(separator: "、")) 作出：请用 --relation 注明与患者的关系",
            en:
                "the consent is given by \(names.joined(separator: ", ")): --relation says who they "
                + "are to the patient")
    }

    /// The pseudonym that was given, or the one of the document's patient; both must be the same.
    private func patient(of consent: ImportedConsent) throws -> Pseudonym {
        let given = try subject.map(Given.pseudonym)
        guard let home else {
            guard let given else {
                throw Failure(
                    .usage, code: "option-missing",
                    zh: "请用 --subject 给出假名，或用 --home 由文件中的患者编号计算",
                    en: "give the pseudonym with --subject, or --home to make it of the number in "
                        + "the file")
            }
            guard patientChecked else {
                throw Failure(
                    .usage, code: "patient-unchecked",
                    zh: "文件中的患者 \(consent.patient) 未与 --subject 核对：请用 --home 核对，"
                        + "或在自行核对后加 --patient-checked",
                    en: "the patient \(consent.patient) of the file was not compared with "
                        + "--subject: give --home, or --patient-checked once you compared them")
            }
            return given
        }
        guard let number = consent.patientNumber else {
            throw Failure(
                .badInput, code: "patient-unnamed",
                zh: "`\(consent.patient)` 不含本机构的患者编号：请用 --subject 给出假名",
                en: "`\(consent.patient)` has no number of your own: give --subject")
        }
        let name = try LocalNames.name(
            of: number, home: home, passphrase: try session.passphrase.read(output.language))
        let found = name.pseudonym(suite: .ed25519SHA256)
        guard given.map({ $0 == found }) ?? true else {
            throw Failure(
                .refused, code: "patient-other",
                zh: "文件中的患者 \(consent.patient) 的假名是 \(found)，与 --subject 不同",
                en: "the patient \(consent.patient) of the file is \(found), not --subject")
        }
        return found
    }

    /// A name that neither the chain nor the own mapping has is a slip, and told with the nearest.
    private func requireKnown(
        _ consent: ImportedConsent, _ words: VocabularyWords, _ session: Session
    ) async throws {
        let members = try await session.memberNames()
        for scope in consent.scopes {
            let named: [(VocabularyWords.Place, [String])] = [
                (.purpose, scope.purposes), (.action, scope.actions), (.field, scope.fields),
            ]
            for (place, names) in named {
                for name in names where !ImportedScope.ownWords.contains(name) {
                    _ = try words.id(name, place, scope.path)
                }
            }
            for name in scope.audiences { _ = try members.member(name, scope.path) }
        }
    }

    /// The review stands before whatever is done; in JSON it is part of the answer, and told aside.
    private func show(_ review: ConsentReview) {
        let text = review.text(output.language)
        if output.json { Console.complain(text) } else { Console.print(text) }
    }

    private func showNothing(
        _ review: ConsentReview, _ patient: Pseudonym, _ standing: [Int]
    ) throws {
        guard !standing.isEmpty else {
            throw Failure(
                .refused, code: "nothing-recorded", zh: "没有可以登记的条款，什么也没有登记",
                en: "no provision can be recorded: nothing was")
        }
        try output.show(
            Answer(
                review: review, subject: patient.description, isPatientCompared: home != nil,
                standing: standing, records: []),
            zh: Self.text([], standing, .zh), en: Self.text([], standing, .en))
    }

    /// Records one after the other; where one fails, says which stand.
    private func submit(
        _ all: [(number: Int, terms: ConsentTerms)], _ disclosure: FieldDisclosure,
        _ session: Session
    ) async throws -> [Answer.Record] {
        if let path = submitting.disclosures { try Files.write(disclosing: [disclosure], to: path) }
        var done: [Answer.Record] = []
        for (number, terms) in all {
            do {
                let view = try await session.commit(try await signed(terms, session))
                done.append(
                    Answer.Record(
                        provision: number,
                        answer: RecordedAnswer(
                            transaction: view.id, entry: view.entry, record: view.id, draft: nil,
                            remark: await session.remark(onConsent: view.id))))
            } catch {
                throw stopped(Failure(error), done, at: number)
            }
        }
        return done
    }

    private func stopped(_ failure: Failure, _ done: [Answer.Record], at number: Int) -> Failure {
        let ids = done.map { "\($0.provision) = \($0.answer.transaction)" }
        if ids.isEmpty, failure.kind == .refused, let path = submitting.disclosures {
            // Nothing on the chain needs it, and it would stand in the way of the corrected call.
            try? Files.remove(path)
        }
        return Failure(
            failure.kind, code: failure.code,
            zh: "第 \(number) 条：\(failure.zh)"
                + (ids.isEmpty ? "" : "（已登记：\(ids.joined(separator: "，"))；更正后再次执行，只登记其余各条）"),
            en: "provision \(number): \(failure.en)"
                + (ids.isEmpty
                    ? ""
                    : " (recorded: \(ids.joined(separator: ", ")); the same call again records the "
                        + "others alone)"))
    }

    private static func text(
        _ records: [Answer.Record], _ standing: [Int], _ language: DisplayLanguage
    ) -> String {
        let known = standing.map {
            language.say("第 \($0) 条已在链上，不再登记", "provision \($0) is on the chain already")
        }
        let new = records.map { record in
            let answer = record.answer
            let entry = answer.entry.map(String.init) ?? "-"
            let remark = answer.remark.map { language.say("\n注意 \($0.zh)", "\nnote   \($0.en)") }
            return language.say(
                "第 \(record.provision) 条已登记\n编号 \(answer.transaction)\n条目 \(entry)",
                "provision \(record.provision) is recorded\nid     \(answer.transaction)\nentry  \(entry)"
            ) + (remark ?? "")
        }
        return (known + new).joined(separator: "\n")
    }
}

extension Session {
    /// The provisions that the patient's consents in force say word for word.
    ///
    /// Where they cannot be read nothing stands: a consent that is recorded twice is no wider.
    fileprivate func standing(
        _ parts: [ConsentDraft.Part], of patient: Pseudonym,
        givenAlike isAlike: (ConsentView) -> Bool
    ) async -> [Int] {
        guard let subject = try? await client.subject(patient) else { return [] }
        var found: [Int] = []
        for consent in subject.consents where consent.state == "active" {
            let alike = parts.filter {
                $0.permits == consent.permits && $0.scope.purposes == consent.purposes
                    && !found.contains($0.number)
            }
            guard !alike.isEmpty, let id = RecordID(hex: consent.id),
                let view = try? await client.consent(id), isAlike(view)
            else { continue }
            found += alike.filter { $0.scope.isSaid(by: view.scope) }.map(\.number)
        }
        return found.sorted()
    }
}

extension ConsentScope {
    fileprivate func isSaid(by view: ConsentView.Scope) -> Bool {
        categories.map(\.code) == view.categories && maximumLevel == view.maximumLevel
            && audiences.map(\.text) == view.audiences && fields == view.fields
            && actions == view.actions && dataFrom?.value == view.data.from
            && dataUntil?.value == view.data.until && notBefore.value == view.notBefore
            && notAfter?.value == view.notAfter
    }
}

extension ImportedConsent {
    /// The patient's number in `Patient/p001`, or in an address that ends so; nil for other references.
    fileprivate var patientNumber: String? {
        let parts = patient.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[parts.count - 2] == "Patient", let last = parts.last,
            !last.isEmpty
        else { return nil }
        return String(last)
    }
}
