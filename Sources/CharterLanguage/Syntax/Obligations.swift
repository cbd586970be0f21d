import CanonicalCoding

/// How a field is made unreadable, from the weakest to the strongest.
package enum MaskMethod: UInt64, Hashable, Sendable, Comparable {
    case pseudonym = 1
    case generalise = 2
    case redact = 3

    package static func < (left: MaskMethod, right: MaskMethod) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A field and how it is masked.
package struct FieldMask: Hashable, Sendable {
    package let field: String
    package let method: MaskMethod

    package init(field: String, method: MaskMethod) {
        self.field = field
        self.method = method
    }
}

/// A party or a panel, and by when at the latest.
package struct Deadline: Hashable, Sendable {
    package let party: String
    package let withinMilliseconds: Int64

    package init(party: String, withinMilliseconds: Int64) {
        self.party = party
        self.withinMilliseconds = withinMilliseconds
    }
}

/// Duties that come with an outcome: a lattice, so that merging them depends on no order.
///
/// Lists are ascending by name, each name once. Join takes the stronger mask, the earlier deadline,
/// the union of names. Source: docs/reference/charter-language.md, "Meaning".
package struct Obligations: Hashable, Sendable {
    package let masks: [FieldMask]
    package let encrypt: Bool
    package let log: Bool
    package let count: Bool
    package let notify: [Deadline]
    package let review: [Deadline]
    package let expireMilliseconds: Int64?
    package let retainMilliseconds: Int64?

    /// Sorts the lists and merges what is named twice.
    package init(
        masks: [FieldMask] = [], encrypt: Bool = false, log: Bool = false, count: Bool = false,
        notify: [Deadline] = [], review: [Deadline] = [], expireMilliseconds: Int64? = nil,
        retainMilliseconds: Int64? = nil
    ) {
        self.masks = Self.merged(masks, by: \.field) { $0.method >= $1.method ? $0 : $1 }
        self.encrypt = encrypt
        self.log = log
        self.count = count
        self.notify = Self.merged(notify, by: \.party, Self.earlier)
        self.review = Self.merged(review, by: \.party, Self.earlier)
        self.expireMilliseconds = expireMilliseconds
        self.retainMilliseconds = retainMilliseconds
    }

    /// Whether there is no duty at all.
    package var isEmpty: Bool { self == Obligations() }

    /// How many single duties there are; each has its cost.
    package var dutyCount: Int {
        let flags = [encrypt, log, count, expireMilliseconds != nil, retainMilliseconds != nil]
        return masks.count + notify.count + review.count + flags.filter { $0 }.count
    }

    /// The least that satisfies both: commutative, associative, idempotent.
    package func joined(_ other: Obligations) -> Obligations {
        Obligations(
            masks: Self.both(masks, other.masks), encrypt: encrypt || other.encrypt,
            log: log || other.log,
            count: count || other.count, notify: notify + other.notify,
            review: Self.both(review, other.review),
            expireMilliseconds: Self.least(expireMilliseconds, other.expireMilliseconds),
            retainMilliseconds: Self.least(retainMilliseconds, other.retainMilliseconds))
    }

    /// Both lists; equal ones once, so that the common case has nothing to sort.
    private static func both<Element: Equatable>(
        _ left: [Element], _ right: [Element]
    ) -> [Element] {
        left.isEmpty ? right : right.isEmpty || left == right ? left : left + right
    }

    private static func least(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    private static func earlier(_ left: Deadline, _ right: Deadline) -> Deadline {
        left.withinMilliseconds <= right.withinMilliseconds ? left : right
    }

    private static func merged<Element>(
        _ list: [Element], by name: (Element) -> String, _ join: (Element, Element) -> Element
    ) -> [Element] {
        guard list.count > 1 else { return list }
        var result: [Element] = []
        for element in list.sorted(by: { name($0).precedesInBytes(name($1)) }) {
            if let last = result.last, name(last) == name(element) {
                result[result.count - 1] = join(last, element)
            } else {
                result.append(element)
            }
        }
        return result
    }
}

extension String {
    /// Order of ids: by their bytes, which no Unicode table can move.
    func precedesInBytes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
