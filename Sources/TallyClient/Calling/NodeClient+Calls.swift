import CanonicalCoding
import Foundation
import LedgerTypes
import Sealing

/// Every call of the interface, by its name: the only place that writes their paths.
extension NodeClient {
    /// Which chain it serves; needs no key.
    public func version() async throws -> VersionView { try await get("/v1/version") }

    /// Figures for monitors, in the text format of Prometheus; needs no key.
    public func metrics() async throws -> Data { try await call("GET", "/metrics", body: []) }

    /// The interface in OpenAPI 3.1; needs no key.
    public func interfaceDocument() async throws -> Data {
        try await call("GET", "/openapi.json", body: [])
    }

    /// Submits, and waits for the entry: milliseconds, at most 60,000.
    ///
    /// The same transaction may be submitted again: it is recorded once.
    ///
    /// Where too many calls wait at the node, it submits without waiting and asks again once a second.
    public func submit(
        _ transaction: SubmissionBody, wait milliseconds: UInt64
    ) async throws -> TransactionView {
        do {
            return try await post("/v1/transactions?wait=\(milliseconds)", transaction)
        } catch ClientFault.refused(let refusal) where refusal.code == "too-many-waits" {
            let end = ContinuousClock.now + .milliseconds(Int64(milliseconds))
            var view: TransactionView = try await post("/v1/transactions", transaction)
            while view.status == "pending", ContinuousClock.now < end {
                try await Task.sleep(for: .seconds(1))
                view = try await self.transaction(view.id)
            }
            return view
        }
    }

    package func submit(
        _ transaction: SignedTransaction, wait milliseconds: UInt64
    ) async throws -> TransactionView {
        try await submit(SubmissionBody(transaction.canonicalBytes), wait: milliseconds)
    }

    /// Where a transaction stands, by its digest.
    public func transaction(_ id: some CustomStringConvertible) async throws -> TransactionView {
        try await get("/v1/transactions/\(name(id))")
    }

    /// What a request would be decided now, from its canonical bytes; never binding.
    public func review(_ request: [UInt8]) async throws -> ReviewView {
        try await post("/v1/review", ReviewBody(request: Base64.encode(request)))
    }

    /// A value of the state map, by its key's bytes.
    public func state(_ key: [UInt8]) async throws -> StateView {
        try await get("/v1/state/\(Hex.encode(key))")
    }

    /// One entry of the chain with its proof; the first is 0.
    public func entry(_ index: UInt64) async throws -> EntryView {
        try await get("/v1/entries/\(index)")
    }

    /// Header and certificate of a block, canonical bytes.
    public func header(_ height: UInt64) async throws -> Data {
        try await call("GET", "/v1/headers/\(height)", body: [])
    }

    /// A block with certificate and results, canonical bytes.
    public func block(_ height: UInt64) async throws -> Data {
        try await call("GET", "/v1/blocks/\(height)", body: [])
    }

    /// A page of the entries of a `subject` or an `asset`, newest first.
    public func history(
        _ kind: String, _ id: some CustomStringConvertible, before: UInt64? = nil
    ) async throws -> HeadView {
        try await get(
            "/v1/heads/\(name(kind))/\(name(id))" + (before.map { "?before=\($0)" } ?? ""))
    }

    /// The cases of committees, as their members see them.
    public func cases() async throws -> [CaseView] { try await get("/v1/cases") }

    /// One case.
    public func caseFile(_ id: some CustomStringConvertible) async throws -> CaseView {
        try await get("/v1/cases/\(name(id))")
    }

    /// The charters in force.
    public func charters() async throws -> [CharterView] { try await get("/v1/charters") }

    /// A charter's canonical bytes.
    public func charter(_ digest: some CustomStringConvertible) async throws -> Data {
        try await call("GET", "/v1/charters/\(name(digest))", body: [])
    }

    /// A vocabulary's canonical bytes.
    public func vocabulary(_ digest: some CustomStringConvertible) async throws -> Data {
        try await call("GET", "/v1/vocabularies/\(name(digest))", body: [])
    }

    /// Proposals of rules on their way.
    public func proposals() async throws -> [ProposalView] { try await get("/v1/proposals") }

    /// The institutions of the chain.
    public func members() async throws -> [MemberView] { try await get("/v1/members") }

    /// Duties to tell somebody that the member has.
    public func notices() async throws -> [NoticeView] { try await get("/v1/notices") }

    /// What is known of a patient at the node's member.
    public func subject(_ pseudonym: some CustomStringConvertible) async throws -> SubjectView {
        try await get("/v1/subjects/\(name(pseudonym))")
    }

    /// One consent, and whether something follows from it now.
    public func consent(_ id: some CustomStringConvertible) async throws -> ConsentView {
        try await get("/v1/consents/\(name(id))")
    }

    /// What the member's node has to do for others; `withEnded`: and what it did.
    public func duties(withEnded: Bool = false) async throws -> DutiesView {
        try await get("/v1/duties" + (withEnded ? "?ended=1" : ""))
    }

    /// How one duty stands.
    public func duty(_ kind: String, _ subject: String) async throws -> DutyView {
        try await get("/v1/duties/\(name(kind))/\(name(subject))")
    }

    /// The transaction with the signature of the member's gateway.
    public func gatewaySignature(_ order: SignatureBody) async throws -> SignatureBody {
        try await post("/v1/gateway/signatures", order)
    }

    /// Has an evidence file made; it is worked at while it is asked about.
    public func beginExport(_ order: ExportBody) async throws -> ExportView {
        try await post("/v1/exports", order)
    }

    /// How an export stands, at the latest after some milliseconds (at most 60,000); at once where
    /// its file is finished. Throws where it has failed.
    public func exportStanding(
        _ id: String, wait milliseconds: UInt64
    ) async throws -> ExportView {
        try await get("/v1/exports/\(name(id))?wait=\(milliseconds)")
    }

    /// The file of an export that is finished.
    public func exportFile(_ id: String) async throws -> Data {
        try await call("GET", "/v1/exports/\(name(id))/file", body: [])
    }

    /// Cancels an export, or lets go of its file.
    public func endExport(_ id: String) async throws {
        _ = try await call("POST", "/v1/exports/\(name(id))/end", body: [])
    }

    /// How the member's offline records stand.
    public func offlineStanding() async throws -> OfflineStandingView {
        try await get("/v1/overrides/offline")
    }

    /// Has a node that is cut off decide an emergency.
    public func draftOffline(_ body: OfflineDraftBody) async throws -> OfflineDraftView {
        try await post("/v1/overrides/offline/drafts", body)
    }

    /// Opens a draft that is signed; the data.
    public func openOffline(_ body: OfflineOpenBody) async throws -> Data {
        try await call(
            "POST", "/v1/overrides/offline/openings", body: Array(JSONEncoder().encode(body)))
    }

    /// A name as it stands in a path: what could be read as another call is refused.
    private func name(_ value: some CustomStringConvertible) throws(ClientFault) -> String {
        let text = value.description
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, !text.isEmpty else { throw .unsendable(.name(text)) }
        return text
    }
}
