import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// What is found in bytes that somebody chose.
@Suite struct `Names within bytes` {
    /// A name inside so many strings, each of them canonical bytes.
    private static func nested(_ depth: Int, _ bytes: [UInt8]) -> [UInt8] {
        (0..<depth).reduce(bytes) { inner, _ in CanonicalValue.array([.bytes(inner)]).canonicalBytes
        }
    }

    @Test func `are found four strings deep, and what lies deeper is not taken for nobody`() {
        let digest = TestConsortium.suite.hash([1])
        let name = CanonicalValue.array([.bytes(digest.bytes)]).canonicalBytes
        for depth in 0...4 {
            var search = NameSearch()
            #expect(search.names(in: Self.nested(depth, name)) == [digest], "\(depth)")
            #expect(!search.isCut)
        }
        var search = NameSearch()
        #expect(search.names(in: Self.nested(5, name)).isEmpty)
        #expect(search.isCut)
    }

    @Test func `cost no more than their length, however they are nested`() {
        var bytes: [UInt8] = [1]
        while bytes.count < 20_000 { bytes = CanonicalValue.bytes(bytes).canonicalBytes }
        var search = NameSearch(bytes: 5 * bytes.count)
        #expect(search.names(in: bytes).isEmpty)
        #expect(search.isCut)
        #expect(search.left >= 0)
        // Beyond the bound nothing is looked at any more, and nothing taken for nobody's.
        var short = NameSearch(bytes: bytes.count - 1)
        #expect(short.names(in: bytes).isEmpty)
        #expect(short.isCut)
    }

    @Test func `that were not all looked at are about patients`() throws {
        let ledger = Samples.ledger(try TestConsortium()).ledger
        let deep = Self.nested(8, Array(repeating: 7, count: 64))
        let anchored = Transaction(
            suite: TestConsortium.suite, chain: ledger.consortium.state.chain, kind: .anchor,
            member: TestConsortium.id("centre-b"), nonce: Array(repeating: 1, count: 16),
            validUntil: ledger.time, payload: deep)
        #expect(PatientContent(anchored, in: ledger.state).isOfPatients)
    }

    @Test func `of every table that a story writes are of patients where they name one`() throws {
        var ledger = try TestLedger.withSmallRules()
        let codes = `Authorisation codes`()
        let overrides = `Overrides`()
        let asset = try codes.asset(3, &ledger)
        let code = codes.issue(codes.code(ledger), &ledger)
        #expect(codes.redeem(code, Samples.request(asset), &ledger).outcome == .permit)
        #expect(overrides.declare(overrides.declaration(ledger), &ledger) == nil)
        let patient = TestConsortium.pseudonym("patient")
        let accounts: [QuotaAccount] = [
            .subject(patient), .code(code), .person(Overrides.physician),
            .gateway(TestConsortium.id("centre-b")), .governance(TestConsortium.id("centre-b")),
        ]
        for account in accounts { #expect(Quota.charge(account, bytes: 1, &ledger.change)) }
        ledger.change.settle()
        let state = ledger.state
        let names = [patient.digest.bytes, code.digest.bytes]
        var written: Set<String> = []
        for entry in state.map.entries {
            let table = String(decoding: entry.key.prefix { $0 != 0x2f }, as: UTF8.self)
            written.insert(table)
            guard names.contains(where: { entry.key.contains($0) || entry.value.contains($0) })
            else { continue }
            let content = PatientContent(stateKey: entry.key, in: state)
            #expect(content.isOfPatients, "\(table)")
            #expect(
                content.patients.contains(patient) || !PatientTables.ofInstitutions.contains(table),
                "\(table)")
        }
        #expect(written.isSuperset(of: ["quota", "code", "permit", "override", "case", "notice"]))
        for account in accounts {
            let content = PatientContent(stateKey: Tables.quotaUses.stateKey(account), in: state)
            let isOfPatient = account == .subject(patient) || account == .code(code)
            #expect(content.isOfPatients == isOfPatient, "\(account)")
            #expect(content.patients == (isOfPatient ? [patient] : []), "\(account)")
        }
        // Of nobody's account either: it would say who was never here.
        for account in [
            QuotaAccount.subject(TestConsortium.pseudonym("p9")), .code(RecordID(.zero)),
        ] {
            let key = Tables.quotaUses.stateKey(account)
            #expect(PatientContent(stateKey: key, in: state).isOfPatients)
        }
    }
}
