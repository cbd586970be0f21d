import CharterLanguage

/// What a new vocabulary may do to the one it extends: only add at the end.
///
/// Facts and sets are recorded by index; a word that moved would change what old entries say.
/// Source: docs/reference/charter-language.md, "Vocabulary".
package enum VocabularyUpgrade {
    package static func onlyAdds(_ new: Vocabulary, to old: Vocabulary) -> Bool {
        guard starts(new.attributes, with: old.attributes), starts(new.laws, with: old.laws),
            new.types.count >= old.types.count
        else { return false }
        return zip(old.types, new.types).allSatisfy { before, after in
            before.name == after.name && starts(after.members, with: before.members)
        }
    }

    private static func starts<Word: Hashable>(_ new: [Word], with old: [Word]) -> Bool {
        new.count >= old.count && new.prefix(old.count).elementsEqual(old)
    }
}
