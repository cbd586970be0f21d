// Asks a node how it does and, with a key, who the members of its chain are.
//
//     ask-node ADDRESS [SEED-FILE]
//
// SEED-FILE holds the 32 bytes of a key that is enrolled on the chain.
import Foundation
import TallyClient

func leave(_ code: Int32, _ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(code)
}

let words = CommandLine.arguments
guard words.count == 2 || words.count == 3, let address = URL(string: words[1]) else {
    leave(64, "ask-node ADDRESS [SEED-FILE]")
}

do {
    let open = NodeClient(address: address)
    let version = try await open.version()
    let health = try await open.health()
    print("\(version.member) · \(version.nameEnglish) · \(version.nameChinese)")
    print("height \(health.height), \(health.linked.count) links, role \(health.role)")
    for problem in health.problems {
        print("\(problem.code): \(problem.en) · \(problem.zh)")
    }

    guard words.count == 3 else { exit(0) }
    guard let seed = FileManager.default.contents(atPath: words[2]) else {
        leave(64, "\(words[2]) cannot be read: check the path")
    }
    let client = try NodeClient(
        address: address, chain: version.chain, key: CallKey(seed: Array(seed)))
    for member in try await client.members() {
        print("\(member.id): \(member.nameEnglish) · \(member.nameChinese)")
    }
} catch let fault as ClientFault {
    leave(1, "\(fault.english) · \(fault.chinese)")
}
