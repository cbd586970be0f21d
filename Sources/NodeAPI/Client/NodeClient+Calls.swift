import CanonicalCoding
import Foundation
import Governance
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
    public func submit(
        _ transaction: SignedTransaction, wait milliseconds: UInt64
    ) async throws -> TransactionView {
        try await post("/v1/transactions?wait=\(milliseconds)", SignatureBody(transaction))
    }

    /// Where a transaction stands.
    public func transaction(_ id: RecordID) async throws -> TransactionView {
        try await get("/v1/transactions/\(id)")
    }

    /// What a request would be decided now.
    public func review(_ request: Governance.Request) async throws -> ReviewView {
        try await post("/v1/review", ReviewBody(request: Base64.encode(request.canonicalBytes)))
    }

    /// A value of the state map, by its key's bytes.
    public func state(_ key: [UInt8]) async throws -> StateView {
        try await get("/v1/state/\(Hex.encode(key))")
    }

    public func entry(_ index: UInt64) async throws -> EntryView {
        try await get("/v1/entries/\(index)")
    }

    /// A block with certificate and results, canonical bytes.
    public func block(_ height: UInt64) async throws -> Data {
        try await call("GET", "/v1/blocks/\(height)", body: [])
    }

    /// A page of the entries of a `subject` or an `asset`, newest first.
    public func history(
        _ kind: String, _ id: String, before: UInt64? = nil
    ) async throws -> HeadView {
        try await get("/v1/heads/\(kind)/\(id)" + (before.map { "?before=\($0)" } ?? ""))
    }

    public func cases() async throws -> [CaseView] { try await get("/v1/cases") }

    public func caseFile(_ id: RecordID) async throws -> CaseView {
        try await get("/v1/cases/\(id)")
    }

    public func charters() async throws -> [CharterView] { try await get("/v1/charters") }

    /// A charter's canonical bytes.
    public func charter(_ digest: Digest) async throws -> Data {
        try await call("GET", "/v1/charters/\(digest)", body: [])
    }

    public func proposals() async throws -> [ProposalView] { try await get("/v1/proposals") }

    public func members() async throws -> [MemberView] { try await get("/v1/members") }

    /// Duties to tell somebody that the member has.
    public func notices() async throws -> [NoticeView] { try await get("/v1/notices") }

    /// What the member's node has to do for others; `withEnded`: and what it did.
    package func duties(withEnded: Bool = false) async throws -> DutiesView {
        try await get("/v1/duties" + (withEnded ? "?ended=1" : ""))
    }

    /// How one duty stands.
    package func duty(_ kind: String, _ subject: String) async throws -> DutyView {
        try await get("/v1/duties/\(kind)/\(subject)")
    }

    public func subject(_ pseudonym: Pseudonym) async throws -> SubjectView {
        try await get("/v1/subjects/\(pseudonym)")
    }

    /// The transaction with the signature of the member's gateway; for a data set, `content` opens
    /// its content digest.
    public func gatewaySignature(
        _ transaction: SignedTransaction, content: FieldDisclosure? = nil
    ) async throws -> SignatureBody {
        try await post("/v1/gateway/signatures", SignatureBody(transaction, content: content))
    }

    /// An evidence file.
    public func export(_ order: ExportBody) async throws -> Data {
        try await call("POST", "/v1/exports", body: Array(JSONEncoder().encode(order)))
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
}
