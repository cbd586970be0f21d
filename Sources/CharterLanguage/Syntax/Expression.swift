import CanonicalCoding

/// A condition of a rule, a guard, a timeout or an assertion.
package indirect enum Expression: Hashable, Sendable {
    /// True where one of them is; two or more, none of them an `any`.
    case any([Expression])
    /// True where each of them is; two or more, none of them an `all`.
    case all([Expression])
    case not(Expression)
    /// A truth attribute.
    case truth(String)
    /// An enumeration, a set or a handle against names.
    case membership(String, MembershipTest, [String])
    case comparison(Term, Comparison, Term)
}

/// How a name is compared with names.
package enum MembershipTest: UInt64, Hashable, Sendable {
    /// One name.
    case equal = 1
    /// One name.
    case unequal = 2
    /// One or more names; ascending by bytes.
    case within = 3
    /// The set shares a member with the names; ascending by bytes.
    case overlaps = 4
    /// The set has the one name.
    case contains = 5
}

package enum Comparison: UInt64, Hashable, Sendable {
    case less = 1
    case atMost = 2
    case greater = 3
    case atLeast = 4
}

/// A sum of numbers or of times; one or more summands.
package struct Term: Hashable, Sendable {
    package let summands: [Summand]

    package init(_ summands: [Summand]) { self.summands = summands }
}

/// A number or a time with its sign.
package struct Summand: Hashable, Sendable {
    /// Never zero; −1 where subtracted, another number where multiplied by a literal.
    package let factor: Int64
    package let operand: Operand

    package init(factor: Int64 = 1, _ operand: Operand) {
        self.factor = factor
        self.operand = operand
    }
}

package enum Operand: Hashable, Sendable {
    /// An attribute, or a field of the record.
    case path(String)
    case integer(Int64)
    /// Milliseconds; whole minutes.
    case duration(Int64)
    /// Milliseconds since 1970-01-01T00:00Z.
    case instant(Int64)
    /// Calendar months, with what to do where the day does not exist.
    case months(Int64, MonthRounding)
}

/// What becomes of 31 January plus a month.
package enum MonthRounding: UInt64, Hashable, Sendable {
    /// The last day of the month.
    case down = 1
    /// The first day of the next month.
    case up = 2
}
