/// Many words found in one pass over a text: a trie whose nodes know where to go on when the next
/// character does not fit. Linear in the text, whatever the text and however many words.
///
/// Source: A. V. Aho, M. J. Corasick, Efficient string matching, CACM 18 (1975).
struct WordAutomaton<Value: Sendable>: Sendable {
    /// Where a word stands in a text.
    struct Match {
        let start: Int
        let end: Int
        let value: Value
    }

    /// Children of node `n`: `labels[firsts[n]..<firsts[n + 1]]` with their `targets`.
    private var firsts: [Int32] = []
    private var labels: [UInt32] = []
    private var targets: [Int32] = []
    private var failures: [Int32] = []
    /// The nearest node on the way of failures that ends a word, or -1; itself included.
    private var ends: [Int32] = []
    private var wordsAt: [[Int]] = []
    private var words: [(length: Int, value: Value)] = []
    /// Children of the root by their character, for most characters lead there.
    private var roots: [UInt32: Int32] = [:]

    /// Takes words that are not empty.
    init(_ entries: [(word: [UInt32], value: Value)]) {
        var children: [[(label: UInt32, target: Int)]] = [[]]
        wordsAt = [[]]
        for entry in entries {
            var node = 0
            for scalar in entry.word {
                if let known = children[node].first(where: { $0.label == scalar }) {
                    node = known.target
                } else {
                    children.append([])
                    wordsAt.append([])
                    children[node].append((scalar, children.count - 1))
                    node = children.count - 1
                }
            }
            wordsAt[node].append(words.count)
            words.append((entry.word.count, entry.value))
        }
        link(children)
    }

    private mutating func link(_ children: [[(label: UInt32, target: Int)]]) {
        for list in children {
            firsts.append(Int32(labels.count))
            labels += list.map(\.label)
            targets += list.map { Int32($0.target) }
        }
        firsts.append(Int32(labels.count))
        for child in children[0] { roots[child.label] = Int32(child.target) }
        failures = Array(repeating: 0, count: children.count)
        ends = Array(repeating: -1, count: children.count)
        var queue = children[0].map(\.target)
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            ends[node] = wordsAt[node].isEmpty ? ends[Int(failures[node])] : Int32(node)
            for child in children[node] {
                failures[child.target] = step(failures[node], child.label)
                queue.append(child.target)
            }
        }
    }

    private func child(_ node: Int32, _ scalar: UInt32) -> Int32? {
        guard node != 0 else { return roots[scalar] }
        var index = Int(firsts[Int(node)])
        let end = Int(firsts[Int(node) + 1])
        while index < end {
            if labels[index] == scalar { return targets[index] }
            index += 1
        }
        return nil
    }

    private func step(_ node: Int32, _ scalar: UInt32) -> Int32 {
        var node = node
        while true {
            if let next = child(node, scalar) { return next }
            guard node != 0 else { return 0 }
            node = failures[Int(node)]
        }
    }

    /// Every word in the text, by where it ends.
    func matches(in text: [UInt32]) -> [Match] {
        var found: [Match] = []
        var node: Int32 = 0
        var index = 0
        while index < text.count {
            node = step(node, text[index])
            index += 1
            var end = ends[Int(node)]
            while end >= 0 {
                for word in wordsAt[Int(end)] {
                    let (length, value) = words[word]
                    found.append(Match(start: index - length, end: index, value: value))
                }
                end = end == 0 ? -1 : ends[Int(failures[Int(end)])]
            }
        }
        return found
    }
}
