import Foundation
import TestSupport
import Testing

/// The programs below docs/examples, run as a reader runs them; `ask-node` is run where nodes are.
@Suite(.enabled(if: ToolRun.areBuilt)) struct `Examples for readers` {
    private let genesis: String
    private let file = Fixture.root.appendingPathComponent("evidence/consortium.evidence").path

    init() throws {
        genesis = String(try Fixture.text("evidence/consortium.genesis").prefix(64))
    }

    @Test func `verify a file and tell what it shows`() throws {
        let run = try ToolRun("verify-file", [file, genesis], in: "/")
        #expect(run.code == 0, "\(run.complaint)")
        #expect(run.output.hasPrefix("TOTAL-PASSED\n"))
        #expect(run.output.contains("    purpose = value of purpose\n"))
    }

    @Test func `refuse a file that was changed, with the check that found it`() throws {
        let folder = try ToolFolder()
        var bytes = try Fixture.bytes("evidence/consortium.evidence")
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/changed.evidence"))
        let run = try ToolRun("verify-file", ["changed.evidence", genesis], in: folder.path)
        #expect(run.code == 1)
        #expect(run.output.hasPrefix("TOTAL-FAILED\n71"), "\(run.output.prefix(200))")
    }

    @Test func `say what is wrong with what they are given`() throws {
        let usage = try ToolRun("verify-file", [file], in: "/")
        #expect(usage.code == 64 && usage.complaint.contains("verify-file FILE GENESIS"))
        let digest = try ToolRun("verify-file", [file, "12"], in: "/")
        #expect(digest.code == 64 && digest.complaint.contains("64 hexadecimal digits"))
        let missing = try ToolRun("verify-file", ["nowhere", genesis], in: "/")
        #expect(missing.code == 64 && missing.complaint.contains("nowhere cannot be read"))
        let nobody = try ToolRun("ask-node", ["http://127.0.0.1:1"], in: "/")
        #expect(nobody.code == 1 && nobody.complaint.contains("does not answer"))
    }

    /// What they stand for: a reader has no more than the public names.
    @Test func `are built without the names of the package`() throws {
        let text = try Fixture.text("../../Package.swift")
        #expect(
            text.contains("path: \"docs/examples/\\(name)\",\n            packageAccess: false"))
        for file in sources(below: "docs/examples") {
            let imports = Set(
                Manual.matches(#"(?m)^import (\w+)$"#, in: file.text).map { $0[1] })
            #expect(imports.isSubset(of: ["Foundation", "TallyEvidence", "TallyClient"]))
        }
    }
}
