/// The version that commands, nodes and exports name.
enum TallyVersion {
    static let text = "0.1.0"
}
