import BlockStore
import CanonicalCoding
import Diagnosis
import Foundation
import Governance
import HTTPTypes
import Hummingbird
import LedgerTypes
import NIOCore
import NodeRuntime
import Sealing
import TallyClient

/// The node's HTTP interface: routes only; what is true is the node's to say.
package struct Interface: Sendable {
    let node: TallyNode
    let door: Doorkeeper
    let version: String
    let drafts = OfflineDesk()
    let reading: ReadingDesk
    let waits: WaitTable

    /// - Parameter connections: how many connections of one address there may be.
    package init(node: TallyNode, version: String, connections: Int) {
        let root = node.folder.root
        self.init(
            node: node, version: version, connections: connections,
            log: ReadLog { () throws(StorageFault) in try FileStorage(root: root) })
    }

    init(node: TallyNode, version: String, connections: Int, log: ReadLog) {
        self.node = node
        waits = WaitTable(connections: connections)
        self.version = version
        door = Doorkeeper(node: node)
        reading = ReadingDesk(node, log: log)
    }

    /// All routes, under `/v1` but for the two that other programs look for at the root.
    package func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: ErrorAnswers(node: node))
        // One copy for all: many may wait at once for callers that take none.
        let document = ByteBuffer(string: OpenAPIDocument.text)
        router.get("openapi.json") { _, _ in
            Answer.bytes(document, type: "application/json")
        }
        router.get("metrics") { _, _ in
            Answer.bytes(
                Array(MetricsText.render(node.health()).utf8),
                type: "text/plain; version=0.0.4; charset=utf-8")
        }
        let v1 = router.group("v1")
        addOpenRoutes(v1)
        addTransactionRoutes(v1)
        addDecidingRoutes(v1)
        addReadingRoutes(v1)
        addGovernanceRoutes(v1)
        addGatewayRoutes(v1)
        addEvidenceRoutes(v1)
        addOfflineRoutes(v1)
        addDutyRoutes(v1)
        return router
    }

    private func addOpenRoutes(_ group: RouterGroup<BasicRequestContext>) {
        group.get("health") { _, _ in
            let health = node.health()
            return try Answer.json(
                HealthView(health), status: health.isWell ? .ok : .serviceUnavailable)
        }
        group.get("version") { _, _ in
            try Answer.json(
                VersionView(
                    version: version, chain: node.chain.description, member: node.member.text,
                    suite: node.genesis.suite.name, nameChinese: node.genesis.nameChinese,
                    nameEnglish: node.genesis.nameEnglish))
        }
    }
}
