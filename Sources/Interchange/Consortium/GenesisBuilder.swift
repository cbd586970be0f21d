import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// Puts a description, the members' cards and the first rules together to a genesis.
package struct GenesisBuilder {
    private let source: ConsortiumSource
    private let cards: [String: MemberCard]
    private let suite: CryptoSuite
    private let time: BlockTime

    package init(source: ConsortiumSource, cards: [MemberCard]) throws(ConsortiumFault) {
        self.source = source
        guard let suite = CryptoSuite(name: source.suite) else {
            throw ConsortiumFault(
                "未知的密码套件 `\(source.suite)`", "the suite `\(source.suite)` is not known")
        }
        self.suite = suite
        guard let time = WrittenTime.time(source.time) else {
            throw ConsortiumFault(
                "时间 `\(source.time)` 应形如 2026-03-01T00:00:00+08:00",
                "the time `\(source.time)` should look like 2026-03-01T00:00:00+08:00")
        }
        self.time = time
        var byMember: [String: MemberCard] = [:]
        for card in cards where byMember.updateValue(card, forKey: card.member) != nil {
            throw ConsortiumFault(
                "机构 `\(card.member)` 有两张名片", "there are two cards of `\(card.member)`")
        }
        self.cards = byMember
    }

    /// Everybody whom the description names, with the keys of the cards.
    func people() throws(ConsortiumFault) -> [Staff] {
        var staff: [Staff] = []
        for institution in source.members.sorted(by: { $0.id < $1.id }) {
            let card = try card(institution.id)
            let member = try member(institution, card)
            for person in institution.staff {
                staff.append(try self.staff(person, member.id, card))
            }
        }
        return staff
    }

    /// Builds the genesis; `rules` are the canonical bytes of vocabularies and charters in order.
    ///
    /// - Parameter licences: what authorities attest of the founding's people.
    package func build(
        vocabularies: [ByteString], charters: [ByteString], licences: [FoundingLicences] = []
    ) throws(ConsortiumFault) -> Genesis {
        var members: [Member] = []
        var seats: [Seat] = []
        for institution in source.members.sorted(by: { $0.id < $1.id }) {
            let card = try card(institution.id)
            let member = try member(institution, card)
            members.append(member)
            if institution.seat {
                seats.append(
                    Seat(member: member.id, key: try key(card.seat, "\(card.member).seat")))
            }
        }
        let set: SeatSet
        do { set = try SeatSet(checking: seats) } catch {
            throw ConsortiumFault(
                "席位不成立：\(error.chinese)", "the seats form no set: \(error.english)")
        }
        var attested: [(Licence, Signature)] = []
        for file in licences { attested += try file.attested(suite: suite) }
        attested.sort { $0.0.person < $1.0.person }
        let genesis = Genesis(
            suite: suite, nameEnglish: source.name.en, nameChinese: source.name.zh,
            members: members, staff: try people(), seats: set, parameters: try parameters(),
            vocabularies: vocabularies, charters: charters, committee: try committee(),
            recoveryKeys: source.recovery.signatures, time: time, licences: attested.map(\.0))
        return genesis.with(
            try genesis.claims.map(possession), attestations: attested.map(\.1))
    }

    /// What the member's card has as the proof of a claim; the genesis itself checks it.
    private func possession(of claim: KeyClaim) throws(ConsortiumFault) -> KeyPossession {
        guard let found = try card(claim.holder.text).possession(of: claim.key) else {
            throw ConsortiumFault(
                "机构 `\(claim.holder)` 的名片缺少公钥 \(Hex.encode(claim.key.bytes)) 的证明：请该机构重新执行 tally init",
                "the card of `\(claim.holder)` has no proof of the key "
                    + "\(Hex.encode(claim.key.bytes)): that member runs `tally init` again")
        }
        return found
    }

    private func card(_ member: String) throws(ConsortiumFault) -> MemberCard {
        guard let card = cards[member] else {
            throw ConsortiumFault(
                "缺少机构 `\(member)` 的名片：请该机构执行 tally init 并交来 card.json",
                "the card of `\(member)` is missing: that member runs `tally init` and sends card.json"
            )
        }
        return card
    }

    private func key(_ hex: String, _ place: String) throws(ConsortiumFault) -> VerifyingKey {
        guard let bytes = Hex.decode(hex),
            let key = try? VerifyingKey(enrolling: bytes, suite: suite)
        else {
            throw ConsortiumFault(
                "`\(place)` 不是可登记的公钥", "`\(place)` is no key that may be enrolled")
        }
        return key
    }

    private func member(
        _ institution: ConsortiumSource.Institution, _ card: MemberCard
    ) throws(ConsortiumFault) -> Member {
        guard let id = MemberID(institution.id),
            let kind = MemberKind.allCases.first(where: { $0.name == institution.kind }),
            let tier = MemberTier.allCases.first(where: { $0.name == institution.tier }),
            let box = Hex.decode(card.box).flatMap({ BoxKey($0) }),
            let certificate = Digest(hex: card.certificate)
        else {
            throw ConsortiumFault(
                "机构 `\(institution.id)` 的名称、类型、等级、封装密钥或证书摘要有误",
                "id, kind, tier, box key or certificate of `\(institution.id)` is wrong")
        }
        return Member(
            id: id, uscc: institution.uscc, nameEnglish: institution.name.en,
            nameChinese: institution.name.zh, kind: kind, tier: tier, region: institution.region,
            gatewayKey: try key(card.gateway, "\(card.member).gateway"),
            governanceKey: try key(card.governance, "\(card.member).governance"), boxKey: box,
            certificateDigest: certificate)
    }

    private func staff(
        _ person: ConsortiumSource.Person, _ member: MemberID, _ card: MemberCard
    ) throws(ConsortiumFault) -> Staff {
        guard let id = StaffID(person.id),
            let found = card.staff.first(where: { $0.id == person.id })
        else {
            throw ConsortiumFault(
                "机构 `\(member)` 的名片里没有人员 `\(person.id)` 的公钥",
                "the card of `\(member)` has no key of `\(person.id)`")
        }
        var roles: StaffRoles = []
        for name in person.roles {
            guard let role = StaffRole(name: name) else {
                throw ConsortiumFault("未知的岗位 `\(name)`", "the role `\(name)` is not known")
            }
            roles.insert(StaffRoles(role))
        }
        return Staff(
            id: id, member: member, roles: roles,
            licence: found.licence.flatMap { Digest(hex: $0) },
            clearance: person.clearance, key: try key(found.key, "\(member)/\(person.id)"),
            from: time, until: try termEnd(years: 5))
    }

    private func termEnd(years: UInt64) throws(ConsortiumFault) -> BlockTime {
        guard let end = time.adding(.days(365 * years)) else {
            throw ConsortiumFault("时间超出范围", "the time is out of range")
        }
        return end
    }

    private func committee() throws(ConsortiumFault) -> Committee {
        var seats: [CommitteeSeat] = []
        var substitutes: [CommitteeSeat] = []
        for seat in source.committee {
            guard let member = MemberID(seat.member), let staff = StaffID(seat.staff),
                let field = CommitteeField.allCases.first(where: { $0.name == seat.discipline })
            else {
                throw ConsortiumFault(
                    "委员 `\(seat.member)/\(seat.staff)` 有误：专业应为 ethics、law 或 technology",
                    "committee seat `\(seat.member)/\(seat.staff)`: ethics, law or technology")
            }
            let appointed = CommitteeSeat(
                person: StaffReference(member: member, staff: staff), field: field,
                until: try termEnd(years: 3))
            if seat.substitute ?? false {
                substitutes.append(appointed)
            } else {
                seats.append(appointed)
            }
        }
        return Committee(
            seats: seats.sorted { $0.person < $1.person }, substitutes: substitutes)
    }

    private func parameters() throws(ConsortiumFault) -> ChainParameters {
        var parameters = ChainParameters.standard
        for (name, value) in (source.parameters ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let parameter = ParameterName(rawValue: name) else {
                throw ConsortiumFault("未知的参数 `\(name)`", "the parameter `\(name)` is not known")
            }
            guard let value = parameter.value(written: value.text) else {
                throw ConsortiumFault(
                    "参数 `\(name)` 的值 `\(value.text)` 应为数值，或以逗号分隔的机构类型",
                    "the parameter `\(name)`: `\(value.text)` is no number, and no kinds of members"
                )
            }
            parameter.set(value, in: &parameters)
        }
        return parameters
    }
}
