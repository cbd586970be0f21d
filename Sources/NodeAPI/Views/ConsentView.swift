import Bilingual
import Governance
import LedgerTypes
import TallyClient

extension ConsentView {
    init(_ consent: Governance.Consent, _ effect: ConsentEffect) {
        let (subject, asset): (String?, String?) =
            switch consent.terms.about {
            case .subject(let pseudonym): (pseudonym.description, nil)
            case .cohort(let id): (nil, id.description)
            }
        self.init(
            id: consent.id.description, subject: subject, asset: asset,
            holder: consent.holder.text, permits: consent.terms.permits,
            state: consent.state.name, relation: consent.terms.relation.name,
            isSeparate: consent.terms.isSeparate, isInOwnHand: consent.terms.inOwnHand,
            recorded: consent.recorded.value, supersedes: consent.terms.supersedes?.description,
            scope: Scope(consent.terms.scope), hasEffect: !effect.isNone,
            explanation: TextView(effect), hindrances: effect.hindrances.map(Hindrance.init))
    }
}

extension ConsentView.Scope {
    init(_ scope: ConsentScope) {
        self.init(
            purposes: scope.purposes, categories: scope.categories.map(\.code),
            maximumLevel: scope.maximumLevel, audiences: scope.audiences.map(\.text),
            fields: scope.fields, actions: scope.actions, data: PeriodView(scope.dataPeriod),
            notBefore: scope.notBefore.value, notAfter: scope.notAfter?.value)
    }
}

extension ConsentView.Hindrance {
    init(_ hindrance: ConsentHindrance) {
        self.init(
            cause: hindrance.cause.name, reach: hindrance.reach.name,
            message: TextView(hindrance))
    }
}

extension PeriodView {
    init(_ period: DataPeriod) {
        self.init(from: period.from?.value, until: period.until?.value)
    }
}
