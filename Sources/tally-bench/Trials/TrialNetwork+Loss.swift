import Foundation

extension TrialNetwork {
    /// What does not lie on a node's machine alone: the governance key off line, and the key files
    /// of the people whom they were handed out to.
    private static let keptElsewhere = ["governance-key.json", "staff"]

    private func elsewhere(_ member: String) -> String { self[member].home + ".elsewhere" }

    /// The folder of a node that does not run is gone.
    func lose(_ member: String) throws {
        let manager = FileManager.default
        let (home, aside) = (self[member].home, elsewhere(member))
        try manager.createDirectory(
            atPath: aside, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        for name in Self.keptElsewhere {
            try manager.moveItem(atPath: "\(home)/\(name)", toPath: "\(aside)/\(name)")
        }
        try manager.removeItem(atPath: home)
    }

    /// Where the governance key of a member lies whose folder is lost.
    func keptGovernanceKey(of member: String) -> String {
        elsewhere(member) + "/governance-key.json"
    }

    /// Puts beside a restored node what was kept elsewhere, for the stories that follow.
    func bringBack(_ member: String) throws {
        let (home, aside) = (self[member].home, elsewhere(member))
        for name in Self.keptElsewhere {
            try FileManager.default.moveItem(atPath: "\(aside)/\(name)", toPath: "\(home)/\(name)")
        }
        try FileManager.default.removeItem(atPath: aside)
    }
}
