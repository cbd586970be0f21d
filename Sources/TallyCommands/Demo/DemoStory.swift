import CanonicalCoding
import EvidenceTree
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// The story of the diabetes consortium, played on a running network: every release must be able to
/// tell it, and every line of it is checked as it happens.
final class DemoStory {
    let network: DemoNetwork
    let narrator: DemoNarrator
    let example: String
    var facts = Facts()
    var chaos: DemoChaos?
    private var recordings = 0

    /// What later steps need of earlier ones.
    struct Facts {
        /// The patient's own key: a phone or card.
        let patientKey = SigningKey.generate(suite: .ed25519SHA256)
        var patient = Pseudonym(.zero)
        var asset = RecordID(.zero)
        /// The patient whose consent has a limit that nobody here knows.
        var second = Enrolled(patient: Pseudonym(.zero), asset: RecordID(.zero))
        var consent = RecordID(.zero)
        var grant = RecordID(.zero)
        var researchGrant = RecordID(.zero)
        var claimsCase: RecordID?
        var committed: [String] = []
        /// What opens commitments, by transaction.
        var disclosures: [String: [FieldDisclosure]] = [:]
    }

    /// A patient with a data set of theirs.
    struct Enrolled {
        let patient: Pseudonym
        let asset: RecordID
    }

    init(network: DemoNetwork, narrator: DemoNarrator, example: String) {
        self.network = network
        self.narrator = narrator
        self.example = example
    }

    static let committee = ["centre-c/ethics-he", "regulator/law-feng", "research-r/tech-guo"]

    /// Plays all steps; throws only where it cannot go on.
    func play() async throws {
        try await startNetwork()
        try await adoptCharter()
        try await registerPatient()
        try await registerSecondPatient()
        try await trainInsideGrant()
        try await crossRedLine()
        try await askBeyondConsent()
        try await holdBackName()
        try await withdrawAndRescue()
        try await askCommittee()
        try await breakAndMend()
        try await exportAndVerify()
        try await closeBooks()
    }

    // MARK: what every step uses

    /// Submits a body for a person and waits for its entry.
    @discardableResult
    func record<Body: LedgerAction>(
        _ body: Body, by person: String, cosigners: [String] = [], keys: [SigningKey] = [],
        gateway: Bool = false, commitments: [Digest] = [], content: FieldDisclosure? = nil
    ) async throws -> TransactionView {
        recordings += 1
        let session = try await persistently {
            try await self.network.session(person, cosigners: cosigners)
        }
        var transaction = session.transaction(body, commitments: commitments)
        for key in keys { transaction = transaction.adding(signatureBy: key) }
        if gateway {
            let bare = transaction
            transaction = try await persistently {
                try await session.signedByGateway(bare, content: content)
            }
        }
        if let chaos, chaos.operation == recordings { chaos.begin() }
        // The same transaction again is the same entry: repeating it is safe.
        let signed = transaction
        let view = try await persistently { try await session.commit(signed) }
        facts.committed.append(view.id)
        return view
    }

    /// Repeats a call while its node does not answer: somebody may have cut its power.
    func persistently<Answer>(_ call: () async throws -> Answer) async throws -> Answer {
        let deadline = Date().addingTimeInterval(60)
        while true {
            do {
                return try await call()
            } catch let fault as ClientFault {
                guard case .unreachable = fault, Date() < deadline else { throw fault }
            } catch let failure as Failure where failure.code == "still-pending" {
                guard Date() < deadline else { throw failure }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// The record of a table at a person's node.
    func read<Key, Record>(
        _ table: Table<Key, Record>, _ key: Key, as person: String
    ) async throws -> Record? {
        try await persistently { try await self.network.session(person).read(table, key) }
    }

    /// Waits until a record passes a test.
    func wait<Key, Record>(
        for table: Table<Key, Record>, _ key: Key, as person: String, seconds: Double = 60,
        until isSatisfied: (Record) -> Bool
    ) async throws -> Record? {
        let session = try await persistently { try await self.network.session(person) }
        return try await wait(seconds: seconds) {
            let found = try await persistently { try await session.read(table, key) }
            return found.flatMap { isSatisfied($0) ? $0 : nil }
        }
    }

    /// Looks until there is something.
    func wait<Found>(
        seconds: Double, for look: () async throws -> Found?
    ) async throws -> Found? {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            if let found = try await look() { return found }
            try await Task.sleep(for: .milliseconds(60))
        }
        return nil
    }

    /// Asks, tells the decision, and checks its outcome.
    @discardableResult
    func ask(
        _ request: Governance.Request, by person: String, expecting outcome: String,
        rules: Set<String> = []
    ) async throws -> TransactionView {
        let view = try await record(request, by: person)
        guard let decision = view.receipt?.decision else {
            throw ClientFault.unreadable("decision")
        }
        let session = try await persistently { try await self.network.session(person) }
        if let paper = try await persistently({
            try await DecisionPaper(entry: view.entry, session)
        }) {
            narrator.block(paper.text(.zh), paper.text(.en))
        }
        let found = Set(decision.rules.map(\.rule))
        let zh = DecisionText.outcome(outcome, .zh)
        narrator.expect(
            decision.outcome == outcome && rules.isSubset(of: found), "裁决为“\(zh)”，依据如上",
            "the decision is `\(outcome)`, on the basis above")
        return view
    }

    func request(
        _ action: String, _ purpose: String, _ fields: [String], form: String = "raw",
        of other: Enrolled? = nil
    ) -> Governance.Request {
        Governance.Request(
            asset: other?.asset ?? facts.asset, subject: other?.patient ?? facts.patient,
            action: action, purpose: purpose,
            fields: fields, output: form,
            clientTime: WallClock.now())
    }

    /// The committee votes on a case until it is ruled.
    func vote(on caseID: RecordID, _ choices: [(String, BallotChoice)]) async throws {
        for (person, choice) in choices {
            try await record(CastVote(caseID: caseID, choice: choice), by: person)
            narrator.say(
                "委员 \(person) 投票：\(choice == .approve ? "同意" : "反对")",
                "\(person) votes: \(choice == .approve ? "approve" : "reject")")
        }
    }
}
