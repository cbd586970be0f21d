/// The words of the special diseases, by category, in Chinese and English.
///
/// A word is written as it stands in a prepared text: lower case, simplified, one blank between
/// Latin words. `*` at an end: letters may go on there. `=` before a word: it counts only where it
/// is a clause by itself. Han words count wherever they stand. Words of traditional writing, other
/// scripts of digits and the like are folded before.
///
/// Source: the special diseases of GB/T 39725-2020 §6.2; classes A to C of the law on infectious
/// diseases; the chapters of ICD-10; the national lists of rare diseases (2018, 2023).
enum SensitiveWords {
    static let all: [(category: SensitiveCategory, words: [String])] = [
        (.sexuallyTransmitted, sexuallyTransmitted), (.infectious, infectious),
        (.infectious, hepatitis), (.mental, mental), (.mental, substances), (.mental, development),
        (.malignant, malignant), (.hereditary, hereditary), (.genetic, genetic), (.rare, rare),
        (.incurable, incurable), (.anorectal, anorectal), (.reproductive, reproductive),
    ]
}
