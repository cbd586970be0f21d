/// Finds known values that are cut into pieces over several texts, one after the other.
struct OwnPieces {
    private let own: OwnIdentifiers
    private var words: [[UInt32]] = []
    private var digits: [[UInt32]] = []
    private var paths: [String] = []

    init(_ own: OwnIdentifiers) { self.own = own }

    /// Notes a text; one that is too long for a piece ends what came before it.
    mutating func note(_ text: String, path: String) {
        guard !own.isEmpty else { return }
        paths.append(path)
        guard text.utf8.count <= OwnIdentifiers.longestPiece * 3 else {
            words.append([])
            digits.append([])
            return
        }
        let views = OwnIdentifiers.Views(text, folded: ScalarFolding.folded(text))
        words.append(views.words.scalars)
        digits.append(views.digits.scalars)
    }

    func findings() -> [GateFinding] {
        guard !own.isEmpty else { return [] }
        let found =
            own.kinds(ofPieces: words, digits: false) + own.kinds(ofPieces: digits, digits: true)
        return found.map { GateFinding(kind: $1, path: paths[$0]) }
    }
}
