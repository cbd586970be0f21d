import Governance
import LedgerTypes
import Sealing
import TallyClient

/// What the demonstration left behind that can be asked for.
struct NetworkStory {
    let patient: Pseudonym
    let asset: RecordID
    /// By name; what they lead to depends on how the story ended.
    let questions: [(name: String, request: Governance.Request)]

    init(_ network: RunningNetwork) throws {
        let patient = try network.patient()
        let caller = try BenchCaller(network, "centre-b/data-chen")
        let view = try caller.get("/v1/subjects/\(patient)", as: SubjectView.self)
        guard let asset = view.assets.first.flatMap(RecordID.init(hex:)) else {
            throw BenchFault(zh: "患者没有数据集：演示未完成", en: "the story's patient has no data set")
        }
        self.patient = patient
        self.asset = asset
        func ask(
            _ action: String, _ purpose: String, _ fields: [String], _ output: String
        ) -> Governance.Request {
            Governance.Request(
                asset: asset, subject: patient, action: action, purpose: purpose, fields: fields,
                output: output, clientTime: BenchCaller.now)
        }
        questions = [
            ("read/care", ask("read", "care", ["glucose", "hba1c"], "raw")),
            ("train/research", ask("train", "research", ["home_address"], "parameters")),
        ]
    }

    /// A digest that nobody has anchored before.
    static func anchor() -> AnchorDigest {
        AnchorDigest(
            what: .exhibit,
            digest: CryptoSuite.ed25519SHA256.hash(RandomBytes.generate(count: 32)))
    }

    /// Requests across a red line: decided and recorded, and nothing follows from them.
    var denied: @Sendable () -> NetworkLoad.Work {
        let request = questions[1].request
        return { .request(request) }
    }
}
