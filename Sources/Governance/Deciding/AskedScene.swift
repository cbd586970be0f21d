import CharterLanguage
import LedgerTypes
import Sealing

/// A scene with what the charters in force say of it.
struct AskedScene {
    let scene: RequestScene
    let ruling: Ruling
    let inputs: DecisionInputs
    private let content: Digest

    init(_ scene: RequestScene, _ content: Digest, _ reader: inout StateReader) {
        self.scene = scene
        self.content = content
        var gathering = FactGathering(scene, content: content)
        ruling = Decider.decide(gathering.questions(&reader))
        inputs = gathering.inputs
    }

    /// What is decided where consents or grants reach data of some time only: a permit, and the times
    /// of the data that it reaches; nil without a bound.
    ///
    /// A limit binds where the permit rests on what has it, not where the charters permit as much
    /// without. Under an override that they permit without it, the limit is none: who limited what
    /// they agreed to is not worse off in an emergency than who agreed to nothing.
    func limited(_ reader: inout StateReader) -> (AskedScene, DataPeriods?) {
        guard ruling.outcome == .permit, scene.isLimited else { return (self, nil) }
        if scene.override != nil {
            let without = asking(scene.with(.none, isSeparate: false, .none), &reader)
            if without.ruling.outcome == .permit { return (without, nil) }
        }
        var reached = DataPeriods.none
        for other in scene.alternatives {
            let periods = other.reached
            guard !periods.isNone, isPermit(asking(other.scene, &reader).ruling) else { continue }
            reached = reached.union(periods)
        }
        guard reached.isNone else { return (self, reached.limit) }
        // Consent and grant have no time in common: the grant gives nothing of what was agreed to. What
        // is permitted without it has a limit, too; the second time neither is left.
        let isBoth = scene.grant != .none && scene.consent == .valid
        return asking(
            isBoth
                ? scene.with(.valid, isSeparate: scene.hasSeparateConsent, .none)
                : scene.with(.none, isSeparate: false, .none), &reader
        ).limited(&reader)
    }

    private func asking(_ scene: RequestScene, _ reader: inout StateReader) -> AskedScene {
        AskedScene(scene, content, &reader)
    }

    /// Whether another ruling permits, and asks for nothing that this one does not.
    private func isPermit(_ other: Ruling) -> Bool {
        other.outcome == .permit && other.isEmergency == ruling.isEmergency
            && ruling.obligations.joined(other.obligations) == ruling.obligations
    }
}

/// A scene with less than what was agreed to, and the times of the data that this much reaches.
private struct LesserScene {
    let scene: RequestScene
    let reached: DataPeriods
}

extension RequestScene {
    /// Whether what was agreed to, or granted, reaches data of some time only.
    var isLimited: Bool {
        !grant.periods.isAll || hasLimitedConsent
    }

    private var hasLimitedConsent: Bool {
        consent == .valid
            && (!consentPeriods.all.isAll || hasSeparateConsent && !consentPeriods.separate.isAll)
    }

    /// With and without the consents, those that were given separately, and the grant.
    fileprivate var alternatives: [LesserScene] {
        var consents = [(consent, hasSeparateConsent, DataPeriods.all)]
        if hasLimitedConsent {
            consents = [(.none, false, .all), (.valid, false, consentPeriods.all)]
            if hasSeparateConsent { consents.append((.valid, true, consentPeriods.separate)) }
        }
        return consents.flatMap { standing, isSeparate, periods in
            [grant, GrantStanding.none].map { grant in
                LesserScene(
                    scene: with(standing, isSeparate: isSeparate, grant),
                    reached: periods.intersection(grant.periods))
            }
        }
    }
}
