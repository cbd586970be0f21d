extension Gateway {
    /// Removes what a stop in the middle of a write left: it may hold what was to be erased.
    func removeDrafts() {
        let folders = [
            Folder.inbox, Folder.salts, Folder.offline, Folder.notices, Folder.deleted,
        ]
        for folder in folders {
            // A folder that cannot be listed keeps its drafts; who uses it says what is wrong.
            for name in (try? files.list(folder)) ?? [] where name.hasSuffix(".new") {
                try? files.remove("\(folder)/\(name)")
            }
        }
    }
}
