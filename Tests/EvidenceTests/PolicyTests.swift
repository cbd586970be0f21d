import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations that show what only the court's policy can ask for.
@Suite struct `Court policy` {
    private func expect(
        _ verdict: EvidenceVerdict, _ code: CheckCode?, location: SourceLocation = #_sourceLocation,
        order: ExportOrder = Story.order, _ change: (inout CourtPolicy) -> Void
    ) throws {
        let story = try Story()
        var policy = story.policy
        change(&policy)
        let report = story.verify(try story.export(order), policy: policy)
        #expect(report.verdict == verdict, sourceLocation: location)
        #expect(report.code == code, sourceLocation: location)
        #expect(report.evidence != nil, sourceLocation: location)
    }

    @Test func `mutation 135: a file from before the height that the court asks for`() throws {
        try expect(.totalPassed, nil) { $0.minimumHeight = Height(5) }
        try expect(.indeterminate, .policyHeight) { $0.minimumHeight = Height(6) }
    }
    @Test func `mutation 135: a file from before the time that the court asks for`() throws {
        let time = BlockTime(1_700_000_000_000 + 5 * 60_000)
        try expect(.totalPassed, nil) { $0.minimumTime = time }
        try expect(.indeterminate, .policyTime) { $0.minimumTime = time.next }
    }
    @Test(arguments: [EvidenceLayer.timestamps, .witnesses])
    func `mutations 131 and 132: layers that are not there`(layer: EvidenceLayer) throws {
        try expect(.indeterminate, .policyLayers) { $0.layers = [layer] }
    }
    @Test func `layers that are there, and left out`() throws {
        try expect(.totalPassed, nil) { $0.layers = [.blocks, .rules] }
        var bare = Story.order
        bare.includesBlocks = false
        try expect(.indeterminate, .policyLayers, order: bare) { $0.layers = [.blocks] }
        bare.includesRules = false
        try expect(.indeterminate, .policyLayers, order: bare) { $0.layers = [.rules] }
    }
    @Test func `mutation 128: exhibits left out make no false claim`() throws {
        var order = Story.order
        order.exhibits = []
        let story = try Story()
        let report = story.verify(try story.export(order))
        #expect(report.evidence?.exhibits == [])
    }
    @Test func `mutation 130: the decisive field withheld`() throws {
        try expect(.totalPassed, nil) {
            $0.fields = [RequiredField(kind: .recordConsent, name: "purpose")]
        }
        try expect(.indeterminate, .policyFields) {
            $0.fields = [RequiredField(kind: .recordConsent, name: "phone")]
        }
    }
    @Test func `a patient's name given as an asset's hides none of the patient's entries`() throws {
        let story = try Story()
        func disguised(_ subject: HeadID) throws -> [UInt8] {
            let order = ExportOrder(
                subject: HeadID(.asset, subject.id), exporter: story.order.exporter)
            var statement = story.statement
            statement.subject = order.subject
            return EvidenceFile(content: try story.content(order)).sealed(
                statement: statement, member: story.member, key: story.chain.gatewayKeys[0])
        }
        let report = story.verify(try disguised(Story.subject))
        #expect(report.verdict == .totalFailed)
        #expect(report.code == .assetIndex)
        // Where the patient has no assets, only the court's own name tells.
        var policy = story.policy
        policy.subject = Story.other.id
        let bare = story.verify(try disguised(Story.other), policy: policy)
        #expect(bare.verdict == .indeterminate)
        #expect(bare.code == .policySubject)
    }
    @Test func `mutation 138: a file about another subject than the court's`() throws {
        try expect(.totalPassed, nil) { $0.subject = Story.subject.id }
        try expect(.indeterminate, .policySubject) { $0.subject = Story.other.id }
    }
    @Test func `signatures are counted again without the parties`() throws {
        try expect(.totalPassed, nil) {
            $0.parties = [MemberID(unchecked: "anhe")]
            $0.needsIndependentMajority = true
        }
        try expect(.indeterminate, .policyIndependence) {
            $0.parties = [MemberID(unchecked: "anhe"), MemberID(unchecked: "bohai")]
            $0.needsIndependentMajority = true
        }
    }

    @Test func `a policy file is read line by line`() throws {
        let policy = try CourtPolicy(
            file: Array(
                """
                tally-policy v1
                # from the printed notice
                genesis \(suite.hash([1]))
                minimum-height 12
                minimum-time 2026-11-21T16:05:00+08:00
                require blocks
                require independent-majority
                party bohai
                disclose consent purpose
                subject \(suite.hash([7]))

                """.utf8))
        #expect(policy.genesis == suite.hash([1]))
        #expect(policy.minimumHeight == Height(12))
        #expect(policy.minimumTime.map(CalendarTime.text) == "2026-11-21T16:05:00.000+08:00")
        #expect(policy.layers == [.blocks])
        #expect(policy.needsIndependentMajority)
        #expect(policy.subject == suite.hash([7]))
        #expect(policy.parties == [MemberID(unchecked: "bohai")])
        #expect(policy.fields == [RequiredField(kind: .recordConsent, name: "purpose")])
        #expect(policy.asksForMore && !CourtPolicy(genesis: policy.genesis).asksForMore)
        #expect(
            try CourtPolicy(
                file: Array(policy.statements.joined(separator: "\n").utf8)) == policy)
    }
    @Test(arguments: [
        ("", PolicyFault.firstLine), ("tally-policy v2\n", .firstLine),
        ("tally-policy v1\nrequires blocks\n", .unknownLine(2)),
        ("tally-policy v1\nrequire everything\n", .badValue(line: 2)),
        ("tally-policy v1\nminimum-height 1\nminimum-height 0\n", .lineTwice(3)),
        ("tally-policy v1\nminimum-time 2026-02-30T00:00:00+08:00\n", .badValue(line: 2)),
        ("tally-policy v1\nparty A\n", .badValue(line: 2)),
        ("tally-policy v1\ngenesis \(suite.hash([2]))\n", .genesisDiffers),
    ]) func `a policy file that could lose a requirement is refused`(
        text: String, fault: PolicyFault
    ) {
        #expect(throws: fault) { try CourtPolicy(file: Array(text.utf8), genesis: suite.hash([1])) }
    }
    @Test func `a policy needs the digest of genesis from somewhere`() {
        #expect(throws: PolicyFault.genesisMissing) {
            try CourtPolicy(file: Array("tally-policy v1\n".utf8))
        }
    }
}

@Suite struct `The file of a court's policy` {
    private let demands = [
        "tally-policy v1", "# what the court asks for", "minimum-height 7", "party hospital-a",
    ]

    @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
    func `demands the same whatever ends its lines`(end: String, isMarked: Bool) throws {
        let mark: [UInt8] = isMarked ? [0xef, 0xbb, 0xbf] : []
        let policy = try CourtPolicy(
            file: mark + Array(demands.joined(separator: end).utf8), genesis: suite.hash([1]))
        #expect(policy.minimumHeight == Height(7))
        #expect(policy.parties.map(\.text) == ["hospital-a"])
    }

    @Test func `has no demand hidden behind a comment`() {
        let text = demands.joined(separator: "\n").replacing("for\n", with: "for\u{2028}")
        #expect(throws: PolicyFault.text(.hiddenLineEnd(line: 2))) {
            try CourtPolicy(file: Array(text.utf8), genesis: suite.hash([1]))
        }
    }

    @Test func `is named where its encoding is another one`() {
        let gbk = Array("tally-policy v1\n# ".utf8) + [0xb7, 0xa8, 0xd4, 0xba, 0x0a]
        #expect(throws: PolicyFault.text(.gbk)) {
            try CourtPolicy(file: gbk, genesis: suite.hash([1]))
        }
    }
}
