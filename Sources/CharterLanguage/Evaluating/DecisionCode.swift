/// Conditions as one flat array of tests with two exits each: no recursion, no allocation to run.
struct DecisionCode: Sendable {
    private(set) var steps: [Step] = []
    private(set) var forms: [LinearForm] = []
    private(set) var monthTests: [MonthTest] = []

    static let whenTrue: Int32 = -1
    static let whenFalse: Int32 = -2

    struct Step: Sendable {
        let kind: Kind
        let first: UInt16
        let second: UInt16
        let onTrue: Int32
        let onFalse: Int32
        let operand: Int64
    }

    enum Kind: UInt8, Sendable {
        case oneOf, overlaps, atMost, atLeast, difference, same, linear, months
    }

    /// Appends a condition; the result is where to enter it.
    mutating func append(_ condition: Condition) -> Int32 {
        emit(condition, Self.whenTrue, Self.whenFalse)
    }

    // Emitted from the end backwards, so that every exit is known when a step is written.
    private mutating func emit(
        _ condition: Condition, _ onTrue: Int32, _ onFalse: Int32
    ) -> Int32 {
        switch condition {
        case .any(let parts):
            var next = onFalse
            for part in parts.reversed() { next = emit(part, onTrue, next) }
            return next
        case .all(let parts):
            var next = onTrue
            for part in parts.reversed() { next = emit(part, next, onFalse) }
            return next
        case .not(let part): return emit(part, onFalse, onTrue)
        case .atom(let atom): return emit(atom, onTrue, onFalse)
        }
    }

    private mutating func emit(_ atom: Atom, _ onTrue: Int32, _ onFalse: Int32) -> Int32 {
        func step(_ kind: Kind, _ first: Int, _ second: Int, _ operand: Int64) -> Step {
            Step(
                kind: kind, first: UInt16(first), second: UInt16(second), onTrue: onTrue,
                onFalse: onFalse, operand: operand)
        }
        switch atom {
        case .oneOf(let slot, let mask):
            steps.append(step(.oneOf, slot, 0, Int64(bitPattern: mask)))
        case .overlaps(let slot, let mask):
            steps.append(step(.overlaps, slot, 0, Int64(bitPattern: mask)))
        case .same(let left, let right): steps.append(step(.same, left, right, 0))
        case .months(let test):
            steps.append(step(.months, 0, 0, Int64(monthTests.count)))
            monthTests.append(test)
        case .atMostZero(let form):
            let parts = form.parts
            if parts.count == 1, parts[0].weight == 1 {
                steps.append(step(.atMost, parts[0].slot, 0, -form.constant))
            } else if parts.count == 1, parts[0].weight == -1 {
                steps.append(step(.atLeast, parts[0].slot, 0, form.constant))
            } else if parts.count == 2, parts[0].weight == 1, parts[1].weight == -1 {
                steps.append(step(.difference, parts[0].slot, parts[1].slot, -form.constant))
            } else if parts.count == 2, parts[0].weight == -1, parts[1].weight == 1 {
                steps.append(step(.difference, parts[1].slot, parts[0].slot, -form.constant))
            } else {
                steps.append(step(.linear, 0, 0, Int64(forms.count)))
                forms.append(form)
            }
        }
        return Int32(steps.count - 1)
    }

    /// Runs from an entry until an exit.
    @inline(__always)
    func run(
        _ entry: Int32, _ steps: UnsafeBufferPointer<Step>, _ words: UnsafeBufferPointer<Int64>
    ) -> Bool {
        var at = entry
        while at >= 0 {
            let step = steps[Int(at)]
            let word = words[Int(step.first)]
            let holds =
                switch step.kind {
                case .oneOf:
                    UInt64(bitPattern: step.operand) >> (UInt64(bitPattern: word) & 63) & 1 == 1
                case .overlaps: word & step.operand != 0
                case .atMost: word <= step.operand
                case .atLeast: word >= step.operand
                // The checker proved that the difference does not leave Int64.
                case .difference: word &- words[Int(step.second)] <= step.operand
                case .same: word == words[Int(step.second)]
                case .linear: forms[Int(step.operand)].value(words) <= 0
                case .months: monthTests[Int(step.operand)].holds(words)
                }
            at = holds ? step.onTrue : step.onFalse
        }
        return at == Self.whenTrue
    }
}
