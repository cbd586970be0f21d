import EvidenceTree
import Sealing

/// The definitions of RFC 9162 section 2.1, word by word and without any cache.
struct NaiveTree {
    let leaves: [[UInt8]]
    let suite = CryptoSuite.ed25519SHA256

    func root(_ range: Range<Int>) -> Digest {
        switch range.count {
        case 0: return suite.hash([])
        case 1: return suite.hash([0] + leaves[range.lowerBound])
        default:
            let middle = range.lowerBound + split(range.count)
            let left = root(range.lowerBound..<middle)
            let right = root(middle..<range.upperBound)
            return suite.hash([1] + left.bytes + right.bytes)
        }
    }

    func path(to index: Int, in range: Range<Int>) -> [Digest] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + split(range.count)
        let left = range.lowerBound..<middle
        let right = middle..<range.upperBound
        return index < middle
            ? path(to: index, in: left) + [root(right)]
            : path(to: index, in: right) + [root(left)]
    }

    func consistency(older: Int, in range: Range<Int>, isWhole: Bool = true) -> [Digest] {
        if older == range.count { return isWhole ? [] : [root(range)] }
        let half = split(range.count)
        let left = range.lowerBound..<(range.lowerBound + half)
        let right = left.upperBound..<range.upperBound
        return older <= half
            ? consistency(older: older, in: left, isWhole: isWhole) + [root(right)]
            : consistency(older: older - half, in: right, isWhole: false) + [root(left)]
    }

    private func split(_ count: Int) -> Int {
        var split = 1
        while split * 2 < count { split *= 2 }
        return split
    }
}
