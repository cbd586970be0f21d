import Bilingual

/// Why a number gives no pseudonym.
package enum LocalNumberFault: Error, Hashable, Sendable {
    /// Nothing but space.
    case blank
    /// A character that can be written in more than one way, so that one patient would be two.
    case ambiguous(Unicode.Scalar)
}

/// A holder's own number for a patient, in the one form that gives a pseudonym: ` P003`, `Ｐ００３` and
/// `p003` are one patient.
///
/// Space around goes, space inside is one space, letters are small, full-width letters and digits are
/// plain ones. What then could still be written otherwise is refused: characters that Unicode folds
/// (NFKC), marks that combine, characters that nobody sees.
package struct LocalNumber: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ written: String) throws(LocalNumberFault) {
        var scalars = String.UnicodeScalarView()
        var gap = false
        for scalar in written.unicodeScalars {
            guard !scalar.properties.isWhitespace else {
                gap = true
                continue
            }
            if gap, !scalars.isEmpty { scalars.append(" ") }
            gap = false
            for folded in Self.narrow(scalar).properties.lowercaseMapping.unicodeScalars {
                guard Self.isUnambiguous(folded) else { throw .ambiguous(scalar) }
                scalars.append(folded)
            }
        }
        guard !scalars.isEmpty else { throw .blank }
        text = String(scalars)
    }

    /// A number that a program writes, which has the form.
    package init(known text: String) {
        do { try self.init(text) } catch {
            preconditionFailure("`\(text)` is no number of a patient: \(error)")
        }
    }

    package var description: String { text }

    /// The plain character of a full-width one (U+FF01 … U+FF5E).
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xff01...0xff5e).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xfee0) ?? scalar
    }

    private static func isUnambiguous(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint else {
            return false
        }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .control, .format, .surrogate,
            .privateUse, .unassigned:
            return false
        default: return true
        }
    }
}

extension LocalNumberFault: Worded {
    package var english: String {
        switch self {
        case .blank: "the patient's number is blank: give the number of your own records"
        case .ambiguous(let scalar):
            "the patient's number has the character U+\(Self.hex(scalar)), which can be written in "
                + "more than one way: use letters, digits and signs of a plain keyboard, and rename "
                + "the file of records"
        }
    }

    package var chinese: String {
        switch self {
        case .blank: "患者编号为空：请填写本机构病历中的编号"
        case .ambiguous(let scalar):
            "患者编号含有写法不唯一的字符 U+\(Self.hex(scalar))：请改用普通字母、数字与符号，并相应更改病历文件名"
        }
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
