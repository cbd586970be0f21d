import LedgerTypes
import Logging
import NIOCore
import NIOPosix
import Sealing
import TrustAnchors
import WrittenText

/// All links of a node, on one event loop: no lock, no await.
final class NetworkCore {
    let identity: LinkIdentity
    let times: LinkTimes
    let outboundQueueBytes: Int
    let logger: Logger
    let loop: any EventLoop
    private let refusals: RefusalCount
    private let security: LinkSecurity
    private let onEvent: @Sendable (PeerEvent) -> Void
    private(set) var directory: PeerDirectory
    private let board: LinkBoard
    private var addresses: [MemberID: PeerAddress] = [:]
    private var links: [ObjectIdentifier: Link] = [:]
    private var established: [MemberID: Link] = [:]
    private var refusedUntil: [MemberID: NIODeadline] = [:]
    private var dialing: Set<MemberID> = []
    /// Members that are dialed again after a pause.
    private var waiting: Set<MemberID> = []
    private var backoffs: [MemberID: Backoff] = [:]
    private var complaints = ComplaintBook()
    /// Where members' nodes were found when they were called, in numbers.
    private var found: [MemberID: String] = [:]
    /// Connections so far.
    private var numberOfLinks: UInt64 = 0
    var server: (any Channel)?
    private var clock: Scheduled<Void>?
    private var isStopping = false

    init(
        _ configuration: PeerNetwork.Configuration, loop: any EventLoop, refusals: RefusalCount,
        onEvent: @escaping @Sendable (PeerEvent) -> Void
    ) throws {
        identity = configuration.identity
        times = configuration.times
        outboundQueueBytes = configuration.outboundQueueBytes
        logger = configuration.logger
        directory = configuration.directory
        addresses = configuration.addresses
        addresses[identity.member] = nil
        security = try LinkSecurity(configuration.identity)
        board = configuration.board
        self.loop = loop
        self.refusals = refusals
        self.onEvent = onEvent
    }

    // MARK: start and stop

    /// Prepares a fresh channel of either direction.
    func prepare(_ channel: any Channel, target: MemberID?, address: String) throws {
        guard !isStopping else { throw LinkFault.stopping }
        numberOfLinks += 1
        let link = Link(self, target: target, address: address, number: numberOfLinks)
        if !link.isDialed { makeRoom(for: link.host) }
        links[ObjectIdentifier(link)] = link
        let tls = try security.handler(isClient: link.isDialed) { [weak link] der in
            link?.judge(certificate: der)
        }
        try channel.pipeline.syncOperations.addHandler(link.doorstep)
        try channel.pipeline.syncOperations.addHandler(tls)
        try channel.pipeline.syncOperations.addHandler(link)
    }

    /// Lets a stranger go where one more would be too many.
    private func makeRoom(for host: String) {
        let strangers = links.values.compactMap { link -> StrangerRoom.Stranger? in
            guard !link.isDialed, !link.isEstablished, !link.isEnding else { return nil }
            return StrangerRoom.Stranger(
                id: ObjectIdentifier(link), host: link.host, number: link.number,
                isAnswered: link.doorstep.isAnswered)
        }
        let room = StrangerRoom(peers: hostsOfPeers)
        if let id = room.leaving(for: host, among: strangers) { links[id]?.end(.tooManyStrangers) }
    }

    /// Addresses in numbers at which members have their nodes, and how many.
    private var hostsOfPeers: [String: Int] {
        addresses.reduce(into: [:]) { $0[found[$1.key] ?? $1.value.host, default: 0] += 1 }
    }

    func started() {
        // It listens already; from now on it takes who calls.
        server?.setOption(.autoRead, value: true).whenComplete { _ in }
        scheduleBeat()
        for member in addresses.keys.sorted() { dial(member) }
    }

    func stop() {
        isStopping = true
        clock?.cancel()
        server?.close(mode: .all, promise: nil)
        for link in links.values { link.end(.stopping) }
    }

    /// True if no socket is open and no call is under way.
    var isIdle: Bool { links.isEmpty && dialing.isEmpty }

    var openLinks: Int { links.count }

    private func scheduleBeat() {
        let pause = TimeAmount.nanoseconds(min(times.signOfLife.nanoseconds / 2, 1_000_000_000))
        clock = loop.assumeIsolated().scheduleTask(in: pause) { [weak self] in self?.beat() }
    }

    private func beat() {
        guard !isStopping else { return }
        defer { scheduleBeat() }
        for link in Array(links.values) { link.beat(times) }
    }

    // MARK: admission

    /// Whom a certificate leads to: the member that enrolled its key, or else the unknown member
    /// that was dialed. Its dates do not matter: the ledger's key decides.
    func admit(
        _ certificate: X509Certificate, target: MemberID?
    ) throws(LinkFault) -> LinkPeer {
        let key = certificate.keyFingerprint
        guard key != identity.certificate.keyFingerprint else { throw .ownCertificate }
        let member: MemberID
        if let enrolled = directory[key] {
            member = enrolled.member
        } else if let stopped = directory.stopped(key) {
            throw .memberStopped(stopped)
        } else if let target, !directory.knows(target) {
            member = target
        } else {
            throw .certificateNotEnrolled(fingerprint: key.description)
        }
        guard member != identity.member else {
            throw .certificateNotEnrolled(fingerprint: key.description)
        }
        guard refusedUntil[member].map({ $0 <= .now() }) ?? true else { throw .refusedForNow }
        return LinkPeer(
            member: member, certificateKey: key, certificateEnds: certificate.notAfter)
    }

    /// Takes the link into use, or says that another one stands.
    ///
    /// Both ends may dial at once: both keep the link that the member with the smaller id dialed. A
    /// new link of the same direction replaces the old one, whose end has probably vanished.
    func establish(_ link: Link, member: MemberID) throws(LinkFault) {
        guard refusedUntil[member].map({ $0 <= .now() }) ?? true else { throw .refusedForNow }
        if let other = established[member] {
            let isPreferred = link.isDialed == (identity.member < member)
            board.met(double: member, at: .now(), silence: times.silence)
            guard isPreferred || other.isDialed == link.isDialed else {
                other.remark(.copyCalls)
                throw .duplicate
            }
            link.remark(.copyCalls)
            established[member] = nil
            other.end(.duplicate)
            onEvent(.disconnected(member))
        }
        established[member] = link
        refusedUntil[member] = nil
    }

    func announce(_ link: Link, _ access: LinkAccess) {
        guard let peer = link.peer else { return }
        let member = peer.member
        backoffs[member]?.reset()
        if isNews(member.text, "linked \(access)") {
            let what = access == .full ? "" : ", for blocks only"
            logger.info("linked with \(member) at \(link.address)\(what)")
        }
        board.linked(member, access, certificateEnds: peer.certificateEnds)
        onEvent(
            access == .full
                ? .connected(member)
                : .connectedForBlocks(member, isKnown: access == .blocks))
    }

    /// A link became good for more or for less.
    func changed(_ link: Link, _ access: LinkAccess) {
        guard let member = link.member, established[member] === link else { return }
        onEvent(.disconnected(member))
        announce(link, access)
    }

    /// The peer said what it thinks of a link that it takes.
    func remarked(_ reason: LinkReason, on link: Link) {
        guard let member = link.member, established[member] === link else { return }
        if reason == .copyCalls {
            board.met(double: nil, at: .now(), silence: times.silence)
        } else {
            board.remarked(member, reason)
        }
    }

    func update(_ directory: PeerDirectory) {
        guard directory != self.directory else { return }
        self.directory = directory
        for link in Array(links.values) { link.review() }
    }

    func update(addresses new: [MemberID: PeerAddress]) {
        addresses = new
        addresses[identity.member] = nil
        found = found.filter { addresses[$0.key] != nil }
        for member in addresses.keys.sorted() { dial(member) }
    }

    // MARK: traffic

    func received(_ frame: LinkFrame, on link: Link) {
        guard let member = link.member, established[member] === link,
            link.access == .full || frame.kind == .consensus
        else {
            link.worked(off: frame.heldBytes)
            return
        }
        let receipt = DeliveryReceipt(link: ObjectIdentifier(link), bytes: frame.heldBytes)
        onEvent(.received(from: member, frame.kind, frame.bytes, receipt))
    }

    func worked(off receipt: DeliveryReceipt) {
        links[receipt.link]?.worked(off: receipt.bytes)
    }

    func send(_ frame: LinkFrame, isEssential: Bool, to member: MemberID) {
        guard let link = established[member] else { return }
        // Parcels go to whom the ledger of today names: such a link is good for all.
        guard link.access == .full || frame.kind != .gateway else { return }
        link.send(frame, isEssential: isEssential)
    }

    /// To whom a link is good for all.
    func broadcast(_ frame: LinkFrame, isEssential: Bool) {
        for link in established.values where link.access == .full {
            link.send(frame, isEssential: isEssential)
        }
    }

    /// Ends the link with a member whose messages have no meaning, and refuses it for a while.
    func refuse(_ member: MemberID, reason: String) {
        refusedUntil[member] = .now() + times.refusal
        refusals.count()
        logger.warning("\(member) is refused for a while: \(reason)")
        established[member]?.end(.refusedForNow)
    }

    var connected: [MemberID] { established.keys.sorted() }

    // MARK: ends

    func noteDropped(_ count: Int, on link: Link) {
        let name = link.member?.text ?? link.address
        complain("\(name) reads slowly; \(count) messages dropped", of: name, kind: "slow")
    }

    func noteError(_ error: any Error, on link: Link, fault: LinkFault?) {
        guard fault == nil, !isStopping else { return }
        let name = link.member?.text ?? link.address
        complain(
            "the link with \(name) failed: \(error); if this repeats in the handshake, the "
                + "peer may not know this node's certificate", of: link.host, kind: "failed")
    }

    func ended(_ link: Link, fault: LinkFault?) {
        links[ObjectIdentifier(link)] = nil
        let member = link.member ?? link.target
        if let member, let fault, fault.isOffence {
            refusedUntil[member] = .now() + times.refusal
            refusals.count()
        }
        note(link, fault)
        if let fault, fault != .duplicate, fault != .stopping {
            complain(
                "the link with \(member?.text ?? link.address) ended: \(fault)",
                of: member?.text ?? link.host, kind: fault.kind)
        }
        guard let member, established[member] === link else {
            if let member { redial(member) }
            return
        }
        established[member] = nil
        if fault == nil, !isStopping, isNews(member.text, "ended") {
            logger.info("the link with \(member) ended")
        }
        onEvent(.disconnected(member))
        redial(member)
    }

    /// Tells the board why a link is not there.
    private func note(_ link: Link, _ fault: LinkFault?) {
        guard !isStopping else { return }
        let member = link.member ?? link.target
        switch fault {
        case .refusedByPeer(.replaced):
            // Where both ends dialed at once another link of this node stands in its place.
            let isOwn = links.values.contains { $0.member == member && $0.fault == nil }
            if !isOwn { board.met(double: nil, at: .now(), silence: times.silence) }
        case .ownCertificate: board.met(ownCertificateAt: link.address)
        case .duplicate, .stopping: return
        default: break
        }
        // A link is taken down slowly: the board goes by the one that stands by then.
        if let member, let standing = established[member], standing !== link { return }
        let isPeers: Bool
        if case .refusedByPeer = fault { isPeers = true } else { isPeers = false }
        board.ended(member, fault?.reason, byPeer: isPeers, address: link.address)
    }

    /// Says a thing once in a while, however often it happens.
    ///
    /// - Parameter who: the member, or a stranger's host: it has another port each time.
    private func complain(_ text: String, of who: String, kind: String) {
        if isNews(who, kind) { logger.warning("\(text)") }
    }

    private func isNews(_ who: String, _ kind: String) -> Bool {
        complaints.isNews(ComplaintBook.Subject(who: who, kind: kind), at: .now())
    }

    // MARK: dialing

    private func dial(_ member: MemberID) {
        guard !isStopping, established[member] == nil, let address = addresses[member],
            !links.values.contains(where: { $0.target == member }), dialing.insert(member).inserted
        else { return }
        let bound = NIOLoopBound(self, eventLoop: loop)
        let client = ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(times.handshake)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try bound.value.prepare(channel, target: member, address: "\(address)")
                }
            }
        connect(client, to: address)
            .hop(to: loop).assumeIsolated().whenComplete { [weak self] result in
                guard let self else { return }
                self.dialing.remove(member)
                switch result {
                case .success(let channel): self.found[member] = channel.remoteAddress?.ipAddress
                case .failure:
                    self.board.ended(
                        member, .unreachable, byPeer: false, address: "\(address)")
                    self.complain(
                        "\(member) cannot be reached at \(address)", of: member.text,
                        kind: "unreachable")
                    self.redial(member)
                }
            }
    }

    /// An address in numbers needs nobody who looks up names.
    private func connect(
        _ client: ClientBootstrap, to address: PeerAddress
    ) -> EventLoopFuture<any Channel> {
        if let number = try? SocketAddress(ipAddress: address.host, port: address.port) {
            return client.connect(to: number)
        }
        return client.connect(host: address.host, port: address.port)
    }

    private func redial(_ member: MemberID) {
        guard !isStopping, addresses[member] != nil, waiting.insert(member).inserted else {
            return
        }
        let pause = backoffs[member, default: Backoff(times)].next()
        loop.assumeIsolated().scheduleTask(in: pause) { [weak self] in
            self?.waiting.remove(member)
            self?.dial(member)
        }
    }
}
