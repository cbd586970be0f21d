// swift-tools-version: 6.2
import PackageDescription

// One line a room: floor by floor, with what it imports (docs/internals/house.md draws it).
// TALLY_ROOMS="Governance Evidence" narrows the package to those rooms, what they stand on and
// their tests: a core room then builds in seconds, without the network packages.

let systemRooms = ["CSodium": "libsodium", "COpenSSL": "libcrypto"]

struct Room {
    let name: String
    let imports: [String]
    let packages: [String]
    let testImports: [String]
    let isTool: Bool
    /// True for a room that other packages may import: only there names are `public`.
    let isLibrary: Bool

    init(
        _ name: String, _ imports: [String], packages: [String] = [], testImports: [String] = [],
        isTool: Bool = false, isLibrary: Bool = false
    ) {
        self.name = name
        self.imports = imports
        self.packages = packages
        self.testImports = testImports
        self.isTool = isTool
        self.isLibrary = isLibrary
    }
}

let words = ["Bilingual"]
let core = words + ["CanonicalCoding", "Sealing"]
let ledger = core + ["LedgerTypes"]
let rooms: [Room] = [
    Room("Versioning", []),
    Room("SystemCalls", []),
    Room("Mutants", []),
    Room("SeededNumbers", []),
    Room("Bilingual", []),
    Room("WrittenText", words),
    Room("CanonicalCoding", words),
    Room("Sealing", words + ["CanonicalCoding", "CSodium", "COpenSSL"]),
    Room("LedgerTypes", core + ["Mutants"]),
    Room("EvidenceTree", core),
    Room("TrustAnchors", core + ["COpenSSL"]),
    Room("CharterLanguage", core + ["WrittenText"]),
    Room("CharterTooling", core + ["WrittenText", "CharterLanguage"]),
    Room("Consensus", ledger + ["Mutants"]),
    Room(
        "Governance", ledger + ["EvidenceTree", "TrustAnchors", "CharterLanguage"],
        testImports: ["GovernanceSamples"]),
    Room("DataProtection", ledger + ["CharterLanguage", "WrittenText"]),
    Room("BlockStore", ledger + ["SystemCalls", "Mutants"]),
    Room("SeatFiles", ledger + ["Mutants", "Consensus", "BlockStore"]),
    Room("Outbox", ledger + ["Mutants", "BlockStore"]),
    Room(
        "Execution", ledger + ["Mutants", "EvidenceTree", "CharterLanguage", "Governance"],
        testImports: ["GovernanceSamples"]),
    Room(
        "Evidence",
        ledger + ["WrittenText", "EvidenceTree", "CharterLanguage", "Governance", "Execution"]),
    Room(
        "TallyEvidence", words + ["Sealing", "LedgerTypes", "Evidence"], isLibrary: true),
    Room(
        "Duties",
        ledger + [
            "Mutants", "WrittenText", "CharterLanguage", "CharterTooling", "Governance",
            "DataProtection", "BlockStore", "Outbox",
        ], testImports: ["Execution"]),
    Room(
        "Replica", ledger + ["Mutants", "EvidenceTree", "Governance", "Consensus", "Execution"]),
    Room(
        "Simulation",
        ledger + [
            "Mutants", "SeededNumbers", "EvidenceTree", "CharterLanguage", "Governance",
            "Consensus", "BlockStore", "SeatFiles", "Execution", "Replica", "DataProtection",
            "WrittenText", "Outbox", "Duties",
        ]),
    Room("TallyClient", ledger + ["WrittenText"], isLibrary: true),
    Room("Interchange", ledger + ["WrittenText", "TrustAnchors", "CharterLanguage", "Governance"]),
    Room(
        "NodeFiles",
        ledger + ["SystemCalls", "WrittenText", "TrustAnchors", "Governance", "BlockStore"]),
    Room(
        "Links", ledger + ["WrittenText", "TrustAnchors", "Governance"],
        packages: ["NIOCore", "NIOPosix", "NIOSSL", "Logging"], testImports: ["NodeFiles"]),
    Room(
        "Diagnosis",
        ledger + [
            "SystemCalls", "Consensus", "Governance", "BlockStore", "SeatFiles", "Outbox", "Duties",
            "Replica", "NodeFiles", "Links",
        ], packages: ["NIOCore"], testImports: ["GovernanceSamples", "WrittenText"]),
    Room(
        "Upkeep",
        ledger + [
            "SystemCalls", "WrittenText", "EvidenceTree", "Consensus", "Governance", "BlockStore",
            "SeatFiles", "Execution", "Evidence", "Duties", "Replica", "Interchange", "NodeFiles",
            "Links", "Diagnosis",
        ], packages: ["NIOCore", "NIOPosix", "Logging"]),
    Room(
        "NodeRuntime",
        ledger + [
            "WrittenText", "EvidenceTree", "Consensus", "Governance", "BlockStore", "SeatFiles",
            "Execution", "Evidence", "Outbox", "Duties", "Replica", "NodeFiles", "Links",
            "Diagnosis", "Upkeep",
        ],
        packages: ["NIOCore", "NIOPosix", "Logging", "ServiceLifecycle"],
        testImports: ["CharterLanguage", "Interchange"]),
    Room(
        "NodeAPI",
        ledger + [
            "WrittenText", "EvidenceTree", "CharterLanguage", "Governance", "BlockStore",
            "Evidence",
            "SystemCalls", "Outbox", "Duties", "TallyClient", "NodeFiles", "Links", "Diagnosis",
            "NodeRuntime", "Interchange",
        ],
        packages: [
            "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOHTTP1",
            "ServiceLifecycle",
        ],
        testImports: ["Upkeep", "HummingbirdTesting"]),
    Room("NodeTrials", words + ["SystemCalls"]),
    Room(
        "TallyCommands",
        ledger + [
            "Versioning", "SystemCalls", "WrittenText", "EvidenceTree", "TrustAnchors",
            "CharterLanguage", "CharterTooling", "Governance",
            "BlockStore", "Evidence", "TallyEvidence", "TallyClient", "NodeFiles",
            "Diagnosis", "Upkeep", "NodeRuntime", "NodeAPI", "Interchange",
            "DataProtection", "Duties", "NodeTrials",
        ],
        packages: ["ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals"]),
    Room("tally", ["SystemCalls", "TallyCommands"], isTool: true),
    Room(
        "tally-sim", ["Versioning", "Mutants", "WrittenText", "Simulation"],
        packages: ["ArgumentParser"], isTool: true),
    Room("tally-verify", words + ["Versioning", "SystemCalls", "TallyEvidence"], isTool: true),
    Room(
        "tally-bench",
        ledger + [
            "Versioning", "SystemCalls", "SeededNumbers", "WrittenText", "EvidenceTree",
            "CharterLanguage", "Consensus", "Governance", "BlockStore", "Execution", "Replica",
            "Interchange", "DataProtection", "Duties", "TallyClient", "NodeFiles", "Links",
            "Diagnosis", "NodeAPI", "NodeTrials",
        ],
        packages: ["ArgumentParser", "Logging", "NIOPosix"], isTool: true),
]

let products: [String: Target.Dependency] = [
    "HummingbirdCore": .product(name: "HummingbirdCore", package: "hummingbird"),
    "NIOCore": .product(name: "NIOCore", package: "swift-nio"),
    "NIOHTTP1": .product(name: "NIOHTTP1", package: "swift-nio"),
    "NIOPosix": .product(name: "NIOPosix", package: "swift-nio"),
    "NIOSSL": .product(name: "NIOSSL", package: "swift-nio-ssl"),
    "Logging": .product(name: "Logging", package: "swift-log"),
    "ServiceLifecycle": .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    "UnixSignals": .product(name: "UnixSignals", package: "swift-service-lifecycle"),
    "Hummingbird": .product(name: "Hummingbird", package: "hummingbird"),
    "HummingbirdTesting": .product(name: "HummingbirdTesting", package: "hummingbird"),
    "HTTPTypes": .product(name: "HTTPTypes", package: "swift-http-types"),
    "ArgumentParser": .product(name: "ArgumentParser", package: "swift-argument-parser"),
]

let wanted = (Context.environment["TALLY_ROOMS"] ?? "").split(separator: " ").map(String.init)
var kept = Set(wanted.isEmpty ? rooms.map(\.name) : wanted)
for room in rooms.reversed() where kept.contains(room.name) {
    kept.formUnion(room.imports)
    kept.formUnion(room.testImports)
}
kept.formUnion(core + ["SeededNumbers"])  // what the tests of every room share

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
]

var targets: [Target] = systemRooms.sorted { $0.key < $1.key }.map { name, pkgConfig in
    .systemLibrary(
        name: name, pkgConfig: pkgConfig,
        providers: [
            .apt([name == "CSodium" ? "libsodium-dev" : "libssl-dev"]),
            .brew([name == "CSodium" ? "libsodium" : "openssl@3"]),
        ])
}
targets.append(
    .target(
        name: "TestSupport", dependencies: ["SeededNumbers", "CanonicalCoding", "Sealing"],
        path: "Tests/TestSupport",
        swiftSettings: settings))
if kept.contains("GovernanceSamples") {
    targets.append(
        .target(
            name: "GovernanceSamples",
            dependencies: [
                "CanonicalCoding", "Sealing", "LedgerTypes", "CharterLanguage", "Governance",
                "TestSupport",
            ], path: "Tests/GovernanceSamples", swiftSettings: settings))
}
for room in rooms where kept.contains(room.name) {
    let dependencies: [Target.Dependency] =
        room.imports.map { .byName(name: $0) }
        + room.packages.map { products[$0]! }
    targets.append(
        room.isTool
            ? .executableTarget(
                name: room.name, dependencies: dependencies, swiftSettings: settings)
            : .target(name: room.name, dependencies: dependencies, swiftSettings: settings))
    guard !room.isTool else { continue }
    targets.append(
        .testTarget(
            name: "\(room.name)Tests",
            dependencies: dependencies + [.byName(name: room.name), "TestSupport"]
                + room.testImports.map { products[$0] ?? .byName(name: $0) },
            swiftSettings: settings))
}
// Programs for readers, built with nothing but the public names of the libraries.
for (name, library) in [("verify-file", "TallyEvidence"), ("ask-node", "TallyClient")]
where kept.contains(library) {
    targets.append(
        .executableTarget(
            name: name, dependencies: [.byName(name: library)], path: "docs/examples/\(name)",
            packageAccess: false, swiftSettings: settings))
}
targets.append(
    .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: settings))
let usesNetwork = kept.contains {
    ["Links", "Diagnosis", "Upkeep", "NodeRuntime", "NodeAPI", "TallyCommands", "tally-bench"]
        .contains($0)
}
let usesArguments = kept.contains { ["TallyCommands", "tally-bench", "tally-sim"].contains($0) }

let package = Package(
    name: "tally",
    platforms: [.macOS(.v15)],  // what `Synchronization` asks for; Linux needs no line
    products: rooms.filter { $0.isTool && kept.contains($0.name) }
        .map { .executable(name: $0.name, targets: [$0.name]) }
        + rooms.filter { $0.isLibrary && kept.contains($0.name) }
        .map { .library(name: $0.name, targets: [$0.name]) },
    dependencies: (usesNetwork
        ? [
            .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
            .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
            .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
            .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
            .package(
                url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
            .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        ] : [])
        + (usesArguments
            ? [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")]
            : []),
    targets: targets
)
