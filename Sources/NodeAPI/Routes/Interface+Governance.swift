import CanonicalCoding
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import Sealing
import TallyClient

extension Interface {
    private var queries: GovernanceQueries { GovernanceQueries(node.committedState()) }

    func addGovernanceRoutes(_ group: RouterGroup<BasicRequestContext>) {
        addCaseRoutes(group)
        group.get("charters") { request, _ in
            _ = try await door.openReader(request)
            return try Answer.json(queries.rulesInForce.charters.map(CharterView.init))
        }
        group.get("charters/:digest") { request, context in
            _ = try await door.openReader(request)
            guard let digest = context.parameters.get("digest").flatMap(Digest.init(hex:)) else {
                throw APIError.malformed("`digest`")
            }
            guard let charter = queries.charter(digest) else {
                throw APIError.notFound(zh: "没有该章程", en: "there is no such charter")
            }
            return Answer.bytes(charter.canonicalBytes, type: "application/cbor")
        }
        group.get("vocabularies/:digest") { request, context in
            _ = try await door.openReader(request)
            guard let digest = context.parameters.get("digest").flatMap(Digest.init(hex:)) else {
                throw APIError.malformed("`digest`")
            }
            guard let vocabulary = queries.vocabulary(digest) else {
                throw APIError.notFound(zh: "没有该词汇表", en: "there is no such vocabulary")
            }
            return Answer.bytes(vocabulary.canonicalBytes, type: "application/cbor")
        }
        group.get("proposals") { request, _ in
            _ = try await door.openReader(request)
            return try Answer.json(queries.openProposals.map(ProposalView.init))
        }
        group.get("members") { request, _ in
            _ = try await door.openReader(request)
            let state = node.committedState()
            var reader = state.reader
            let members = reader.memberIDs.compactMap { state.get(Tables.members, $0) }
            return try Answer.json(
                members.map { MemberView($0, hasSeat: state.seats.index(of: $0.id) != nil) })
        }
        group.get("notices") { request, _ in
            let (caller, _) = try await door.openReader(request)
            let notices = queries.outstandingNotices(of: node.member)
            let shown = try await shown(
                notices.map(\.subject), to: caller, at: "GET /v1/notices")
            return try Answer.json(
                notices.map { NoticeView($0, names: $0.subject.map(shown.contains) ?? false) })
        }
        group.get("subjects/:pseudonym") { request, context in
            let (caller, _) = try await door.openRelated(request)
            let name = context.parameters.get("pseudonym")
            guard let pseudonym = name.flatMap(Pseudonym.init(hex:)) else {
                throw APIError.malformed("`pseudonym`")
            }
            try await reading.show(
                PatientContent(patient: pseudonym), to: caller, at: "GET /v1/subjects/{pseudonym}")
            guard let subject = queries.subject(pseudonym) else {
                throw APIError.notFound(zh: "没有该患者假名", en: "there is no such pseudonym")
            }
            // The other names are shown with it: a standing of one of them alone would not do.
            try await reading.note(
                otherNames(of: pseudonym), shownTo: caller, at: "GET /v1/subjects/{pseudonym}",
                because: "other-name")
            return try Answer.json(SubjectView(subject, queries))
        }
        addConsentRoute(group)
        addAccessRoute(group)
    }

    private func addConsentRoute(_ group: RouterGroup<BasicRequestContext>) {
        group.get("consents/:id") { request, context in
            let (caller, _) = try await door.openRelated(request)
            guard let id = context.parameters.get("id").flatMap(RecordID.init(hex:)) else {
                throw APIError.malformed("`id`")
            }
            let queries = queries
            let call = "GET /v1/consents/{id}"
            guard let consent = queries.consent(id) else {
                // Refused alike whether there is such a consent or not.
                let content = PatientContent(asset: id, in: queries.state)
                try await reading.show(content, to: caller, at: call)
                throw APIError.notFound(zh: "没有该同意", en: "there is no such consent")
            }
            switch consent.terms.about {
            case .subject(let patient):
                try await reading.show(PatientContent(patient: patient), to: caller, at: call)
                // What the patient refused under another name is in the answer.
                try await reading.note(
                    otherNames(of: patient), shownTo: caller, at: call, because: "other-name")
            case .cohort(let asset):
                let content = PatientContent(asset: asset, in: queries.state)
                try await reading.show(content, to: caller, at: call)
            }
            return try Answer.json(ConsentView(consent, queries.effect(of: consent)))
        }
    }

    /// Who had to do with a patient's data: the same standing as for what is recorded of them.
    private func addAccessRoute(_ group: RouterGroup<BasicRequestContext>) {
        let call = "GET /v1/subjects/{pseudonym}/access"
        group.get("subjects/:pseudonym/access") { request, context in
            let (caller, _) = try await door.openRelated(request)
            let name = context.parameters.get("pseudonym")
            guard let pseudonym = name.flatMap(Pseudonym.init(hex:)) else {
                throw APIError.malformed("`pseudonym`")
            }
            let before = try Self.query("before", request)
            let content = PatientContent(patient: pseudonym)
            try await reading.show(content, to: caller, at: call)
            guard queries.subject(pseudonym) != nil else {
                throw APIError.notFound(zh: "没有该患者假名", en: "there is no such pseudonym")
            }
            try await reading.note(
                otherNames(of: pseudonym), shownTo: caller, at: call, because: "other-name")
            let head = HeadID.subject(pseudonym)
            let page = try await node.onDisk { node in
                try Self.entries(of: head, before: before.map { EntryIndex($0) }, at: node)
            }
            let reads =
                before == nil
                ? try await reading.reads(of: [pseudonym], for: caller, content) : nil
            let queries = queries
            return try Answer.json(
                AccessView(
                    pseudonym: pseudonym.description,
                    otherNames: queries.otherNames(of: pseudonym).map(\.description),
                    events: page.entries.compactMap {
                        AccessTelling.event($0.entry, at: $0.index, queries)
                    },
                    recalls: before == nil
                        ? queries.recalls(of: head, latest: Limits.recallsShown)
                            .map(RecallView.init) : [],
                    reads: reads?.reads, areReadsCut: reads?.isCut ?? false,
                    next: page.next?.value))
        }
    }

    /// Of the patients that a list names, those that are named to the caller: each leaves a trace, and
    /// what the caller has no standing for is shown without its patient.
    func shown(
        _ patients: [Pseudonym?], to caller: Caller, at call: String, byAllNames: Bool = false
    ) async throws -> Set<Pseudonym> {
        let readership = reading.readership(of: caller)
        var content = PatientContent()
        var named: Set<Pseudonym> = []
        for patient in Set(patients.compactMap(\.self)) {
            let own = PatientContent(patient: patient)
            guard readership.standing(in: own) != nil else { continue }
            named.insert(patient)
            content.merge(own)
            if byAllNames { content.merge(otherNames(of: patient)) }
        }
        try await reading.note(content, shownTo: caller, at: call)
        return named
    }

    /// A patient by the other names at the holder; nothing where there are none.
    private func otherNames(of patient: Pseudonym) -> PatientContent {
        var content = PatientContent()
        for name in queries.otherNames(of: patient) {
            content.merge(PatientContent(patient: name))
        }
        return content
    }

    private func addCaseRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.get("cases") { request, _ in
            let (caller, _) = try await door.openReader(request)
            let cases = queries.openCases
            let shown = try await shown(
                cases.map(\.subject), to: caller, at: "GET /v1/cases", byAllNames: true)
            return try Answer.json(
                cases.map { CaseView($0, queries, names: $0.subject.map(shown.contains) ?? false) })
        }
        group.get("cases/:id") { request, context in
            let (caller, _) = try await door.openReader(request)
            guard let id = context.parameters.get("id").flatMap(RecordID.init(hex:)) else {
                throw APIError.malformed("`id`")
            }
            guard let found = queries.caseFile(id) else {
                throw APIError.notFound(zh: "没有该案卷", en: "there is no such case")
            }
            let shown = try await shown(
                [found.subject], to: caller, at: "GET /v1/cases/{id}", byAllNames: true)
            return try Answer.json(
                CaseView(found, queries, names: found.subject.map(shown.contains) ?? false))
        }
    }
}
