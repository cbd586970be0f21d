import LedgerTypes
import Sealing

extension SigningRule {
    /// Refuses unless the verified keys of a call satisfy the rule.
    package func check(
        _ call: Call, _ facts: SigningFacts, _ reader: inout StateReader
    ) throws(Refusal) {
        var signers = Signers(call, &reader)
        try check(facts, &signers, &reader)
    }

    private func check(
        _ facts: SigningFacts, _ signers: inout Signers, _ reader: inout StateReader
    ) throws(Refusal) {
        switch self {
        case .gateway(let party):
            try signers.requireGateway(of: try party.member(facts, signers.call), &reader)
        case .quorumOfSeats(let excludingTarget):
            try signers.requireQuorumOfSeats(
                excluding: excludingTarget ? facts.targetMember : nil, &reader)
        case .quorumOfMembers:
            try signers.requireQuorumOfMembers(&reader)
        case .governance(let party):
            guard signers.has(.governance(try party.member(facts, signers.call))) else {
                throw .signatureMissing
            }
        case .replacedKey:
            guard let owner = facts.replacedKey, signers.has(owner) else { throw .signatureMissing }
        case .person(let roles):
            try signers.requirePerson(roles, &reader)
        case .countersigned(let roles):
            try signers.requireCountersigner(roles, &reader)
        case .appointers:
            try signers.requireAppointers(&reader)
        case .witness:
            try signers.requireWitness(
                of: facts.holder, named: facts.witness, &reader)
        case .subject:
            try signers.requireSubject(facts.subject, &reader)
        case .ownKey:
            guard let subject = facts.subject, signers.has(.subject(subject)) else {
                throw .signatureMissing
            }
        case .code:
            guard let code = facts.code, signers.has(.code(code)) else { throw .signatureMissing }
        case .parties:
            try signers.requireOne(of: facts.alternatives, &reader)
        case .all(let rules):
            for rule in rules { try rule.check(facts, &signers, &reader) }
        case .any(let rules):
            try Self.checkAny(rules, facts, &signers, &reader)
        case .when(let condition, let rule):
            if condition.holds(facts) { try rule.check(facts, &signers, &reader) }
        }
    }

    /// The first alternative's refusal is the one that is reported.
    private static func checkAny(
        _ rules: [SigningRule], _ facts: SigningFacts, _ signers: inout Signers,
        _ reader: inout StateReader
    ) throws(Refusal) {
        var first: Refusal?
        for rule in rules {
            do throws(Refusal) {
                try rule.check(facts, &signers, &reader)
                return
            } catch {
                first = first ?? error
            }
        }
        throw first ?? .signatureMissing
    }
}

extension SigningParty {
    /// The member meant; holder and receiver must act themselves.
    func member(_ facts: SigningFacts, _ call: Call) throws(Refusal) -> MemberID {
        switch self {
        case .acting:
            return call.member
        case .holder:
            guard let holder = facts.holder, holder == call.member else { throw .notHolder }
            return holder
        case .attesting:
            guard let holder = facts.holder else { throw .notHolder }
            return holder
        case .receiver:
            guard let receiver = facts.receiver, receiver == call.member else {
                throw .notReceiver
            }
            return receiver
        }
    }
}

extension SigningCondition {
    func holds(_ facts: SigningFacts) -> Bool {
        switch self {
        case .lowersLevel: facts.lowersLevel
        case .changesSubject: facts.changesSubject
        case .changesOwnWord: facts.changesOwnWord
        case .changesOwnKey: facts.changesOwnKey
        case .targetsMember: facts.targetMember != nil
        case .targetsStaff: facts.targetsStaff
        case .targetsOfficer: facts.targetsOfficer
        case .liftsSuspension: facts.liftsSuspension
        case .overrulesAuthority: facts.overrulesAuthority
        case .inPerson: facts.inPerson
        case .notInPerson: !facts.inPerson
        }
    }
}
