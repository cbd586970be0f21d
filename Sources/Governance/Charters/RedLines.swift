import CanonicalCoding
import CharterLanguage

/// What a new version does to the red lines of the one it replaces.
package enum RedLines {
    /// Ids of red lines that the new version lacks or words differently, in source order.
    ///
    /// A red line counts as kept only if its rank, effect and conditions are the same canonical
    /// bytes: whether another wording is weaker is for every seat to say, not for a machine.
    /// All are touched by a version that ends before the old one would: its end is theirs.
    package static func touched(from old: Charter, to new: Charter) -> [String] {
        let lines = old.rules.filter { $0.rank == .redLine }
        if endsEarlier(new, than: old) { return lines.map(\.id) }
        return lines.filter { line in
            !new.rules.contains { $0.rank == .redLine && substance($0) == substance(line) }
        }.map(\.id)
    }

    private static func endsEarlier(_ new: Charter, than old: Charter) -> Bool {
        guard let end = new.effectiveUntil else { return false }
        return old.effectiveUntil.map { end < $0 } ?? true
    }

    private static func substance(_ rule: Rule) -> [UInt8] {
        var writer = CanonicalWriter()
        rule.effect.encode(into: &writer)
        rule.when.encode(into: &writer)
        writer.optional(rule.unless)
        return writer.bytes
    }
}
