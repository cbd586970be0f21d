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
            _ = try await door.openReader(request)
            return try Answer.json(
                queries.outstandingNotices(of: node.member).map(NoticeView.init))
        }
        group.get("subjects/:pseudonym") { request, context in
            _ = try await door.openPractitioner(request)
            let name = context.parameters.get("pseudonym")
            guard let pseudonym = name.flatMap(Pseudonym.init(hex:)) else {
                throw APIError.malformed("`pseudonym`")
            }
            guard let subject = queries.subject(pseudonym) else {
                throw APIError.notFound(zh: "没有该患者假名", en: "there is no such pseudonym")
            }
            return try Answer.json(SubjectView(subject, queries))
        }
    }

    private func addCaseRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.get("cases") { request, _ in
            _ = try await door.openReader(request)
            return try Answer.json(queries.openCases.map(CaseView.init))
        }
        group.get("cases/:id") { request, context in
            _ = try await door.openReader(request)
            guard let id = context.parameters.get("id").flatMap(RecordID.init(hex:)) else {
                throw APIError.malformed("`id`")
            }
            guard let found = queries.caseFile(id) else {
                throw APIError.notFound(zh: "没有该案卷", en: "there is no such case")
            }
            return try Answer.json(CaseView(found))
        }
    }
}
