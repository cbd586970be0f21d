import CanonicalCoding
import DataProtection
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Duties

/// Releases of a record that has more than a result.
@Suite struct `What a release holds back` {
    private static let condition = #"""
        {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/p1"},
         "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"F33.1"}],
         "text":"复发性抑郁障碍"}}}
        """#

    private static func record(_ more: String..., gender: String = "female") -> [UInt8] {
        let entries = more.map { "," + $0 }.joined()
        return Array(
            #"""
            {"resourceType":"Bundle","type":"collection","entry":[
            {"resource":{"resourceType":"Patient","id":"p1","gender":"\#(gender)",
             "name":[{"text":"林秀英"}],"birthDate":"1958-04-12"}},
            {"resource":{"resourceType":"Observation","status":"final",
             "subject":{"reference":"Patient/p1"},
             "code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},
             "effectiveDateTime":"2026-01-05T08:00:00+08:00",
             "valueQuantity":{"value":7.8,"unit":"mmol/L"}}}\#(entries)]}
            """#.utf8)
    }

    private func world(_ record: [UInt8]) throws -> DutyWorld {
        let world = try DutyWorld()
        try world.disks[1].replaceFile("records/p1.json", with: record)
        return world
    }

    /// A physician of a member asks for fields of the patient of the second member.
    private func draft(
        _ world: DutyWorld, by index: Int = 0, purpose: String = "care", _ fields: String...
    ) throws -> (RecordID, ReleaseDraft) {
        let asked = try world.signed(
            world.request(of: "p1", at: 1, purpose: purpose, fields: fields),
            by: DutyRules.physician, at: index)
        #expect(try world.commit(asked).outcome == .permit)
        let permit = RecordID(asked.id)
        let record = try #require(world.record(permit))
        return (permit, ReleaseBuilder(world.gateways[1]).draft(record, on: world.ledger))
    }

    private func text(_ draft: ReleaseDraft) throws -> String {
        guard case .payload(let bytes, _) = draft else {
            Issue.record("\(draft)")
            throw CancellationError()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The physician of the second member treats their patient: two officers say so.
    private func attend(_ world: DutyWorld) throws {
        let member = DutyRules.members[1]
        let subject = try #require(
            world.ledger.get(Tables.subjects, DutyWorld.pseudonym("p1", at: 1)))
        let attended = Subject(
            pseudonym: subject.pseudonym, holder: member,
            attending: [StaffReference(member: member, staff: DutyRules.physician)])
        let body = RegisterSubject(
            subject: attended, value: DutyWorld.name("p1", at: 1).value)
        let transaction = Transaction(
            suite: DutyRules.suite, chain: world.ledger.chain, kind: .registerSubject,
            member: member, staff: DutyRules.data, nonce: Array(repeating: 77, count: 16),
            validUntil: BlockTime(world.ledger.time.value + 3_600_000), payload: body.payload())
        let keys =
            [try DutyRules.key("gateway/\(member)")]
            + (try [DutyRules.data, DutyRules.physician].map {
                try DutyRules.key("staff/\(member)/\($0)")
            })
        #expect(
            try world.commit(SignedTransaction(transaction, signedBy: keys)).outcome == .accepted)
    }

    @Test func `level 5 goes to nobody who does not attend the patient, whatever the permit says`()
        throws
    {
        let world = try world(Self.record(Self.condition))
        for asker in [0, 1] {
            let payload = try text(draft(world, by: asker, "glucose", "sensitive_diagnosis").1)
            #expect(payload.contains("7.8") && !payload.contains("抑郁"))
            #expect(payload.contains(#""absent":["sensitive_diagnosis"]"#))
            #expect(!payload.contains("sealed"))
        }
    }

    @Test func `who attends has it sealed to their own key`() throws {
        let world = try world(Self.record(Self.condition))
        try attend(world)
        let payload = Array(
            try text(draft(world, by: 1, "glucose", "sensitive_diagnosis").1).utf8)
        let said = String(decoding: payload, as: UTF8.self)
        #expect(said.contains("7.8") && !said.contains("抑郁") && !said.contains("sensitive_"))
        let key = try DutyRules.key("staff/\(DutyRules.members[1])/\(DutyRules.physician)")
        let opened = String(
            decoding: try SealedFields.open(payload, with: key), as: UTF8.self)
        #expect(opened.contains("复发性抑郁障碍") && opened.contains("7.8"))
        let other = try DutyRules.key("staff/\(DutyRules.members[1])/\(DutyRules.data)")
        #expect(throws: SealedFieldsFault.otherKey(person: "m1/physician")) {
            try SealedFields.open(payload, with: other)
        }
        // A colleague at the same member who does not attend has none of it.
        let colleague = try text(draft(world, by: 0, "glucose", "sensitive_diagnosis").1)
        #expect(!colleague.contains("sealed"))
        #expect(throws: SealedFieldsFault.nothingSealed) {
            try SealedFields.open(Array(colleague.utf8), with: key)
        }
    }

    @Test func `what people label as level 5 is sealed as what the catalogue says is`() throws {
        for isAttending in [true, false] {
            let world = try world(Self.record())
            if isAttending { try attend(world) }
            let body = RegisterAsset(
                description: AssetDescription(
                    kind: .raw, category: .status, level: 5,
                    schema: DutyRules.suite.hash([1]), content: DutyRules.suite.hash([2]), rows: 1,
                    members: .subjects([DutyWorld.pseudonym("p1", at: 1)]),
                    labels: [FieldLabel(field: "glucose", category: .status, level: 5)]))
            let registered = world.gateways[1].transaction(
                .registerAsset,
                payload: body.payload(commitments: [DutyRules.suite.hash([2])]),
                on: world.ledger, clock: world.ledger.time)
            #expect(try world.commit(registered).outcome == .accepted)
            let payload = try text(draft(world, by: 1, "gender", "glucose").1)
            #expect(payload.contains("female") && !payload.contains("7.8"))
            #expect(payload.contains("sealed") == isAttending)
            #expect(payload.contains(#""absent":["glucose"]"#) != isAttending)
        }
    }

    @Test func `what is sealed looks the same where there is nothing`() throws {
        let world = try world(Self.record())
        try attend(world)
        let empty = try text(draft(world, by: 1, "glucose", "sensitive_diagnosis").1)
        let other = try self.world(Self.record(Self.condition))
        try attend(other)
        let full = try text(draft(other, by: 1, "glucose", "sensitive_diagnosis").1)
        #expect(empty.utf8.count == full.utf8.count)
    }

    @Test func `an identifier of the record in prose is held back`() throws {
        let note = Self.condition.replacing("复发性抑郁障碍", with: "头痛，家属林秀英陪同")
            .replacing("F33.1", with: "R51")
        let world = try world(Self.record(note))
        guard case .blocked(let reason, let findings) = try draft(world, "diagnosis").1 else {
            Issue.record("a name leaves")
            return
        }
        #expect(reason == FindingKind.personName.code)
        #expect(!findings.joined().contains("秀英"))
    }

    @Test func `a resource of nobody stops the release`() throws {
        let stray = Self.condition.replacing(#""subject":{"reference":"Patient/p1"},"#, with: "")
        let world = try world(Self.record(stray))
        guard case .blocked(6054, _) = try draft(world, "glucose").1 else {
            Issue.record("a condition of nobody is passed over")
            return
        }
    }

    @Test(arguments: ["records/p1/scan.pdf", "records/p1/notes.ndjson", "records/p1.xml"])
    func `a file that is not read is named`(path: String) throws {
        let world = try world(Self.record())
        try world.disks[1].replaceFile("records/p1/more.json", with: Array("{}".utf8))
        try world.disks[1].remove("records/p1/more.json")
        try world.disks[1].replaceFile(path, with: [1, 2, 3])
        guard case .notReadable(let words) = try draft(world, "glucose").1 else {
            Issue.record("\(path) is passed over")
            return
        }
        #expect(words.english.contains(path) && words.chinese.contains(path))
    }

    @Test func `content of another release of FHIR is named`() throws {
        let later = #"""
            {"resource":{"resourceType":"MedicationRequest","subject":{"reference":"Patient/p1"},
             "medication":{"concept":{"text":"x"}}}}
            """#
        let world = try world(Self.record(later))
        guard case .notReadable(let words) = try draft(world, "glucose").1 else {
            Issue.record("R5 is passed over")
            return
        }
        #expect(words.english.contains("MedicationRequest"))
    }

    @Test func `quasi-identifiers together are above a permit that was decided for level 2`() throws
    {
        for (tags, isHeld) in [([String](), true), ([FieldLabel.quasiIdentifier], false)] {
            let world = try world(Self.record())
            let fields = ["birth_year", "gender"]
            let labels = fields.map {
                FieldLabel(field: $0, category: .attributes, level: 2, tags: tags)
            }
            let body = RegisterAsset(
                description: AssetDescription(
                    kind: .raw, category: .attributes, level: tags.isEmpty ? 2 : 3,
                    schema: DutyRules.suite.hash([1]), content: DutyRules.suite.hash([2]), rows: 1,
                    members: .subjects([DutyWorld.pseudonym("p1", at: 1)]), labels: labels))
            let registered = world.gateways[1].transaction(
                .registerAsset,
                payload: body.payload(commitments: [DutyRules.suite.hash([2])]),
                on: world.ledger, clock: world.ledger.time)
            #expect(try world.commit(registered).outcome == .accepted)
            let (_, draft) = try draft(world, "birth_year", "gender")
            switch draft {
            case .blocked(let reason, _):
                #expect(isHeld && reason == CoverageFault.levelAbovePermit.code)
            default: #expect(!isHeld, "\(draft)")
            }
        }
    }

    @Test func `outside care dates move and level 5 stays`() throws {
        let world = try world(Self.record(Self.condition))
        try attend(world)
        let (_, draft) = try draft(world, purpose: "study", "glucose", "sensitive_diagnosis")
        let payload = try text(draft)
        #expect(!payload.contains("2026-01-05") && payload.contains("T08:00:00+08:00"))
        #expect(payload.contains(#""dates":"shifted""#) && !payload.contains("sealed"))
        #expect(try text(draft) == payload)
    }
}
