/// Looks for facts with a property by splitting regions until each is decided.
///
/// Three-valued evaluation closes a region as soon as the property is certain or impossible in it;
/// the first undecided test is split on. Cost is counted in regions visited, never in time, so
/// every node comes to the same answer.
/// Source: docs/reference/charter-language.md, "Tests and assertions".
struct RegionSearch {
    enum Answer: Sendable {
        case none
        case found(Facts)
        case inconclusive
    }

    let space: RegionSpace
    let budget: Int
    /// Facts to stay close to where a choice is free.
    let preferred: Facts?
    private(set) var nodes = 0
    private var isDoubtful = false

    init(_ space: RegionSpace, budget: Int, preferred: Facts?) {
        self.space = space
        self.budget = budget
        self.preferred = preferred
    }

    /// Searches for facts where the goal holds; `confirm` judges them by real evaluation.
    mutating func find(
        _ goal: (inout RegionView) -> Truth, confirm: (Facts) -> Bool
    ) -> Answer {
        nodes = 0
        isDoubtful = false
        var stack = [space.whole]
        while let region = stack.popLast() {
            nodes += 1
            guard nodes <= budget else { return .inconclusive }
            var view = RegionView(space: space, region: region)
            switch goal(&view) {
            case .no: continue
            case .yes:
                if let facts = facts(in: region), confirm(facts) { return .found(facts) }
                // Only tests outside the difference bounds can make a region that holds no facts.
                isDoubtful = true
            case .unknown:
                guard let split = view.pending else {
                    preconditionFailure("an undecided region has nothing to split on")
                }
                let (yes, no) = space.halves(region, split)
                if let no { stack.append(no) }
                if let yes { stack.append(yes) }
            }
        }
        return isDoubtful ? .inconclusive : .none
    }

    /// Facts inside a region, as close to the preferred ones as the region lets them be.
    private func facts(in region: Region) -> Facts? {
        var facts = Facts(space.checked.index)
        var bounds = region.bounds
        for (slot, kind) in space.checked.index.kinds.enumerated() {
            let wish = preferred.flatMap { $0.isKnown(slot) ? $0.words[slot] : nil }
            let word: Int64
            switch kind {
            case .bool, .member:
                let domain = region.domains[slot]
                if let wish, domain >> UInt64(wish) & 1 == 1 {
                    word = wish
                } else {
                    word = Int64(domain.trailingZeroBitCount)
                }
            case .set:
                let free = UInt64(bitPattern: wish ?? 0) & ~region.nonMembers[slot]
                word = Int64(bitPattern: free | region.members[slot])
            default:
                guard let range = kind.range else { return nil }
                let variable = space.variables[slot]
                let open = variable == 0 ? range : bounds.range(variable).clamped(to: range)
                word = (wish ?? 0).clamped(to: open)
                if variable != 0 {
                    guard bounds.restrict(variable, 0, atMost: word),
                        bounds.restrict(0, variable, atMost: -word)
                    else { return nil }
                }
            }
            do { try facts.set(at: slot, kind.value(ofWord: word)) } catch { return nil }
        }
        for (at, rule) in space.rules.enumerated() {
            if region.waived[at] == .yes { facts.waived.append(rule) }
            if region.satisfied[at] == .yes { facts.satisfiedEscalations.append(rule) }
        }
        return facts
    }
}

/// Three-valued evaluation in one region; remembers the first test that is undecided.
struct RegionView {
    let space: RegionSpace
    let region: Region
    private(set) var pending: Split?

    init(space: RegionSpace, region: Region) {
        self.space = space
        self.region = region
    }

    mutating func truth(of condition: Condition) -> Truth {
        let before = pending
        var result: Truth
        switch condition {
        case .atom(let atom):
            result = space.truth(of: atom, in: region)
            if result == .unknown, pending == nil { pending = .atom(atom) }
            return result
        case .not(let part): result = !truth(of: part)
        case .all(let parts):
            result = .yes
            for part in parts {
                result = result.and(truth(of: part))
                if result == .no { break }
            }
        case .any(let parts):
            result = .no
            for part in parts {
                result = result.or(truth(of: part))
                if result == .yes { break }
            }
        }
        if result != .unknown { pending = before }
        return result
    }

    private mutating func note(_ truth: Truth, _ split: Split) -> Truth {
        if truth == .unknown, pending == nil { pending = split }
        return truth
    }

    /// Whether each rule of a charter of the space is live.
    mutating func live(_ checked: CheckedCharter, _ number: Int = 0) -> [Truth] {
        var live = [Truth](repeating: .no, count: checked.charter.rules.count)
        for rule in checked.program.order {
            let at = Int(rule)
            let before = pending
            var truth = Truth.yes
            for overrider in checked.program.overriders[at] {
                truth = truth.and(!live[Int(overrider)])
            }
            if truth != .no { truth = truth.and(self.truth(of: checked.resolvedRules[at].applies)) }
            let declared = checked.charter.rules[at]
            if truth != .no, declared.waivableBy != nil, declared.rank != .redLine {
                let position = space.positions[number][at]
                truth = truth.and(!note(region.waived[position], .waived(position)))
            }
            live[at] = truth
            if truth != .unknown { pending = before }
        }
        return live
    }

    /// Whether some forbidding, some escalating, some permitting rule speaks.
    mutating func speaking(
        _ checked: CheckedCharter, _ number: Int
    ) -> (forbid: Truth, escalate: Truth, permit: Truth) {
        let live = live(checked, number)
        var (forbid, escalate, permit) = (Truth.no, Truth.no, Truth.no)
        for (at, rule) in checked.charter.rules.enumerated() where live[at] != .no {
            switch rule.effect {
            case .forbid: forbid = forbid.or(live[at])
            case .permit: permit = permit.or(live[at])
            case .escalate:
                let position = space.positions[number][at]
                let isSatisfied = note(region.satisfied[position], .satisfied(position))
                escalate = escalate.or(live[at].and(!isSatisfied))
            }
        }
        return (forbid, escalate, permit)
    }

    /// Whether a charter of the space comes to an outcome.
    mutating func truth(
        of outcome: Outcome, _ checked: CheckedCharter, _ number: Int = 0
    ) -> Truth {
        let (forbid, escalate, permit) = speaking(checked, number)
        switch outcome {
        case .deny: return forbid.or((!escalate).and(!permit))
        case .escalate: return (!forbid).and(escalate)
        case .permit: return (!forbid).and(!escalate).and(permit)
        }
    }
}
