// Verifies an evidence file, and tells what it shows.
//
//     verify-file FILE GENESIS
//
// GENESIS is the chain's digest from a printed notice: never take it from the file.
import Foundation
import TallyEvidence

func leave(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(64)
}

let words = CommandLine.arguments
guard words.count == 3 else { leave("verify-file FILE GENESIS") }
guard let file = FileManager.default.contents(atPath: words[1]) else {
    leave("\(words[1]) cannot be read: check the path")
}

let demands: CourtDemands
do {
    demands = try CourtDemands(genesis: words[2])
} catch {
    leave("\(error.english) · \(error.chinese)")
}

let verification = Verification(of: Array(file), under: demands)
print(verification.verdict.name)
for check in verification.checks where check.result != .passed {
    print("\(check.code) \(check.result.rawValue): \(check.english) · \(check.chinese)")
}
for event in verification.events {
    print("entry \(event.index): \(event.english) · \(event.chinese)")
    for field in event.disclosed {
        print("    \(field.name) = \(String(decoding: field.value, as: UTF8.self))")
    }
}
exit(verification.verdict.rawValue)
