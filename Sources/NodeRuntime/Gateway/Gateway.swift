import CanonicalCoding
import CharterLanguage
import Foundation
import Governance
import LedgerTypes
import Logging
import Sealing

/// The door of a member: lets data out on committed permits only, and takes in what others release.
///
/// Order for each permit: decide again and build, judge the bytes, seal and store the parcel, commit
/// the release, send; the parcel is sent again until the receiver's acknowledgement is committed.
actor Gateway {
    private let node: TallyNode
    private let builder: ReleaseBuilder
    private let post: ParcelPost
    private let logger: Logger
    private var cursor: Height
    private var handled: Set<RecordID> = []
    /// Parcels whose release is not committed here yet.
    private var early: [ParcelIntake.Parcel] = []
    /// When each waiting parcel was sent last.
    private var sent: [RecordID: ContinuousClock.Instant] = [:]

    init(_ node: TallyNode) {
        self.node = node
        builder = ReleaseBuilder(
            shelf: RecordShelf(node.folder, key: node.keys.pseudonym), key: node.keys.pseudonym,
            holder: node.member)
        post = ParcelPost(node.folder)
        logger = node.logger
        cursor = Self.readCursor(node.folder)
    }

    /// Works until the task is cancelled or the node stops.
    func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.followChain() }
            tasks.addTask { await self.followParcels() }
            await tasks.waitForAll()
        }
    }

    private func followChain() async {
        for await height in node.bell.heights() {
            await catchUp(to: height)
            await takeEarly()
            deliver()
        }
    }

    private func followParcels() async {
        // Side by side: each waits for the block of its acknowledgement. The window of the links
        // bounds how many there are.
        await withDiscardingTaskGroup { group in
            for await _ in node.parcels.arrivals {
                for parcel in node.parcels.takeAll() {
                    group.addTask {
                        await self.receive(parcel)
                        self.node.network.worked(off: parcel.receipt)
                    }
                }
            }
        }
    }

    // MARK: letting out

    private func catchUp(to height: Height) async {
        var found = false
        while cursor < height {
            guard let block = try? node.block(at: cursor.next) else { return }
            let ledger = node.view.ledger
            let permits = block.entries.compactMap { PermitSource.permit(of: $0, on: ledger) }
            found = found || !permits.isEmpty
            // Side by side: each waits for the block of its release.
            await withDiscardingTaskGroup { group in
                for permit in permits { group.addTask { await self.handle(permit) } }
            }
            cursor = cursor.next
            if Task.isCancelled { return }
        }
        if found { writeCursor() }
    }

    /// Nothing here is trusted from memory: the permit is read from the latest state.
    private func handle(_ permit: RecordID) async {
        let ledger = node.view.ledger
        guard let record = ledger.get(Tables.permits, permit), record.holder == node.member,
            record.releases == 0, !handled.contains(permit)
        else { return }
        handled.insert(permit)
        switch builder.draft(record, on: ledger, now: WallClock.now()) {
        case .nothingToSend: break
        case .blocked(let reason, let findings):
            await block(permit, reason: reason, findings: findings)
        case .payload(let payload, let masks):
            await release(permit, record, payload, masks: masks, ledger)
        }
    }

    private func block(_ permit: RecordID, reason: UInt64, findings: [String]) async {
        let salt = Self.freshSalt()
        let report = Array(findings.joined(separator: "\n").utf8)
        let disclosure = FieldDisclosure(position: 0, salt: salt, name: "report", value: report)
        guard keep(disclosure, of: permit) else { return }
        let body = EgressBlock(
            permit: permit, reason: reason,
            report: disclosure.commitment(suite: node.genesis.suite))
        logger.warning(
            "the egress gate held back what permit \(permit.digest.short) asks",
            metadata: [
                "code": "\(reason)", "findings": "\(findings.joined(separator: "; "))",
            ])
        let transaction = node.gatewayTransaction(.egressBlock, payload: body.payload())
        _ = await node.commit(transaction)
    }

    private func release(
        _ permit: RecordID, _ record: PermitRecord, _ payload: [UInt8],
        masks: [FieldMask], _ ledger: LedgerState
    ) async {
        let salt = Self.freshSalt()
        let disclosure = FieldDisclosure(position: 0, salt: salt, name: "payload", value: payload)
        guard let receiver = ledger.get(Tables.members, record.actor.principal),
            keep(disclosure.withoutValue, of: permit)
        else { return }
        let body = Release(
            permit: permit, payload: disclosure.commitment(suite: node.genesis.suite),
            masks: masks, isEncrypted: true)
        let transaction = node.gatewayTransaction(.release, payload: body.payload())
        let parcel = GatewayParcel(
            chain: node.chain, holder: node.member, permit: permit, release: transaction.id,
            salt: salt, payload: payload)
        do throws(FileFault) {
            let sealed = receiver.boxKey.seal(parcel.canonicalBytes)
            try post.put(sealed, permit: permit, receiver: receiver.id)
        } catch {
            // Without a record nothing is released.
            logger.error("nothing is released: \(error)")
            return
        }
        let (_, status) = await node.commit(transaction)
        guard case .committed(_, let receipt) = status, receipt.outcome == .accepted else {
            withdraw(permit)
            logger.warning("the release on permit \(permit.digest.short) was not accepted")
            return
        }
        deliver()
    }

    private func withdraw(_ permit: RecordID) {
        for item in post.items where item.permit == permit { post.remove(item) }
    }

    /// Sends what waits; only parcels whose release is committed, and until it is acknowledged.
    private func deliver() {
        let ledger = node.view.ledger
        for item in post.items {
            guard let record = ledger.get(Tables.permits, item.permit) else {
                post.remove(item)
                continue
            }
            if record.acknowledgements >= record.releases, record.releases > 0 {
                post.remove(item)
                continue
            }
            guard record.releases > 0 else { continue }
            guard builder.isStillPermitted(record, on: ledger, now: WallClock.now()) else {
                logger.warning("permit \(item.permit.digest.short) ended before its delivery")
                post.remove(item)
                continue
            }
            guard let sealed = try? AtomicFile.read(item.path) else { continue }
            if item.receiver == node.member {
                node.parcels.put(
                    .init(
                        sender: node.member, sealed: sealed,
                        receipt: DeliveryReceipt(link: ObjectIdentifier(node), bytes: 0)))
            } else {
                node.network.send(.gateway, sealed, isEssential: true, to: item.receiver)
            }
        }
    }

    /// True at first, and again once the receiver has had time to acknowledge.
    private func mayBeSent(_ permit: RecordID) -> Bool {
        let now = ContinuousClock.now
        if let last = sent[permit], now - last < Limits.parcelPatience { return false }
        sent[permit] = now
        return true
    }

    // MARK: taking in

    private func takeEarly() async {
        let waiting = early
        early = []
        await withDiscardingTaskGroup { group in
            for parcel in waiting { group.addTask { await self.receive(parcel) } }
        }
    }

    private func receive(_ sealed: ParcelIntake.Parcel) async {
        guard let bytes = node.keys.box.open(sealed.sealed),
            let parcel = try? GatewayParcel(canonical: bytes), parcel.chain == node.chain,
            parcel.holder == sealed.sender
        else {
            logger.warning("\(sealed.sender) sent a parcel that is not for this member")
            return
        }
        let path = "\(node.folder.inbox)/\(parcel.permit).json"
        // Sent again while its acknowledgement is under way.
        if handled.contains(RecordID(parcel.release)), FileManager.default.fileExists(atPath: path)
        {
            return
        }
        guard let release = committedRelease(parcel) else {
            if early.count < 256 { early.append(sealed) }
            return
        }
        guard release.payload == parcel.commitment(suite: node.genesis.suite) else {
            logger.error("a parcel of \(sealed.sender) is not what its release names; dropped")
            return
        }
        guard let record = node.view.ledger.get(Tables.permits, parcel.permit),
            record.actor.principal == node.member
        else { return }
        do throws(FileFault) {
            try AtomicFile.write(parcel.payload, to: path)
        } catch {
            logger.error("a released payload cannot be kept: \(error)")
            return
        }
        guard record.acknowledgements < record.releases,
            handled.insert(RecordID(parcel.release)).inserted
        else { return }
        let body = Acknowledge(permit: parcel.permit, payload: release.payload)
        let (_, status) = await node.commit(
            node.gatewayTransaction(.acknowledge, payload: body.payload()))
        if case .committed = status { return }
        handled.remove(RecordID(parcel.release))
    }

    /// The release that a parcel names, if it is committed by the holder for this permit.
    private func committedRelease(_ parcel: GatewayParcel) -> Release? {
        guard let position = node.index.position(of: parcel.release),
            let entry = try? node.entry(at: position), entry.receipt.outcome == .accepted,
            entry.transaction.transaction.member == parcel.holder,
            entry.transaction.transaction.kind == .release,
            let release = try? Payload<Release>(
                canonical: entry.transaction.transaction.payload
            ).body,
            release.permit == parcel.permit
        else { return nil }
        return release
    }

    // MARK: files

    private static func freshSalt() -> Salt {
        guard let salt = Salt(RandomBytes.generate(count: Salt.byteCount)) else {
            preconditionFailure("a salt of \(Salt.byteCount) bytes was refused")
        }
        return salt
    }

    /// Keeps what opens a commitment; destroying the file is the erasure.
    private func keep(_ disclosure: FieldDisclosure, of permit: RecordID) -> Bool {
        do throws(FileFault) {
            try AtomicFile.write(
                disclosure.canonicalBytes, to: "\(node.folder.salts)/\(permit).\(disclosure.name)")
            return true
        } catch {
            logger.error("nothing is released: \(error)")
            return false
        }
    }

    private static func readCursor(_ folder: NodeFolder) -> Height {
        let text = (try? AtomicFile.read(folder.outbox + "/cursor")) ?? []
        return Height(UInt64(String(decoding: text, as: UTF8.self)) ?? 0)
    }

    private func writeCursor() {
        try? AtomicFile.write(Array("\(cursor)".utf8), to: node.folder.outbox + "/cursor")
    }
}

extension FieldDisclosure {
    /// The salt alone: the holder can make the payload again, or erase it for good.
    fileprivate var withoutValue: FieldDisclosure {
        FieldDisclosure(position: position, salt: salt, name: name, value: [])
    }
}
