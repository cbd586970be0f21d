import Bilingual
import Governance
import LedgerTypes
import Sealing
import WrittenText

/// Why a policy file cannot be used, with the line; the first is 1.
package enum PolicyFault: Error, Worded, Hashable, Sendable {
    case firstLine
    case unknownLine(Int)
    case badValue(line: Int)
    case lineTwice(Int)
    case genesisMissing
    case genesisDiffers
    /// The file is no text that can be read.
    case text(WrittenTextFault)

    package var english: String {
        switch self {
        case .firstLine: "the first line must be `tally-policy v1`"
        case .unknownLine(let line): "line \(line) begins with a word that is not known"
        case .badValue(let line): "line \(line) has a value that is not admitted"
        case .lineTwice(let line): "line \(line) says again what an earlier line said"
        case .genesisMissing: "neither the policy nor the command names the digest of genesis"
        case .genesisDiffers: "the policy and the command name different digests of genesis"
        case .text(let fault): fault.english
        }
    }

    package var chinese: String {
        switch self {
        case .firstLine: "首行须为 `tally-policy v1`"
        case .unknownLine(let line): "第 \(line) 行的首词无法识别"
        case .badValue(let line): "第 \(line) 行的取值不允许"
        case .lineTwice(let line): "第 \(line) 行与前文重复"
        case .genesisMissing: "策略与命令均未指明创世摘要"
        case .genesisDiffers: "策略与命令指明的创世摘要不同"
        case .text(let fault): fault.chinese
        }
    }
}

extension CourtPolicy {
    /// Reads a policy file: one statement a line, `#` begins a comment line.
    ///
    /// An unknown line is refused rather than skipped: a requirement must not vanish.
    /// Source: docs/reference/evidence-format.md, policy file.
    package init(file: [UInt8], genesis given: Digest? = nil) throws(PolicyFault) {
        let page: WrittenPage
        do throws(WrittenTextFault) {
            page = try WrittenPage(file)
        } catch {
            throw .text(error)
        }
        let lines = page.lines.map {
            $0.split { $0 == " " || $0 == "\t" }.map(String.init)
        }
        guard lines.first == ["tally-policy", "v1"], lines.count <= Limits.maximumPolicyLines else {
            throw .firstLine
        }
        var named: Digest?
        self.init(genesis: given ?? .zero)
        for (place, words) in lines.enumerated().dropFirst() {
            guard let word = words.first, !word.hasPrefix("#") else { continue }
            let line = place + 1
            if word == "genesis" {
                guard named == nil else { throw .lineTwice(line) }
                guard words.count == 2, let digest = Digest(hex: words[1]) else {
                    throw .badValue(line: line)
                }
                named = digest
            } else {
                try take(word, Array(words.dropFirst()), line: line)
            }
        }
        guard let genesis = given ?? named else { throw .genesisMissing }
        guard named == nil || named == genesis else { throw .genesisDiffers }
        self.genesis = genesis
    }

    private mutating func take(
        _ word: String, _ values: [String], line: Int
    ) throws(PolicyFault) {
        let known = [
            "minimum-height", "minimum-time", "require", "party", "disclose", "subject",
        ]
        guard known.contains(word) else { throw .unknownLine(line) }
        let first = values.first ?? ""
        switch (word, values.count) {
        case ("minimum-height", 1):
            guard minimumHeight == nil else { throw .lineTwice(line) }
            guard let number = UInt64(first) else { throw .badValue(line: line) }
            minimumHeight = Height(number)
        case ("minimum-time", 1):
            guard minimumTime == nil else { throw .lineTwice(line) }
            guard let time = CalendarTime.parse(first) else { throw .badValue(line: line) }
            minimumTime = time
        case ("subject", 1):
            guard subject == nil else { throw .lineTwice(line) }
            guard let digest = Digest(hex: first) else { throw .badValue(line: line) }
            subject = digest
        case ("require", 1) where first == "independent-majority":
            needsIndependentMajority = true
        case ("require", 1):
            guard let layer = EvidenceLayer(rawValue: first) else { throw .badValue(line: line) }
            if !layers.contains(layer) { layers.append(layer) }
        case ("party", 1):
            guard let member = MemberID(first) else { throw .badValue(line: line) }
            if !parties.contains(member) { parties.append(member) }
        case ("disclose", 2):
            guard let kind = TransactionKind.allCases.first(where: { $0.name == first }) else {
                throw .badValue(line: line)
            }
            fields.append(RequiredField(kind: kind, name: values[1]))
        default: throw .badValue(line: line)
        }
    }
}
