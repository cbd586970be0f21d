import Foundation
import Governance
import LedgerTypes
import Testing

@testable import TallyCommands

/// A patient takes back what two receivers' nodes have: one answers by itself, of the other a person.
enum WithdrawalWalk {
    private static let officer = "centre-b/data-chen"
    private static let receiver = "hospital-a/data-sun"

    static func run(_ net: RunningConsortium) async throws {
        let story = net.story
        try await Console.$kept.withValue(Console.Kept()) {
            let research = try await story.giveForResearch()
            let care = try await story.ask(
                story.request("read", "care", ["glucose"]), by: "hospital-a/dr-li",
                expecting: "permit")
            try await story.expectDelivery(care)
            try await story.record(
                WithdrawConsent(consent: story.facts.consent, inOwnHand: true),
                by: "research-r/data-xu", keys: [story.facts.patientKey])
            try await story.expectReceipt(for: research)
            try await story.record(
                RecordConsent(terms: refusal(of: story.facts.patient)), by: officer,
                keys: [story.facts.patientKey])
            try await answer(net, care.id)
        }
        #expect(story.narrator.failures.isEmpty, "\(story.narrator.failures)")
        try await receipts(net)
    }

    private static func refusal(of patient: Pseudonym) -> ConsentTerms {
        ConsentTerms(
            about: .subject(patient), permits: false,
            scope: ConsentScope(
                purposes: ["care"], maximumLevel: 5, notBefore: BlockTime(0),
                notAfter: BlockTime(4_000_000_000_000)), notice: .zero, isSeparate: false,
            document: .zero, inOwnHand: true)
    }

    /// What was given for care waits for the data officer.
    private static func answer(_ net: RunningConsortium, _ permit: String) async throws {
        let listed = try await net.answer(saying: String(permit.prefix(8))) {
            try await net.tally(["withdrawal", "list"], as: receiver)
        }
        #expect(listed.code == 1 && listed.output.contains("withdrawal answer"), "\(listed.output)")
        let note = try net.scratch.file("note.txt", "kept with the record of the visit")
        func said(_ more: [String]) async throws -> ToolAnswer {
            try await net.tally(
                [
                    "withdrawal", "answer", permit, "--note", note, "--disclosures",
                    "\(net.scratch.path)/\(more.joined()).receipt",
                ] + more, as: receiver)
        }
        let bare = try await said(["--outcome", "kept"])
        #expect(bare.code == 64 && bare.errors.contains("medical-record"), "\(bare.errors)")
        let kept = try await said(["--outcome", "kept", "--grounds", "medical-record"])
        #expect(kept.code == 0, "\(kept.errors)")
        let folder = "\(net.network.root)/hospital-a"
        let isMoved = try await net.waits(for: 0) {
            let isThere = FileManager.default.fileExists(atPath: "\(folder)/kept/\(permit).json")
            return ToolAnswer(code: isThere ? 0 : 1, output: "", errors: "")
        }
        let left = FileManager.default.fileExists(atPath: "\(folder)/inbox/\(permit).json")
        #expect(isMoved && !left)
        let again = try await said(["--outcome", "kept", "--grounds", "court-order"])
        #expect(again.code == 1 && again.errors.contains("3561"), "\(again.errors)")
    }

    private static func receipts(_ net: RunningConsortium) async throws {
        let patient = net.story.facts.patient.description
        let chinese = try await net.tally(
            ["subject", "access", patient], as: officer, language: "zh")
        #expect(chinese.code == 0, "\(chinese.errors)")
        for words in ["已删除", "依法留存（病历法定保存）", "撤回答复", "同意已撤回", "患者已拒绝", "查阅"] {
            #expect(chinese.output.contains(words), "\(words): \(chinese.output)")
        }
        let english = try await net.tally(["subject", "access", patient], as: officer)
        for words in ["release", "hospital-a", "read · research", "deleted", "kept"] {
            #expect(english.output.contains(words), "\(words): \(english.output)")
        }
        let json = try await net.tally(["subject", "access", patient, "--json"], as: officer)
        #expect(json.output.contains("\"recalls\""), "\(json.errors)")
        let show = try await net.tally(["subject", "show", patient], as: officer)
        #expect(show.output.contains("receipt "), "\(show.output)")
    }
}
