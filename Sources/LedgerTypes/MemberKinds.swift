/// Kinds of members that a parameter names; the bits are part of the format, one for each number of
/// a kind ("Numbers" of docs/reference/records.md).
package struct MemberKinds: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }

    package static let tertiary = MemberKinds(rawValue: 1 << 1)
    package static let community = MemberKinds(rawValue: 1 << 2)
    package static let regulator = MemberKinds(rawValue: 1 << 5)
}
