/// What a sum of operands measures.
enum Dimension: Hashable, Sendable {
    case integer
    case instant
    case duration
    /// Calendar months stand alone.
    case months(Int64, MonthRounding)
    case handle(slot: Int, ValueKind)
}

/// A term with its names resolved: weights by slot, and what it measures.
struct ResolvedTerm: Sendable {
    var dimension: Dimension
    var form: LinearForm
}

extension CharterChecker {
    mutating func resolve(
        _ left: Term, _ comparison: Comparison, _ right: Term, _ scope: Scope,
        _ place: CharterPlace
    ) -> Condition? {
        guard let first = resolve(left, scope, place.down(0)),
            let second = resolve(right, scope, place.down(1))
        else { return nil }
        if case .months(let count, let rounding) = second.dimension {
            return resolveMonths(left, first, comparison, count, rounding, scope, place)
        }
        if case .months(let count, let rounding) = first.dimension {
            return resolveMonths(right, second, comparison.flipped, count, rounding, scope, place)
        }
        guard first.dimension == second.dimension, !first.dimension.isHandle else {
            report(
                .mixedDimensions, place,
                Message(
                    "\(first.dimension.message.english) is compared with "
                        + second.dimension.message.english,
                    "\(first.dimension.message.chinese)与"
                        + "\(second.dimension.message.chinese)不能比较"))
            return nil
        }
        checkConstantRange(left, right, scope, place)
        return compare(first, comparison, second, scope, place)
    }

    private mutating func compare(
        _ left: ResolvedTerm, _ comparison: Comparison, _ right: ResolvedTerm, _ scope: Scope,
        _ place: CharterPlace
    ) -> Condition? {
        let isLess = comparison == .less || comparison == .atMost
        let (small, large) = isLess ? (left, right) : (right, left)
        // small <= large is small - large <= 0; small < large is small - large + 1 <= 0.
        let strict: Int64 = comparison == .less || comparison == .greater ? 1 : 0
        guard let form = small.form.minus(large.form, plus: strict), fits(form, scope) else {
            report(
                .overflow, place,
                Message("the numbers may leave the 64-bit range", "数值可能超出 64 位范围"),
                hint: Message("declare smaller ranges", "请缩小所声明的范围"))
            return nil
        }
        guard !form.parts.isEmpty else {
            report(
                .constantComparison, place,
                Message("the comparison does not depend on any fact", "该比较不取决于任何事实"))
            return nil
        }
        return .atom(.atMostZero(form))
    }

    /// Whether no partial sum leaves Int64, by the declared ranges.
    func fits(_ form: LinearForm, _ scope: Scope) -> Bool {
        var bound = form.constant.magnitude
        for part in form.parts {
            guard let range = scope.range(ofSlot: part.slot) else { return false }
            let largest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
            let (product, overflow) = largest.multipliedReportingOverflow(by: part.weight.magnitude)
            let (sum, carry) = bound.addingReportingOverflow(product)
            guard !overflow, !carry else { return false }
            bound = sum
        }
        return bound < UInt64(Int64.max)
    }

    /// A bare number compared with a bare attribute must lie in its declared range.
    private mutating func checkConstantRange(
        _ left: Term, _ right: Term, _ scope: Scope, _ place: CharterPlace
    ) {
        for (path, number, child) in [(left, right, 1), (right, left, 0)] {
            guard path.summands.count == 1, number.summands.count == 1,
                case .path(let name) = path.summands[0].operand, path.summands[0].factor == 1,
                case .integer(let magnitude) = number.summands[0].operand,
                case .integer(let low, let high)? = scope.entry(name)?.kind
            else { continue }
            let value = magnitude * number.summands[0].factor.signum()
            guard value < low || value > high else { continue }
            report(
                .outOfRange, place.down(child),
                Message(
                    "\(value) is outside the range \(low) to \(high) of `\(name)`",
                    "\(value) 超出“\(name)”的范围 \(low) 至 \(high)"))
        }
    }

    /// Sums the operands of a term and finds what it measures.
    mutating func resolve(
        _ term: Term, _ scope: Scope, _ place: CharterPlace
    ) -> ResolvedTerm? {
        nodes += 1 + term.summands.count
        guard !term.summands.isEmpty else {
            notCanonical(place)
            return nil
        }
        var sum = TermSum()
        for (child, summand) in term.summands.enumerated() {
            guard add(summand, of: term, to: &sum, scope, place.down(child)) else { return nil }
        }
        if let alone = sum.alone {
            return ResolvedTerm(dimension: alone, form: LinearForm(parts: [], constant: 0))
        }
        guard let dimension = sum.dimension else {
            report(
                .mixedDimensions, place,
                Message(
                    "numbers, times and durations do not add up here",
                    "整数、时刻与时长在此不能相加减"),
                hint: Message(
                    "a time minus a time is a duration, a time plus a duration is a time",
                    "时刻减时刻得时长，时刻加时长得时刻"))
            return nil
        }
        return ResolvedTerm(dimension: dimension, form: sum.form)
    }

    private mutating func add(
        _ summand: Summand, of term: Term, to sum: inout TermSum, _ scope: Scope,
        _ place: CharterPlace
    ) -> Bool {
        var value: Int64 = 0
        switch summand.operand {
        case .path(let name):
            guard let entry = entry(name, scope, place) else { return false }
            return add(entry, summand.factor, isAlone: term.summands.count == 1, to: &sum, place)
        case .integer(let number):
            sum.numbers += 1
            value = number
        case .duration(let milliseconds):
            sum.durations += 1
            value = milliseconds
            if milliseconds % CivilTime.millisecondsPerMinute != 0
                || milliseconds > CharterLimits.duration
            {
                notCanonical(place)
                return false
            }
        case .instant(let instant):
            sum.add(times: summand.factor)
            checkInstant(instant, place)
            value = instant
        case .months(let count, let rounding):
            guard term.summands.count == 1, summand.factor == 1, count >= 0,
                count <= CharterLimits.months
            else {
                misplacedMonths(place)
                return false
            }
            sum.alone = .months(count, rounding)
            return true
        }
        // Signs are factors; a literal has no other factor and is never negative itself.
        guard summand.factor.magnitude == 1 else {
            notCanonical(place)
            return false
        }
        if case .instant = summand.operand {
        } else if value < 0 {
            notCanonical(place)
            return false
        }
        return add(constant: value, summand.factor, to: &sum, place)
    }

    private mutating func add(
        constant value: Int64, _ factor: Int64, to sum: inout TermSum, _ place: CharterPlace
    ) -> Bool {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        let (result, carry) = sum.form.constant.addingReportingOverflow(product)
        guard !overflow, !carry else {
            report(.overflow, place, Message("the number is too large", "数值过大"))
            return false
        }
        sum.form.constant = result
        return true
    }

    private mutating func add(
        _ entry: Scope.Entry, _ factor: Int64, isAlone: Bool, to sum: inout TermSum,
        _ place: CharterPlace
    ) -> Bool {
        guard factor != 0 else {
            notCanonical(place)
            return false
        }
        switch entry.kind {
        case .integer: sum.numbers += 1
        case .instant: sum.add(times: factor)
        case let kind where kind.isHandle && isAlone && factor == 1:
            sum.alone = .handle(slot: entry.slot, kind)
            return true
        default:
            let kind = describe(entry.kind)
            wrongType(
                place, "`\(entry.id)` is \(kind.english), not a number or a time",
                "“\(entry.id)”是\(kind.chinese)，不是整数或时刻")
            return false
        }
        guard sum.form.add(slot: entry.slot, weight: factor) else {
            report(.overflow, place, Message("the factor is too large", "系数过大"))
            return false
        }
        return true
    }

    mutating func misplacedMonths(_ place: CharterPlace) {
        report(
            .misplacedMonths, place,
            Message(
                "months are only compared with one time minus another",
                "月数只能与“时刻减时刻”比较"),
            hint: Message("use days elsewhere", "其他地方请用日"))
    }

    private mutating func resolveMonths(
        _ term: Term, _ resolved: ResolvedTerm, _ comparison: Comparison, _ count: Int64,
        _ rounding: MonthRounding, _ scope: Scope, _ place: CharterPlace
    ) -> Condition? {
        func operand(_ summand: Summand) -> MonthOperand? {
            switch summand.operand {
            case .path(let name): scope.entry(name).map { .slot($0.slot) }
            case .instant(let instant): .instant(instant)
            default: nil
            }
        }
        guard resolved.dimension == .duration, term.summands.count == 2,
            term.summands[0].factor == 1, term.summands[1].factor == -1,
            let later = operand(term.summands[0]), let earlier = operand(term.summands[1])
        else {
            misplacedMonths(place)
            return nil
        }
        return .atom(
            .months(
                MonthTest(
                    later: later, earlier: earlier, months: count, rounding: rounding,
                    comparison: comparison, zoneMinutes: charter.zoneMinutes)))
    }
}

/// A term while its operands are summed.
private struct TermSum {
    var form = LinearForm(parts: [], constant: 0)
    var numbers = 0
    var durations = 0
    var times: Int64 = 0
    var hasTimes = false
    var alone: Dimension?

    mutating func add(times factor: Int64) {
        hasTimes = true
        times = times.addingReportingOverflow(factor).partialValue
    }

    /// What the sum measures; nil where it mixes what does not mix.
    var dimension: Dimension? {
        if numbers > 0 { return hasTimes || durations > 0 ? nil : .integer }
        guard hasTimes else { return durations > 0 ? .duration : nil }
        return times == 0 ? .duration : times == 1 ? .instant : nil
    }
}

extension Dimension {
    var isHandle: Bool { if case .handle = self { true } else { false } }

    var message: Message {
        switch self {
        case .integer: Message("a number", "整数")
        case .instant: Message("a time", "时刻")
        case .duration: Message("a duration", "时长")
        case .months: Message("a number of months", "月数")
        case .handle: Message("a handle", "名称")
        }
    }
}

extension Comparison {
    /// The comparison with its sides exchanged.
    var flipped: Comparison {
        switch self {
        case .less: .greater
        case .atMost: .atLeast
        case .greater: .less
        case .atLeast: .atMost
        }
    }
}

extension LinearForm {
    /// Adds a weight to a slot; false where it would leave Int64.
    mutating func add(slot: Int, weight: Int64) -> Bool {
        guard let at = parts.firstIndex(where: { $0.slot >= slot }) else {
            parts.append(Part(slot: slot, weight: weight))
            return true
        }
        guard parts[at].slot == slot else {
            parts.insert(Part(slot: slot, weight: weight), at: at)
            return true
        }
        let (sum, overflow) = parts[at].weight.addingReportingOverflow(weight)
        guard !overflow, sum != .min else { return false }
        if sum == 0 { parts.remove(at: at) } else { parts[at] = Part(slot: slot, weight: sum) }
        return true
    }

    /// The difference plus a constant; nil where it would leave Int64.
    func minus(_ other: LinearForm, plus constant: Int64) -> LinearForm? {
        let (difference, overflow) = self.constant.subtractingReportingOverflow(other.constant)
        let (sum, carry) = difference.addingReportingOverflow(constant)
        guard !overflow, !carry, sum != .min else { return nil }
        var result = LinearForm(parts: parts, constant: sum)
        for part in other.parts {
            guard part.weight != .min, result.add(slot: part.slot, weight: -part.weight) else {
                return nil
            }
        }
        return result
    }
}
