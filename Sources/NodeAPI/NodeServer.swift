import Diagnosis
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NodeRuntime
import ServiceLifecycle
import SystemCalls
import WrittenText

/// Serves a node's interface until the service group stops.
package struct NodeServer: Service {
    private let interface: Interface
    private let address: PeerAddress
    private let logger: Logger
    private let connections: ConnectionGuard
    private let onServerRunning: @Sendable (Int) async -> Void

    /// `onServerRunning` is told the port once calls are answered.
    package init(
        node: TallyNode, version: String, logger: Logger,
        onServerRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        let caps = ConnectionTable.Caps(descriptors: DescriptorLimit.current)
        interface = Interface(node: node, version: version, connections: caps.perHost)
        address = node.configuration.api
        connections = ConnectionGuard(ConnectionTable(caps) { node.noteConnections($0) })
        self.logger = logger
        self.onServerRunning = onServerRunning
    }

    package func run() async throws {
        let (notify, connections) = (onServerRunning, connections)
        let application = Application(
            router: interface.router(),
            server: HTTPServerBuilder {
                GuardedChannel(connections, idle: Limits.idleConnection, responder: $0)
            },
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: "tally"),
            onServerRunning: { channel in await notify(channel.localAddress?.port ?? 0) },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw NodeProblem.addressTaken("\(address)", key: "api", error)
        }
    }
}
