import CharterLanguage
import LedgerTypes

extension GovernanceQueries {
    package func consent(_ id: RecordID) -> Consent? { state.get(Tables.consents, id) }

    /// Whether something follows from a consent as of the committed state, and why not.
    package func effect(of consent: Consent) -> ConsentEffect {
        var reader = state.reader
        let asked = reader.attributesInForce
        return ConsentEffect(
            consent,
            in: ConsentSurroundings(
                time: reader.time, purposes: reader.words(of: "request.purpose"),
                fields: reader.words(of: "request.fields"),
                actions: reader.words(of: "request.action"),
                activeMembers: Set(
                    reader.memberIDs.filter {
                        state.get(Tables.members, $0)?.state == .active
                    }), others: others(than: consent, &reader),
                takenBack: takenBack(consent, &reader),
                isAskedFor: !asked.isDisjoint(with: ["consent.state", "consent.separate"]),
                isAskedForSeparately: asked.contains("consent.separate"),
                hasGuardian: hasGuardian(consent)))
    }

    private func names(of consent: Consent, _ reader: inout StateReader) -> [Pseudonym] {
        guard case .subject(let subject) = consent.terms.about else { return [] }
        return reader.names(of: subject)
    }

    private func others(than consent: Consent, _ reader: inout StateReader) -> [Consent] {
        var abouts = names(of: consent, &reader).map { ConsentSubject.subject($0) }
        if abouts.isEmpty { abouts = [consent.terms.about] }
        var found: [Consent] = []
        for about in abouts { found += ConsentRegister.consents(about: about, &reader) }
        return found.filter { $0.id != consent.id }
    }

    /// What was taken back under one name counts under all.
    private func takenBack(
        _ consent: Consent, _ reader: inout StateReader
    ) -> ConsentHindrance.Reach {
        var reach = ConsentHindrance.Reach.nothing
        for name in names(of: consent, &reader) {
            if OwnWithdrawals.touchAll(of: consent.terms.scope, of: name, &reader) { return .all }
            if OwnWithdrawals.touch(consent.terms.scope, of: name, &reader) { reach = .part }
        }
        return reach
    }

    private func hasGuardian(_ consent: Consent) -> Bool {
        guard case .subject(let subject) = consent.terms.about else { return false }
        return state.get(Tables.subjects, subject)?.guardian != nil
    }
}

extension StateReader {
    /// The words that an attribute of the asker's may have in some vocabulary in force; nil where none
    /// lists any.
    fileprivate mutating func words(of attribute: String) -> Set<String>? {
        var found: Set<String>?
        for active in rulesInForce.vocabularies {
            let vocabulary = vocabularyIndex(active.digest).vocabulary
            switch vocabulary.attributes.first(where: { $0.name.id == attribute })?.type {
            case .enumeration(let name), .set(let name):
                let type = vocabulary.types.first { $0.name.id == name }
                found = (found ?? []).union(type?.members.map(\.id) ?? [])
            default: break
            }
        }
        return found
    }

    /// Names of the attributes that the charters in force read.
    fileprivate var attributesInForce: Set<String> {
        mutating get { Set(chartersInForce().flatMap { $0.attributes.map(\.attribute.name.id) }) }
    }
}
