/// Yes, no, or not yet decided.
enum Truth: UInt8, Sendable {
    case no, unknown, yes

    static prefix func ! (truth: Truth) -> Truth {
        switch truth {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
    }

    func and(_ other: Truth) -> Truth { rawValue < other.rawValue ? self : other }
    func or(_ other: Truth) -> Truth { rawValue > other.rawValue ? self : other }

    init(_ flag: Bool) { self = flag ? .yes : .no }
}

/// A set of facts, described by what each attribute may still be.
struct Region: Sendable {
    /// Enumerations and truths: the members that remain, by slot.
    var domains: [UInt64]
    /// Sets: the members that are in, and those that are out, by slot.
    var members: [UInt64]
    var nonMembers: [UInt64]
    var bounds: DifferenceBounds
    /// Tests that are neither of a finite domain nor a difference, each decided by itself.
    var opaque: [Truth]
    var waived: [Truth]
    var satisfied: [Truth]
}

/// What splits a region in two.
enum Split: Hashable, Sendable {
    case atom(Atom)
    case waived(Int)
    case satisfied(Int)
}

/// The layout of regions for one charter, or for two versions of one: which slot is which variable.
struct RegionSpace: Sendable {
    let checked: CheckedCharter
    /// Ids of all rules; waivers and answers of panels are kept by position here.
    let rules: [String]
    /// For each charter the position of each of its rules in that list.
    let positions: [[Int]]
    /// The difference variable of a slot; 0 where it is none.
    let variables: [Int]
    let opaqueIndices: [Atom: Int]
    let whole: Region

    /// The charters must have one vocabulary.
    init(_ charters: [CheckedCharter], _ extra: [Condition]) {
        let checked = charters[0]
        self.checked = checked
        var rules: [String] = []
        var numbers: [String: Int] = [:]
        positions = charters.map { charter in
            charter.charter.rules.map { rule in
                if let known = numbers[rule.id] { return known }
                numbers[rule.id] = rules.count
                rules.append(rule.id)
                return rules.count - 1
            }
        }
        self.rules = rules
        let kinds = checked.index.kinds
        var used: Set<Int> = []
        var opaque: [Atom: Int] = [:]
        let own = charters.flatMap { $0.resolvedRules.map(\.applies) }
        for condition in own + extra {
            condition.forEachAtom { atom in
                switch atom {
                case .atMostZero(let form):
                    used.formUnion(form.parts.map(\.slot))
                    if form.difference == nil, opaque[atom] == nil { opaque[atom] = opaque.count }
                case .months:
                    used.formUnion(atom.slots)
                    if opaque[atom] == nil { opaque[atom] = opaque.count }
                default: break
                }
            }
        }
        var variables = [Int](repeating: 0, count: kinds.count)
        var ranges: [ClosedRange<Int64>] = []
        for slot in kinds.indices where used.contains(slot) {
            guard let range = kinds[slot].range else { continue }
            ranges.append(range)
            variables[slot] = ranges.count
        }
        self.variables = variables
        opaqueIndices = opaque
        whole = Region(
            domains: kinds.map { kind in
                switch kind {
                case .bool: 0b11
                case .member(let type):
                    CharterChecker.fullMask(checked.vocabulary.types[type].members.count)
                default: 0
                }
            },
            members: [UInt64](repeating: 0, count: kinds.count),
            nonMembers: [UInt64](repeating: 0, count: kinds.count),
            bounds: DifferenceBounds(ranges),
            opaque: [Truth](repeating: .unknown, count: opaque.count),
            waived: [Truth](repeating: .unknown, count: rules.count),
            satisfied: [Truth](repeating: .unknown, count: rules.count))
    }

    /// What a region says about a test.
    func truth(of atom: Atom, in region: Region) -> Truth {
        switch atom {
        case .oneOf(let slot, let mask):
            let domain = region.domains[slot]
            return domain & mask == 0 ? .no : domain & ~mask == 0 ? .yes : .unknown
        case .overlaps(let slot, let mask):
            if region.members[slot] & mask != 0 { return .yes }
            return mask & ~region.nonMembers[slot] == 0 ? .no : .unknown
        case .atMostZero(let form):
            guard let difference = form.difference else {
                return region.opaque[opaqueIndices[atom]!]
            }
            let (i, j) = variables(difference)
            switch region.bounds.decides(i, j, atMost: difference.limit) {
            case true?: return .yes
            case false?: return .no
            case nil: return .unknown
            }
        case .months: return region.opaque[opaqueIndices[atom]!]
        case .same(let left, let right): return Truth(left == right)
        }
    }

    private func variables(_ difference: LinearForm.Difference) -> (Int, Int) {
        (
            difference.left.map { variables[$0] } ?? 0,
            difference.right.map { variables[$0] } ?? 0
        )
    }

    /// The two halves of a region; a half with nothing in it is nil. The first half says yes.
    func halves(_ region: Region, _ split: Split) -> (Region?, Region?) {
        var yes = region
        var no = region
        switch split {
        case .waived(let rule):
            yes.waived[rule] = .yes
            no.waived[rule] = .no
        case .satisfied(let rule):
            yes.satisfied[rule] = .yes
            no.satisfied[rule] = .no
        case .atom(.oneOf(let slot, let mask)):
            yes.domains[slot] &= mask
            no.domains[slot] &= ~mask
        case .atom(.overlaps(let slot, let mask)):
            let open = mask & ~region.nonMembers[slot]
            let bit = open & (~open &+ 1)
            yes.members[slot] |= bit
            no.nonMembers[slot] |= bit
        case .atom(let atom):
            if case .atMostZero(let form) = atom, let difference = form.difference {
                let (i, j) = variables(difference)
                let canHold = yes.bounds.restrict(i, j, atMost: difference.limit)
                let canFail = no.bounds.restrict(j, i, atMost: -difference.limit - 1)
                return (canHold ? yes : nil, canFail ? no : nil)
            }
            yes.opaque[opaqueIndices[atom]!] = .yes
            no.opaque[opaqueIndices[atom]!] = .no
        }
        return (yes, no)
    }
}

extension LinearForm {
    /// left − right ≤ limit; a missing side is zero.
    struct Difference {
        let left: Int?
        let right: Int?
        let limit: Int64
    }

    /// The form as one difference; nil where it has other weights or more slots.
    var difference: Difference? {
        switch (parts.count, parts.first?.weight, parts.last?.weight) {
        case (1, 1, _): Difference(left: parts[0].slot, right: nil, limit: -constant)
        case (1, -1, _): Difference(left: nil, right: parts[0].slot, limit: -constant)
        case (2, 1, -1):
            Difference(left: parts[0].slot, right: parts[1].slot, limit: -constant)
        case (2, -1, 1):
            Difference(left: parts[1].slot, right: parts[0].slot, limit: -constant)
        default: nil
        }
    }
}
