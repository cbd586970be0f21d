import CanonicalCoding
import LedgerTypes
import Sealing

/// `rotate-key`: a new key of a person at once, or of the member at an announced time.
///
/// A seat's key is replaced by a seat change, whose status shows that the new key is held.
package struct RotateKey: LedgerAction, Hashable {
    package static let kind = TransactionKind.rotateKey
    package let target: Target
    package let newKey: VerifyingKey
    package let possession: KeyPossession
    /// When a member's key takes effect; persons' keys take effect at once and have none.
    package let effective: BlockTime?

    package enum Target: Hashable, Sendable {
        case staff(StaffID)
        case gateway
        case governance
    }

    package init(
        target: Target, newKey: VerifyingKey, possession: KeyPossession,
        effective: BlockTime? = nil
    ) {
        self.target = target
        self.newKey = newKey
        self.possession = possession
        self.effective = effective
    }

    /// What the new key of a member must have signed.
    package func claim(chain: ChainID, member: MemberID) -> KeyClaim {
        let purpose: KeyClaim.Purpose =
            switch target {
            case .staff(let staff): .staff(staff)
            case .gateway: .gateway
            case .governance: .governance
            }
        return KeyClaim(chain: chain, holder: member, purpose: purpose, key: newKey)
    }

    package func validate() throws(Refusal) {
        guard newKey.isPrimeOrder else { throw .keyNotAdmitted }
        if case .staff = target {
            guard effective == nil else { throw .rotationMalformed }
        } else {
            guard effective != nil else { throw .rotationMalformed }
        }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        switch target {
        case .staff(let staff):
            facts.target(StaffReference(member: call.member, staff: staff), &reader)
        case .gateway:
            facts.targetMember = call.member
            facts.replacedKey = .gateway(call.member)
        case .governance:
            facts.targetMember = call.member
            facts.replacedKey = .governance(call.member)
        }
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        try KeyRegister.requireNew(
            claim(chain: reader.chain, member: call.member), possession, &reader)
        if let effective {
            guard effective > reader.time, effective.since(reader.time) <= .days(90) else {
                throw .rotationMalformed
            }
            let rotation = RotationKey(member: call.member, target: target)
            guard !reader.has(Tables.pendingRotations, rotation) else { throw .rotationPending }
        }
        if case .staff(let staff) = target {
            let person = StaffReference(member: call.member, staff: staff)
            guard reader.has(Tables.staff, person) else { throw .unknownStaff }
        }
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        if case .staff(let id) = target {
            let person = StaffReference(member: call.member, staff: id)
            guard var staff = change.get(Tables.staff, person) else { return .accepted }
            KeyRegister.retire(staff.key, &change)
            change.carryLicence(of: person, from: staff.key.id, to: newKey.id, call)
            staff.key = newKey
            change.put(Tables.staff, person, staff)
            KeyRegister.register(newKey, .staff(person), &change)
            return .accepted
        }
        let announced = AnnouncedKey(member: call.member, target: target, key: newKey)
        change.put(Tables.announcedKeys, call.record, announced)
        change.put(Tables.pendingRotations, announced.rotation, call.record)
        // Nobody else may enrol the key meanwhile; it signs nothing until it is in effect.
        change.put(
            Tables.keys, newKey.id,
            KeyRecord(key: newKey, owner: announced.owner, retired: change.time))
        Schedule.add(
            DueItem(
                due: effective ?? change.time, record: call.record, action: .keyRotation),
            to: &change)
        return .accepted
    }
}

extension RotateKey: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        target.encode(into: &writer)
        newKey.encode(into: &writer)
        possession.encode(into: &writer)
        writer.optional(effective)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        target = try Target(from: &reader)
        newKey = try VerifyingKey(from: &reader)
        possession = try KeyPossession(from: &reader)
        effective = try reader.optional()
        reader.endArray()
    }
}

extension RotateKey.Target: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .staff(let staff):
            writer.array(count: 2)
            writer.unsigned(1)
            staff.encode(into: &writer)
        case .gateway: Self.simple(2, &writer)
        case .governance: Self.simple(3, &writer)
        }
    }

    private static func simple(_ tag: UInt64, _ writer: inout CanonicalWriter) {
        writer.array(count: 1)
        writer.unsigned(tag)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 2): self = .staff(try StaffID(from: &reader))
        case (2, 1): self = .gateway
        case (3, 1): self = .governance
        default: throw .invalidValue(at: reader.offset, field: "rotation target")
        }
        reader.endArray()
    }
}
