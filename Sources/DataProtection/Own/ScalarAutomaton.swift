/// Many patterns found in one pass over a text, however they overlap.
///
/// Source: A. V. Aho, M. J. Corasick, Efficient string matching, CACM 18 (1975).
struct ScalarAutomaton: Sendable {
    /// By node and scalar; node 0 is the root.
    private var next: [UInt64: Int] = [:]
    private var shorter = [0]
    /// The patterns that end at a node.
    private var ends: [[Int]] = [[]]
    /// The nearest shorter suffix at which a pattern ends; 0 where none does.
    private var nextEnd = [0]
    private var lengths: [Int] = []
    /// Which scalars may begin a pattern, by their low bits: most of a text begins none.
    private var beginnings = [Bool](repeating: false, count: 4_096)

    /// Takes patterns that are not empty; the number of one is its place in the list.
    init(_ patterns: [[UInt32]]) {
        var depths = [0]
        var edges: [(parent: Int, scalar: UInt32, child: Int)] = []
        for (number, pattern) in patterns.enumerated() {
            var node = 0
            for scalar in pattern {
                if let known = next[Self.key(node, scalar)] {
                    node = known
                    continue
                }
                let child = ends.count
                next[Self.key(node, scalar)] = child
                edges.append((node, scalar, child))
                depths.append(depths[node] + 1)
                ends.append([])
                node = child
            }
            ends[node].append(number)
            lengths.append(pattern.count)
            if let first = pattern.first { beginnings[Int(first & 4_095)] = true }
        }
        shorter = Array(repeating: 0, count: ends.count)
        nextEnd = shorter
        edges.sort { (depths[$0.child], $0.child) < (depths[$1.child], $1.child) }
        for edge in edges where edge.parent != 0 {
            let suffix = step(shorter[edge.parent], edge.scalar)
            shorter[edge.child] = suffix
            nextEnd[edge.child] = ends[suffix].isEmpty ? nextEnd[suffix] : suffix
        }
    }

    var isEmpty: Bool { lengths.isEmpty }

    private static func key(_ node: Int, _ scalar: UInt32) -> UInt64 {
        UInt64(node) << 32 | UInt64(scalar)
    }

    private func step(_ from: Int, _ scalar: UInt32) -> Int {
        var node = from
        while true {
            if node == 0, !beginnings[Int(scalar & 4_095)] { return 0 }
            if let found = next[Self.key(node, scalar)] { return found }
            if node == 0 { return 0 }
            node = shorter[node]
        }
    }

    /// Every place where a pattern stands: its number and the range of it, by the end.
    func visit(_ text: [UInt32], _ found: (Int, Range<Int>) -> Void) {
        guard !isEmpty else { return }
        var node = 0
        for index in text.indices {
            node = step(node, text[index])
            var end = ends[node].isEmpty ? nextEnd[node] : node
            while end != 0 {
                for number in ends[end] {
                    found(number, (index + 1 - lengths[number])..<(index + 1))
                }
                end = nextEnd[end]
            }
        }
    }
}
