import Foundation
import Interchange
import NodeFiles

/// The example consortium with three more institutions that are members and have no seat yet.
enum GrowingConsortium {
    static let candidates = ["hospital-d", "hospital-e", "hospital-f"]
    private static let codes = ["12120000MB00110110", "12120000MB0012012A", "12120000MB0013013L"]

    /// What lets patients' data be asked for from the first block on, beside the example's own rules.
    private static let charter = """
        charter trial_ward version 1
        use vocabulary base_v1
        effective 2026-01-01 zone +08:00
        budget 500

        rule T1 "Reading for care"
          basis PIPL art 13
          permit
          when request.action is read and request.purpose is care
          require encrypt, log

        rule T2 "Rescue"
          basis PIPL art 13
          permit
          when request.action is read and request.purpose is rescue and emergency.declared
          require log
        """

    /// Copies the example to a folder and adds the institutions and a charter to its description.
    static func write(example: String, to folder: String) throws {
        try FileManager.default.copyItem(atPath: example, toPath: folder)
        let path = folder + "/consortium.json"
        var source = try ConsortiumSource(json: BenchFiles.read(path))
        guard let model = source.members.first(where: { $0.id == "research-r" }) else {
            throw BenchFault(
                zh: "示例联盟缺少 research-r", en: "the example has no member `research-r`")
        }
        for (name, code) in zip(candidates, codes) {
            var member = model
            member.id = name
            member.uscc = code
            member.name.zh = "第三方医院 \(name)"
            member.name.en = "Hospital \(name)"
            member.seat = false
            source.members.append(member)
        }
        let name = "charters/trial_ward.en.charter"
        try AtomicFile.write(Array(charter.utf8), to: "\(folder)/\(name)")
        source.charters.append(name)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(encoder.encode(source)), to: path)
    }
}
