import CharterLanguage
import LedgerTypes

extension AttributeResolver {
    /// Every attribute that the host knows, by its declared source.
    ///
    /// Source: docs/reference/transactions.md, "Where facts come from".
    package static let table: [AttributeResolver] =
        requestRows + actorRows + transferRows + assetRows + permissionRows + chainRows

    private static let requestRows = [
        AttributeResolver("request.action", .request) { .member($0.request.action) },
        AttributeResolver("request.purpose", .request) { .member($0.request.purpose) },
        AttributeResolver("request.fields", .request) { .members($0.request.fields) },
        AttributeResolver("request.output", .request) { .member($0.request.output) },
    ]

    private static let actorRows = [
        AttributeResolver("actor.tier", .registry) { .member($0.asker.tier.name) },
        AttributeResolver("actor.kind", .registry) { .member($0.asker.kind.name) },
        // A licence in force, attested by an authority, of a person in office.
        AttributeResolver("actor.licensed", .registry) { .flag($0.isLicensed) },
        AttributeResolver("actor.attending", .registry) { .flag($0.isAttending) },
        AttributeResolver("actor.clearance", .registry) {
            .integer(Int64($0.person?.clearance ?? 0))
        },
        AttributeResolver("actor.roles", .registry) { .members($0.roleNames) },
        AttributeResolver("actor.overdue", .override) { .flag($0.hasOverdueDuties) },
    ]

    private static let transferRows = [
        AttributeResolver("transfer.leaves_domain", .registry) {
            .flag($0.asker.id != $0.holder.id)
        },
        AttributeResolver("transfer.leaves_region", .registry) {
            .flag($0.asker.region != $0.holder.region)
        },
        AttributeResolver("transfer.crosses_border", .registry) {
            .flag($0.asker.isAbroad != $0.holder.isAbroad)
        },
        AttributeResolver("holder.tier", .registry) { .member($0.holder.tier.name) },
        AttributeResolver("holder.kind", .registry) { .member($0.holder.kind.name) },
        AttributeResolver("subject.refuses_emergency", .registry) {
            .flag($0.refusesEmergency)
        },
        AttributeResolver("subject.has_guardian", .registry) {
            .flag($0.subjects.contains { $0.guardian != nil })
        },
        AttributeResolver("subject.count", .registry) { .integer(Int64($0.subjects.count)) },
    ]

    private static let assetRows = [
        AttributeResolver("data.level", .asset) { .integer(Int64($0.use.labels.level)) },
        AttributeResolver("data.categories", .asset) {
            .members(Names.sorted($0.use.labels.categories.map(\.code)))
        },
        AttributeResolver("data.unlabelled", .asset) { .flag($0.use.labels.hasUnknown) },
        AttributeResolver("data.kind", .asset) {
            .member($0.asset?.description.kind.name ?? AssetKind.raw.name)
        },
        AttributeResolver("data.quality", .asset) {
            .integer(Int64($0.asset?.description.quality ?? 0))
        },
        AttributeResolver("data.available", .asset) { .flag($0.isAvailable) },
    ]

    private static let permissionRows = [
        AttributeResolver("consent.state", .consent) { .member($0.consent.name) },
        AttributeResolver("consent.separate", .consent) { .flag($0.hasSeparateConsent) },
        AttributeResolver("grant.active", .grant) { .flag($0.grant.isActive) },
        AttributeResolver("grant.until", .grant) { .instant($0.grant.until.signed) },
        AttributeResolver("grant.uses_left", .grant) {
            .integer(Int64(clamping: $0.grant.usesLeft))
        },
        AttributeResolver("grant.separate", .grant) { .flag($0.grant.isSeparate) },
        AttributeResolver("grant.ethics_approved", .grant) { .flag($0.grant.hasEthicsApproval) },
        AttributeResolver("emergency.declared", .override) { .flag($0.override != nil) },
        AttributeResolver("emergency.second_approval", .override) {
            .flag($0.override?.hasSecondApproval ?? false)
        },
    ]

    private static let chainRows = [
        AttributeResolver("now", .chain) { .instant($0.time.signed) },
        AttributeResolver("chain.height", .chain) { .integer(Int64(clamping: $0.height.value)) },
    ]
}

extension RequestScene {
    /// Treats every patient whose data are asked for.
    fileprivate var isAttending: Bool {
        guard let person, !subjects.isEmpty else { return false }
        return subjects.allSatisfy { $0.attending.contains(person.reference) }
    }

    fileprivate var roleNames: [String] {
        Names.sorted(roles.list.map { $0.name.replacingHyphens })
    }

    fileprivate var isAvailable: Bool {
        guard let asset else { return true }
        return asset.state == .active && asset.description.retention.map { time < $0 } ?? true
    }
}
