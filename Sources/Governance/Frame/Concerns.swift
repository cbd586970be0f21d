import LedgerTypes

/// Which heads a subject or an asset stands for.
enum Concerns {
    static func of(subject: Pseudonym?, _ reader: inout StateReader) -> [HeadID] {
        guard let subject, reader.has(Tables.subjects, subject) else { return [] }
        return [.subject(subject)]
    }

    /// The asset and every subject that it names one by one.
    static func of(asset id: RecordID?, _ reader: inout StateReader) -> [HeadID] {
        guard let id, let asset = reader.get(Tables.assets, id) else { return [] }
        return [.asset(id)] + asset.description.members.explicit.map(HeadID.subject)
    }

    /// Everything that a list of ids stands for.
    static func of(
        assets: [RecordID], subjects: [Pseudonym], _ reader: inout StateReader
    ) -> [HeadID] {
        var heads: [HeadID] = []
        for asset in assets { heads += of(asset: asset, &reader) }
        for subject in subjects { heads += of(subject: subject, &reader) }
        return heads
    }
}
