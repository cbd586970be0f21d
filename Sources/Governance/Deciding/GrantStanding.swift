import LedgerTypes

/// How grants stand for one use.
package struct GrantStanding: Hashable, Sendable {
    /// The grant that fits; nil where none does.
    package let id: RecordID?
    package let isActive: Bool
    package let until: BlockTime
    package let usesLeft: UInt64
    package let isSeparate: Bool
    package let hasEthicsApproval: Bool
    /// The times of the data that it reaches.
    package let periods: DataPeriods

    static let none = GrantStanding(
        id: nil, isActive: false, until: BlockTime(0), usesLeft: 0, isSeparate: false,
        hasEthicsApproval: false, periods: .all)

    /// The grant that fits, or the one that is named; of several that fit the one that a use was
    /// counted of already, before those with uses left, before those that reach data of all times,
    /// before the first in the order of creation. Grants do not add up: each counts its own uses.
    ///
    /// A grant in force for the same grantee, purpose and action that denies one of the fields
    /// wins over all others, unless a later one superseded it.
    static func find(
        _ request: Request, _ subjects: [Pseudonym], _ use: RequestedUse, counted: RecordID?,
        _ reader: inout StateReader
    ) -> GrantStanding {
        let candidates = grants(request, subjects, &reader)
        let inForce = candidates.filter { $0.isActiveGrant && ($0.terms?.isFor(use) ?? false) }
        let isDenied =
            inForce.contains { $0.terms?.denies(use) ?? false }
            || isDeniedBySome(of: subjects, request, use, &reader)
        let fitting = best(
            of: inForce.filter {
                ($0.terms?.reaches(use) ?? false) && (request.grant ?? $0.id) == $0.id
            }, counted)
        if let fitting, !isDenied { return standing(fitting, isActive: true, counted) }
        // A grant of somebody else lends nothing to who names it.
        if let id = request.grant, let named = candidates.first(where: { $0.id == id }),
            named.terms?.grantees.contains(use.asker) ?? false
        {
            return standing(named, isActive: false, counted)
        }
        return .none
    }

    private static func best(
        of fitting: [DeclaredRecord], _ counted: RecordID?
    ) -> DeclaredRecord? {
        let usable = fitting.filter { $0.usesLeft > 0 }
        return fitting.first { $0.id == counted }
            ?? usable.first { $0.terms?.dataPeriod.isAll ?? false }
            ?? usable.first ?? fitting.first
    }

    private static func standing(
        _ record: DeclaredRecord, isActive: Bool, _ counted: RecordID?
    ) -> GrantStanding {
        guard let terms = record.terms else { return .none }
        return GrantStanding(
            id: record.id, isActive: isActive, until: terms.notAfter,
            usesLeft: record.usesLeft + (counted == record.id ? 1 : 0),
            isSeparate: isActive && terms.isSeparate,
            hasEthicsApproval: isActive && terms.ethicsApproval != nil,
            periods: isActive ? DataPeriods([terms.dataPeriod]) : .all)
    }

    /// Whether a grant about only some of the subjects, or about another name of one, denies a field:
    /// their no is theirs, whatever a grant about all of them says.
    private static func isDeniedBySome(
        of subjects: [Pseudonym], _ request: Request, _ use: RequestedUse,
        _ reader: inout StateReader
    ) -> Bool {
        let names = reader.names(of: subjects)
        guard names.count > 1 else { return false }
        for subject in names {
            for id in reader.get(Tables.grantsOfSubject, subject)?.elements ?? [] {
                guard let record = reader.get(Tables.records, id), record.isActiveGrant,
                    let terms = record.terms, terms.isFor(use), terms.denies(use)
                else { continue }
                if terms.assets.isEmpty || request.asset.map(terms.assets.contains) ?? false {
                    return true
                }
            }
        }
        return false
    }

    /// Grants that name the asset, and grants that name every subject, each once.
    private static func grants(
        _ request: Request, _ subjects: [Pseudonym], _ reader: inout StateReader
    ) -> [DeclaredRecord] {
        var ids: [RecordID] = []
        if let asset = request.asset {
            ids = reader.get(Tables.grantsOfAsset, asset)?.elements ?? []
        }
        if let first = subjects.first {
            ids += reader.get(Tables.grantsOfSubject, first)?.elements ?? []
        }
        var seen: Set<RecordID> = []
        var result: [DeclaredRecord] = []
        for id in ids where seen.insert(id).inserted {
            guard let record = reader.get(Tables.records, id), let terms = record.terms else {
                continue
            }
            if let asset = request.asset, terms.assets.contains(asset) {
                // Subjects beside the asset narrow the grant to them.
                guard terms.subjects.isEmpty || subjects.allSatisfy(terms.subjects.contains) else {
                    continue
                }
                result.append(record)
            } else if terms.assets.isEmpty, subjects.allSatisfy(terms.subjects.contains) {
                result.append(record)
            }
        }
        return result
    }
}
