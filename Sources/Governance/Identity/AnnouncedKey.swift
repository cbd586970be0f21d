import CanonicalCoding
import LedgerTypes
import Sealing

/// A member's key that was announced and waits for its time.
package struct AnnouncedKey: Hashable, Sendable, CanonicalCodable {
    package let member: MemberID
    package let target: RotateKey.Target
    package let key: VerifyingKey

    package init(member: MemberID, target: RotateKey.Target, key: VerifyingKey) {
        self.member = member
        self.target = target
        self.key = key
    }

    var owner: KeyOwner {
        switch target {
        case .staff(let staff): .staff(StaffReference(member: member, staff: staff))
        case .gateway: .gateway(member)
        case .governance: .governance(member)
        }
    }

    var rotation: RotationKey { RotationKey(member: member, target: target) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        member.encode(into: &writer)
        target.encode(into: &writer)
        key.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        member = try MemberID(from: &reader)
        target = try RotateKey.Target(from: &reader)
        key = try VerifyingKey(from: &reader)
        reader.endArray()
    }

    /// Runs at its due time: the old key is retired, the new one signs from here on.
    static func takeEffect(_ id: RecordID, _ change: inout StateChange) {
        guard let announced = change.get(Tables.announcedKeys, id),
            var member = change.get(Tables.members, announced.member)
        else { return }
        change.delete(Tables.announcedKeys, id)
        change.delete(Tables.pendingRotations, announced.rotation)
        switch announced.target {
        case .staff: return
        case .gateway:
            KeyRegister.retire(member.gatewayKey, &change)
            member.gatewayKey = announced.key
        case .governance:
            KeyRegister.retire(member.governanceKey, &change)
            member.governanceKey = announced.key
        }
        change.put(Tables.members, announced.member, member)
        KeyRegister.register(announced.key, announced.owner, &change)
    }
}

/// Which key of a member is replaced.
struct RotationKey: TableKey {
    let member: MemberID
    let target: RotateKey.Target

    var keyBytes: [UInt8] { member.keyBytes + [0x2f] + target.canonicalBytes }
}

extension Tables {
    static let announcedKeys = Table<RecordID, AnnouncedKey>("announced-key")
    /// The announcement that waits for its time: one for each key of a member.
    static let pendingRotations = Table<RotationKey, RecordID>("pending-rotation")
}
