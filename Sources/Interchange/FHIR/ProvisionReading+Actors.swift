extension ProvisionReading {
    /// Who receives, and who discloses: a discloser is no recipient.
    func readActors(
        _ provision: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        var recipients: Set<String> = []
        var disclosers: Set<String>?
        var named = false
        var strangers: [(path: String, value: String)] = []
        for actor in try provision.list("actor") {
            try actor.expectOnly(["role", "reference"])
            guard let reference = try actor["reference"] else {
                throw .missing(path: actor.path + ".reference")
            }
            let found = try importer.actor(reference)
            switch try role(of: actor) {
            case .discloser:
                let name = found.name
                disclosers = (disclosers ?? []).union([name])
                limits.widen(reference.path, name, nil, nil)
            case .other:
                limits.lose(actor.path, "role", opens: .audience)
            case .recipient:
                named = true
                switch found {
                case .member(let member): recipients.insert(member)
                case .person(let member):
                    // The chain knows members: more than the person was not agreed to, and not less
                    // than the member is refused.
                    limits.lose(reference.path, member, opens: nil)
                    limits.wide.audiences = (limits.wide.audiences ?? []).union([member])
                case .unknown(let name): strangers.append((reference.path, name))
                }
            }
        }
        for part in strangers {
            limits.unmapped(part.path, part.value, .audience, leavesSome: !recipients.isEmpty)
        }
        limits.wide.audiences =
            named ? recipients.union(limits.wide.audiences ?? []) : limits.wide.audiences
        if named { limits.setNarrow { $0.audiences = recipients } }
        limits.setNarrow { $0.disclosers = disclosers }
    }

    private func role(of actor: FHIRNode) throws(ConsentImportFault) -> ActorRole {
        guard let role = try actor["role"] else {
            // R5 leaves the role open: who is named then is whom the data go to.
            return frame.release == .r5 ? .recipient : .other
        }
        guard case .object(let members) = role.tree, !members.isEmpty else {
            if case .object = role.tree { return .other }
            throw .wrongType(path: role.path)
        }
        let codings = try importer.codings(role)
        let words = try ([role["text"]?.text] + codings.map(\.display)).compactMap(\.self)
        return words.contains { FormWording($0) == .objects } ? .other : ActorRole(codings)
    }
}

extension ReferencedActor {
    /// The member, or what was written where it is none.
    var name: String {
        switch self {
        case .member(let name), .person(let name), .unknown(let name): name
        }
    }
}
