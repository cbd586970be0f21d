import CanonicalCoding
import CharterLanguage
import GovernanceSamples
import LedgerTypes
import Sealing

@testable import Governance

/// A small vocabulary and charters on it, for tests of their lives.
enum SmallRules {
    static let vocabularySource = """
        vocabulary test_v1
        type Action 操作 { read 读取, train 联邦训练 }
        type Purpose 用途 { care 诊疗, research 科研, rescue 急救 }
        type Field 字段 { glucose 血糖, phone 电话, home_address 家庭住址 }
        type Role 角色 { holder 持有方, patient 患者, regulator 监管机构, committee 独立委员会 }
        attr request.action 请求.操作 : Action from request
        attr request.purpose 请求.用途 : Purpose from request
        attr transfer.leaves_domain 流转.出域 : bool from registry
        attr data.level 数据.级别 : int 1 5 from asset
        attr emergency.declared 急情.已声明 : bool from override
        attr emergency.second_approval 急情.二次批准 : bool from override
        attr actor.favoured 主体.受优待 : bool from registry
        law PIPL 个人信息保护法 74
        law PACT 联盟公约 0

        """

    /// A charter with one red line, one waivable rule, one escalation and one emergency permit.
    static func charterSource(
        id: String = "consortium", version: UInt64 = 1, supersedes: UInt64? = nil,
        effective: String = "2026-03-01", until: String? = nil,
        redLine: String =
            "transfer.leaves_domain and data.level >= 4", level: Int = 3
    ) -> String {
        """
        charter \(id) version \(version)\(supersedes.map { " supersedes \($0)" } ?? "")
        use vocabulary test_v1
        effective \(effective)\(until.map { " to \($0)" } ?? "") zone +00:00
        budget 2000

        rule R1 "High levels never leave the domain"
          basis PIPL art 28
          redline forbid
          when \(redLine)

        rule R2 "Training stays inside"
          basis PIPL art 51
          forbid
          when request.action is train and transfer.leaves_domain
          waivable by committee

        rule R3 "Reading for care"
          basis PIPL art 13
          permit
          when request.action is read and data.level <= \(level)
          require log

        rule R4 "Research on level four is escalated"
          basis PACT
          escalate committee within 5 days
          when data.level >= 4 and request.purpose is research

        rule R5 "Rescue"
          basis PIPL art 13 para 1 item 4
          emergency permit
          when request.action is read and request.purpose is rescue and emergency.declared
          require log, notify patient within 24 hours, review committee within 72 hours,
            expire within 6 hours

        """
    }

    static let vocabulary: Vocabulary = {
        let (vocabulary, diagnostics) = VocabularyCompiler.compile(
            source: Array(vocabularySource.utf8))
        guard let vocabulary else { preconditionFailure("\(diagnostics)") }
        return vocabulary
    }()

    static func charter(_ source: String) -> Charter {
        let compiled = CharterCompiler.compile(
            source: Array(source.utf8), vocabulary: vocabulary)
        guard let charter = compiled.charter else {
            preconditionFailure("\(compiled.diagnostics)")
        }
        return charter.charter
    }

    static func proposal(_ source: String) -> ProposeCharter {
        ProposeCharter(
            charter: charter(source).canonicalBytes,
            sources: [SourceText(language: .english, text: Array(source.utf8))])
    }
}

extension TestLedger {
    /// A ledger with the small vocabulary and its first charter in force, and two patients of B.
    static func withSmallRules(level: Int = 3) throws -> TestLedger {
        var ledger = TestLedger(try TestConsortium())
        let suite = TestConsortium.suite
        let vocabulary = SmallRules.vocabulary
        let charter = SmallRules.charter(SmallRules.charterSource(level: level))
        ledger.change.put(
            Tables.vocabularyTexts, vocabulary.digest(suite), ByteString(vocabulary.canonicalBytes))
        ledger.change.put(
            Tables.charterTexts, charter.digest(suite), ByteString(charter.canonicalBytes))
        ledger.change.put(
            Tables.rules,
            RulesInForce(
                vocabularies: [
                    ActiveVocabulary(id: vocabulary.id, digest: vocabulary.digest(suite))
                ],
                charters: [
                    ActiveCharter(
                        id: charter.id, version: charter.version, digest: charter.digest(suite),
                        vocabulary: vocabulary.digest(suite))
                ]))
        for (name, refuses) in [("patient", false), ("refuser", true)] {
            let pseudonym = TestConsortium.pseudonym(name)
            let key = TestConsortium.key("subject/\(name)").verifyingKey
            ledger.change.put(
                Tables.subjects, pseudonym,
                Subject(
                    pseudonym: pseudonym, holder: TestConsortium.id("centre-b"), key: key,
                    refusesEmergency: refuses))
            KeyRegister.register(key, .subject(pseudonym), &ledger.change)
        }
        ledger.change.settle()
        ledger.advance(by: .seconds(1))
        return ledger
    }

    /// Runs a transaction with field commitments.
    @discardableResult
    mutating func run(
        _ body: some LedgerAction, committing text: String, by member: String,
        staff: String? = nil, keys: [String]
    ) -> Receipt {
        let nonce = UInt64(1_000_000 + entries.count).bigEndianBytes
        let transaction = Transaction(
            suite: TestConsortium.suite, chain: consortium.state.chain,
            kind: type(of: body).kind, member: TestConsortium.id(member),
            staff: staff.flatMap { StaffID($0) },
            nonce: [UInt8](repeating: 0, count: 8) + nonce,
            validUntil: BlockTime(time.value + 3_600_000),
            payload: body.payload(
                commitments: text.isEmpty ? [] : [TestConsortium.suite.hash(Array(text.utf8))]))
        return run(SignedTransaction(transaction, signedBy: keys.map(TestConsortium.key)))
    }

    /// The record that the last transaction created.
    var lastRecord: RecordID { RecordID(entries[entries.count - 1].transaction.id) }

    /// Someone acts in person.
    mutating func inPerson(
        _ body: some LedgerAction, _ member: String, _ staff: String
    ) -> Refusal? {
        refusal(body, by: member, staff: staff, keys: ["staff/\(member)/\(staff)"])
    }

    mutating func vote(
        _ choice: BallotChoice, _ caseID: RecordID, by member: String
    ) -> Refusal? {
        inPerson(CastVote(caseID: caseID, choice: choice), member, "committee")
    }

    func found<Key, Record>(_ table: Table<Key, Record>, _ key: Key) -> Record? {
        var reader = change.reader
        return reader.get(table, key)
    }

    func listed<Parent>(_ listing: Listing<Parent>, _ parent: Parent) -> [RecordID] {
        var reader = change.reader
        return reader.ids(listing, parent)
    }

    /// Moves to exactly this time.
    mutating func advance(to time: BlockTime) {
        precondition(time > self.time, "time goes on")
        advance(by: time.since(self.time))
    }
}
