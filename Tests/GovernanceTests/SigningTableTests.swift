import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// Nobody alone, over every row of the table: the promise of
/// docs/internals/decisions/0026-nobody-alone.md, tried with every signer.
@Suite struct `The table of who may sign` {
    private static let members = [
        "centre-b", "centre-c", "court-q", "hospital-a", "regulator-g", "research-r",
    ]
    private static let seated = ["centre-b", "centre-c", "hospital-a", "research-r"]
    private static let people = TestConsortium.roles.map(\.name)
    private static let rows = SigningRow.all
    private static let day: UInt64 = 86_400_000

    private func ledger() throws -> TestLedger {
        var ledger = TestLedger(try TestConsortium())
        #expect(ledger.register(Samples.subject("p1")).outcome == .accepted)
        return ledger
    }

    /// All that one person can bring: their key, named or not, beside any gateways, which sign what
    /// a person asks for; and gateways without a person.
    private static let alone: [SigningAttempt] = {
        let gateways = ["centre-b", "hospital-a", "regulator-g"].map { "gateway/\($0)" }
        var found: [SigningAttempt] = []
        for set in 0..<8 {
            let signed = gateways.enumerated().filter { set >> $0.offset & 1 == 1 }.map(\.element)
            for member in ["centre-b", "hospital-a"] {
                found.append(SigningAttempt(keys: signed, member: member))
                for home in ["centre-b", "hospital-a", "regulator-g"] {
                    for person in people {
                        let keys = signed + ["staff/\(home)/\(person)"]
                        found.append(SigningAttempt(keys: keys, member: member))
                        guard home == member else { continue }
                        found.append(
                            SigningAttempt(keys: keys, member: member, staff: person))
                    }
                }
            }
        }
        return found
    }()

    @Test func `has every kind, and rows of each meaning`() {
        #expect(Set(Self.rows.map(\.kind)) == Set(TransactionKind.allCases))
        #expect(Set(Self.rows.map(\.meant)) == [.one, .two, .others])
    }

    @Test func `lets no person alone do what two are meant for, with any gateways`() throws {
        var ledger = try ledger()
        for row in Self.rows {
            let enough = Self.alone.first { $0.satisfies(row, &ledger) }
            switch row.meant {
            case .one: #expect(enough != nil, "nobody can sign \(row)")
            case .two, .others: #expect(enough == nil, "\(row): \(enough?.description ?? "")")
            }
        }
    }

    /// Every pair of persons of a member: the first is named. With what two may do, the pair that
    /// may do it may not when one of them is suspended, not in office any more, or has another key.
    @Test func `counts neither of two who is suspended, expired or has another key`() throws {
        let sound = try ledger()
        var pairs = 0
        for row in Self.rows where row.meant == .two {
            for first in Self.people {
                for second in Self.people where second != first {
                    let attempt = SigningAttempt(
                        keys: ["gateway/centre-b", "staff/centre-b/\(first)"]
                            + ["staff/centre-b/\(second)"], staff: first)
                    var whole = sound
                    guard attempt.satisfies(row, &whole) else { continue }
                    pairs += 1
                    for person in [first, second] {
                        for fall in Fall.allCases {
                            var ledger = sound
                            fall.happens(to: person, &ledger)
                            #expect(
                                !attempt.satisfies(row, &ledger), "\(row): \(attempt) \(fall)")
                        }
                    }
                }
            }
        }
        #expect(pairs > 50)
    }

    @Test func `counts no single signer who is suspended, expired or of a suspended member`() throws
    {
        let sound = try ledger()
        for row in Self.rows where row.meant == .one {
            for attempt in Self.alone where attempt.member == "centre-b" {
                var whole = sound
                guard attempt.satisfies(row, &whole) else { continue }
                var stopped = sound
                Fall.suspendMember("centre-b", &stopped)
                #expect(!attempt.satisfies(row, &stopped), "\(row): \(attempt)")
                guard let staff = attempt.staff, SigningAttempt.needsPerson(row, attempt, sound)
                else { continue }
                for fall in Fall.allCases {
                    var ledger = sound
                    fall.happens(to: staff, &ledger)
                    #expect(!attempt.satisfies(row, &ledger), "\(row): \(attempt) \(fall)")
                }
            }
        }
    }

    /// Every set of governance keys of seats, beside every other key that there is: of followers,
    /// persons, gateways, seats, and of an institution that only wants to join.
    @Test func `counts seats alone where a quorum of seats is meant`() throws {
        let others =
            ["court-q", "regulator-g", "insurer-i"].map { "governance/\($0)" }
            + (Self.members + ["insurer-i"]).flatMap { member in
                ["gateway/\(member)", "seat/\(member)"]
                    + Self.people.map { "staff/\(member)/\($0)" }
            }
        let sound = try ledger()
        let kinds: Set<TransactionKind> = [
            .enrolMember, .seatChange, .parameters, .recover, .suspend,
        ]
        for row in Self.rows
        where kinds.contains(row.kind) && row.meant == .two
            && (row.kind != .suspend || row.holds(.targetsMember))
        {
            for stopped in [nil] + Self.seated.map(Optional.some) {
                var ledger = sound
                if let stopped { Fall.suspendMember(stopped, &ledger) }
                for set in 0..<16 {
                    let signing = Self.seated.enumerated().filter { set >> $0.offset & 1 == 1 }
                        .map(\.element)
                    let counted = signing.filter {
                        $0 != stopped && !(row.kind == .suspend && $0 == "centre-c")
                    }
                    let attempt = SigningAttempt(
                        keys: signing.map { "governance/\($0)" } + others, member: "hospital-a")
                    #expect(
                        attempt.satisfies(row, &ledger) == (counted.count >= 3),
                        "\(row): \(signing), \(stopped ?? "nobody") suspended")
                }
            }
        }
    }

    @Test func `counts active members alone where a quorum of members is meant`() throws {
        let row = SigningRow(kind: .committeeSeat, circumstances: [])
        for stopped in [nil, "court-q"] {
            var ledger = try ledger()
            if let stopped { Fall.suspendMember(stopped, &ledger) }
            let needed = stopped == nil ? 5 : 4
            for set in 0..<64 {
                let signing = Self.members.enumerated().filter { set >> $0.offset & 1 == 1 }
                    .map(\.element)
                let attempt = SigningAttempt(
                    keys: signing.map { "governance/\($0)" } + ["governance/insurer-i"])
                #expect(
                    attempt.satisfies(row, &ledger)
                        == (signing.filter { $0 != stopped }.count >= needed))
            }
        }
    }

    /// The governance key is kept off line by the member: neither a person nor the gateway has it.
    @Test func `asks a member's own governance key for what binds the member`() throws {
        var ledger = try ledger()
        for row in Self.rows where row.meant == .two {
            guard row.kind == .ballot || (row.kind == .rotateKey && row.holds(.targetsMember))
            else { continue }
            let keys = ["gateway/centre-b"] + Self.people.map { "staff/centre-b/\($0)" }
            for foreign in ["hospital-a", "regulator-g"] {
                let attempt = SigningAttempt(keys: keys + ["governance/\(foreign)"])
                #expect(!attempt.satisfies(row, &ledger), "\(row)")
            }
            #expect(
                SigningAttempt(keys: keys + ["governance/centre-b"]).satisfies(row, &ledger))
        }
    }
}

/// What makes a person's signature count no more.
private enum Fall: CaseIterable {
    case suspended, expired, notYet, rekeyed

    func happens(to person: String, _ ledger: inout TestLedger) {
        let reference = TestConsortium.person("centre-b", person)
        guard let staff = ledger.change.get(Tables.staff, reference) else { return }
        func put(_ from: BlockTime, _ until: BlockTime, _ state: EnrolmentState) {
            ledger.change.put(
                Tables.staff, reference,
                Staff(
                    id: staff.id, member: staff.member, roles: staff.roles,
                    licence: staff.licence, clearance: staff.clearance, key: staff.key,
                    from: from, until: until, state: state))
        }
        switch self {
        case .suspended: put(staff.from, staff.until, .suspended)
        // The last instant does not count any more.
        case .expired: put(staff.from, ledger.time, .active)
        case .notYet: put(BlockTime(ledger.time.value + 1), staff.until, .active)
        case .rekeyed: KeyRegister.retire(staff.key, &ledger.change)
        }
    }

    static func suspendMember(_ name: String, _ ledger: inout TestLedger) {
        let id = TestConsortium.id(name)
        guard var member = ledger.change.get(Tables.members, id) else { return }
        member.state = .suspended
        ledger.change.put(Tables.members, id, member)
    }
}

extension SigningAttempt {
    /// True if the same keys without the person's do not suffice: their signature is what counts.
    static func needsPerson(
        _ row: SigningRow, _ attempt: SigningAttempt, _ sound: TestLedger
    ) -> Bool {
        var ledger = sound
        var without = attempt
        without.keys.removeAll { $0.hasPrefix("staff/") }
        without.staff = nil
        return !without.satisfies(row, &ledger)
    }
}
