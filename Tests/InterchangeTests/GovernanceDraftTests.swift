import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Interchange

@Suite struct `Governance draft` {
    private typealias Samples = DraftSamples

    private func fault(_ work: () throws -> Void) -> DraftFault? {
        do {
            try work()
            return nil
        } catch { return error as? DraftFault }
    }

    @Test func `comes back from its page with the signatures that were added`() throws {
        var draft = try Samples.draft()
        #expect(draft.missing == 3)
        for name in ["centre-b", "hospital-a", "research-r"] {
            draft = try GovernanceDraft(page: draft.page.page).signing(with: Samples.key(name))
        }
        let read = try GovernanceDraft(page: draft.page.page)
        #expect(read == draft)
        #expect(read.missing == 0)
        #expect(read.absent.map(\.name) == ["centre-c governance"])
        for name in ["centre-b", "hospital-a", "research-r"] {
            #expect(read.signed.isSigned(by: try Samples.key(name).verifyingKey))
        }
    }

    @Test func `says in both languages what is signed`() throws {
        let page = try Samples.draft().page
        for words in [
            "kind · 种类: parameters", "emptyBlockInterval · 空块间隔: 5000 (standard · 默认 10000)",
            "signatures · 签名: 0, needed · 需 3", "[ ] hospital-a governance",
            "valid until · 有效至: 2027-01-15 16:00:00.000 +08:00",
        ] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test func `is taken with the line ends of another system`() throws {
        let draft = try Samples.draft()
        let page = draft.page.replacingOccurrences(of: "\n", with: "\r\n")
        #expect(try GovernanceDraft(page: page.page) == draft)
    }

    @Test func `is refused when its words are not those of its bytes`() throws {
        let page = try Samples.draft().page
        let changed = page.replacingOccurrences(of: "空块间隔: 5000", with: "空块间隔: 9000")
        #expect(changed != page)
        #expect(fault { _ = try GovernanceDraft(page: changed.page) } == .changedPage)
        #expect(fault { _ = try GovernanceDraft(page: (page + "\nmore").page) } == .changedPage)
    }

    @Test func `is refused after a change of any one byte`() throws {
        let draft = try Samples.draft().signing(with: Samples.key("centre-b"))
        let page = draft.page.page
        var generator = SeededGenerator(seed: 5)
        for place in page.indices where page[place] != 0x0a {
            var changed = page
            changed[place] ^= UInt8(1 << generator.below(7))
            guard (try? GovernanceDraft(page: changed)) != nil else { continue }
            Issue.record("the change at \(place) was not noticed")
        }
        for length in stride(from: 0, to: page.count - 1, by: 37) {
            #expect(throws: DraftFault.self) {
                try GovernanceDraft(page: Array(page.prefix(length)))
            }
        }
    }

    @Test func `takes no signature of a key that may not sign`() throws {
        let stranger = try Samples.key("court")
        let draft = try Samples.draft()
        #expect(
            fault { _ = try draft.signing(with: stranger) }
                == .notASigner(key: stranger.verifyingKey.id))
    }

    @Test func `names the signer whose signature does not hold`() throws {
        let draft = try Samples.draft().signing(with: Samples.key("centre-b"))
        let other = try Samples.draft(nonce: 8)
        #expect(
            fault {
                _ = try GovernanceDraft(
                    SignedTransaction(other.transaction, signatures: draft.signed.signatures),
                    panel: draft.panel)
            } == .signatureWrong(signer: "centre-b governance"))
    }

    @Test func `gathers signatures made at different machines`() throws {
        let draft = try Samples.draft()
        let names = ["research-r", "centre-b", "centre-c"]
        let files = try names.map { try draft.signing(with: Samples.key($0)) }
        let two = try GovernanceDraft.combining([files[0], files[1], files[0]])
        #expect(two.missing == 1)
        #expect(two.absent.map(\.name) == ["centre-c governance", "hospital-a governance"])
        let all = try GovernanceDraft.combining([two, files[2]])
        #expect(all.missing == 0)
        #expect(try GovernanceDraft(page: all.page.page) == all)
        #expect(try SignedTransaction(canonical: all.signed.canonicalBytes) == all.signed)
    }

    @Test func `is not put together with another transaction or other signers`() throws {
        let draft = try Samples.draft()
        let other = try Samples.draft(nonce: 8)
        #expect(
            fault { _ = try GovernanceDraft.combining([draft, other]) }
                == .otherTransaction(other.id))
        let wider = try GovernanceDraft(draft.signed, panel: Samples.panel(needed: 4))
        #expect(fault { _ = try GovernanceDraft.combining([draft, wider]) } == .otherSigners)
    }

    @Test func `of a kind without words is not signed`() throws {
        let transaction = Transaction(
            suite: Samples.suite, chain: ChainID(.zero), kind: .anchor,
            member: MemberID(unchecked: "hospital-a"),
            nonce: Array(repeating: 1, count: LedgerTypes.Limits.nonceByteCount),
            validUntil: BlockTime(5), payload: [1])
        let draft = try GovernanceDraft(
            SignedTransaction(transaction, signatures: []), panel: Samples.panel())
        #expect(try GovernanceDraft(page: draft.page.page) == draft)
        #expect(
            fault { _ = try draft.signing(with: Samples.key("centre-b")) }
                == .cannotDescribe(.anchor))
    }

    @Test func `puts every kind that is drafted in words`() throws {
        let bodies: [Transaction] = [
            Samples.transaction(try Samples.enrolment()),
            Samples.transaction(ChangeParameters(parameters: .standard)),
            Samples.transaction(Suspend(target: .member(MemberID(unchecked: "centre-b")))),
            Samples.transaction(
                RotateKey(
                    target: .gateway, newKey: try Samples.key("new").verifyingKey,
                    possession: KeyPossession(
                        of: try Samples.key("new"), chain: Samples.chain,
                        holder: MemberID(unchecked: "hospital-a"), for: .gateway),
                    effective: BlockTime(9))),
        ]
        for transaction in bodies {
            #expect(DraftWording.lines(of: transaction)?.isEmpty == false, "\(transaction.kind)")
        }
    }

    @Test func `names the whole committee with its fields and terms`() throws {
        let seats = [("centre-c", "he", CommitteeField.ethics), ("court", "feng", .law)]
        func seat(
            _ member: String, _ person: String, _ field: CommitteeField
        ) -> CommitteeSeat {
            CommitteeSeat(
                person: StaffReference(
                    member: MemberID(unchecked: member), staff: StaffID(unchecked: person)),
                field: field, until: BlockTime(1_900_000_000_000))
        }
        let committee = Committee(
            seats: seats.map(seat), substitutes: [seat("regulator", "wu", .technology)])
        let lines = try #require(
            DraftWording.lines(of: Samples.transaction(AppointCommittee(committee: committee)))
        ).map(\.text).joined(separator: "\n")
        #expect(lines.contains("court/feng") && lines.contains("law 法律"))
        #expect(lines.contains("2030-03-18"))
        #expect(lines.contains("regulator/wu") && lines.contains("substitute"))
    }

    @Test func `says that a seat consents, and has no words for a person's ballot`() throws {
        let vote = CastVote(caseID: RecordID(Samples.suite.hash([4])), choice: .approve)
        let consent = Samples.transaction(vote)
        let lines = try #require(DraftWording.lines(of: consent)).map(\.text)
        #expect(lines.contains { $0.contains("hospital-a") && $0.contains("席位同意变更红线") })
        let inPerson = Transaction(
            suite: consent.suite, chain: consent.chain, kind: consent.kind,
            member: consent.member, staff: StaffID(unchecked: "he"), nonce: consent.nonce,
            validUntil: consent.validUntil, payload: consent.payload)
        #expect(DraftWording.lines(of: inPerson) == nil)
    }
}
