import Diagnosis
import Duties
import Hummingbird
import NodeRuntime
import Outbox
import Sealing
import TallyClient

extension Interface {
    func addDutyRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.get("duties") { request, _ in
            let (caller, _) = try await door.openReader(request)
            let withEnded = try Self.query("ended", request) == 1
            return try Answer.json(await duties(withEnded: withEnded, for: caller))
        }
        group.get("duties/:kind/:subject") { request, context in
            let (caller, _) = try await door.openReader(request)
            guard let kind = context.parameters.get("kind").flatMap(WorkKind.init(name:)) else {
                throw APIError.malformed("`kind`")
            }
            guard let subject = context.parameters.get("subject").flatMap(Digest.init(hex:)) else {
                throw APIError.malformed("`subject`")
            }
            return try Answer.json(await duty(WorkID(kind, subject), for: caller))
        }
    }

    private func duties(withEnded: Bool, for caller: Caller) async throws -> DutiesView {
        let report = node.duties(withEnded: withEnded)
        guard let works = report.works else { throw APIError.dutiesUnknown(report.problems) }
        let shown = try await shown(works.map(\.patient), to: caller, at: "GET /v1/duties")
        return DutiesView(
            duties: works.map { DutyView($0, names: $0.patient.map(shown.contains) ?? false) },
            problems: report.problems.map(HealthView.Problem.init),
            needsSomebody: report.needsSomebody)
    }

    private func duty(_ id: WorkID, for caller: Caller) async throws -> DutyView {
        if let account = node.duty(id) {
            let shown = try await shown(
                [account.patient], to: caller, at: "GET /v1/duties/{kind}/{subject}")
            return DutyView(account, names: account.patient.map(shown.contains) ?? false)
        }
        let report = node.duties()
        // It may rest in a file that cannot be used.
        guard report.works != nil, report.problems.isEmpty else {
            throw APIError.dutiesUnknown(report.problems)
        }
        throw APIError.notFound(
            zh: "没有该事项：用 tally duty list 查看", en: "there is no such duty: see tally duty list")
    }
}

extension APIError {
    /// The outbox was not read, or not all of it: what is not found is not none.
    static func dutiesUnknown(_ problems: [NodeProblem]) -> APIError {
        let (zh, en) = (
            problems.map { "：" + $0.chinese }.first ?? "：节点正在启动，请稍后重试",
            problems.map { ": " + $0.english }.first ?? ": the node starts, ask again"
        )
        return APIError(
            status: 503, code: "duties-unknown", zh: "事项状态不明" + zh,
            en: "how the duties stand is not known" + en)
    }
}
