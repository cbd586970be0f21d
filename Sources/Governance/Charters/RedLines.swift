import CanonicalCoding
import CharterLanguage

/// What a new version does to the red lines of the one it replaces.
public enum RedLines {
    /// Ids of red lines that the new version lacks or words differently, in source order.
    ///
    /// A red line counts as kept only if its rank, effect and conditions are the same canonical
    /// bytes: whether another wording is weaker is for every seat to say, not for a machine.
    public static func touched(from old: Charter, to new: Charter) -> [String] {
        old.rules.filter { $0.rank == .redLine }.filter { line in
            !new.rules.contains { $0.rank == .redLine && substance($0) == substance(line) }
        }.map(\.id)
    }

    private static func substance(_ rule: Rule) -> [UInt8] {
        var writer = CanonicalWriter()
        rule.effect.encode(into: &writer)
        rule.when.encode(into: &writer)
        writer.optional(rule.unless)
        return writer.bytes
    }
}
