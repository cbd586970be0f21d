import Foundation
import Governance
import Testing

@testable import TallyCommands

/// Two names of one patient, said by two persons: by commands alone.
enum MergeWalk {
    private static let officer = "centre-b/data-chen"

    static func run(_ net: RunningConsortium) async throws {
        var names: [String] = []
        for local in ["p900", "p901"] {
            let name = try net.network.name(of: local, at: "centre-b")
            let pseudonym = name.pseudonym(suite: net.network.genesis.suite).description
            let registered = try await net.tally(
                ["subject", "register", pseudonym, "--value", "\(name.value)"], as: officer)
            #expect(registered.code == 0, "\(registered.errors)")
            names.append(pseudonym)
        }
        let check = try net.scratch.file("same.txt", "one identity card, two numbers")
        let cosigned = ["--cosigner", net.key("centre-b/aud-b")]
        func said(_ words: [String], _ more: [String]) async throws -> ToolAnswer {
            try await net.tally(
                ["subject"] + words + [
                    "--audit", "aud-b", "--identity-check", check, "--json",
                ] + more, as: officer)
        }
        let alone = try await said(["merge"] + names, [])
        #expect(alone.code != 0 && alone.errors.contains("actor-unsigned"), "\(alone.errors)")
        // Who signs second reads what it is, and a separation does not look like a merge.
        let draft = net.scratch.path + "/merge.draft"
        let written = try await said(
            ["merge"] + names,
            ["--disclosures", net.scratch.path + "/0.disclosures", "--draft", draft])
        #expect(written.code == 0, "\(written.errors)")
        for flag in ["--show", "--add-signature"] {
            let read = try await net.tally(
                ["submit", draft, flag], as: "centre-b/aud-b", language: "zh")
            #expect(read.output.contains("两个假名属同一患者"), "\(read.output)")
            #expect(
                names.allSatisfy(read.output.contains) && read.output.contains("centre-b/data-chen")
            )
        }
        let merge = try net.id(
            try await said(
                ["merge"] + names,
                ["--disclosures", net.scratch.path + "/merge.disclosures"] + cosigned))
        for (place, language) in [(0, "en"), (1, "zh")] {
            let show = try await net.tally(
                ["subject", "show", names[place]], as: officer, language: language)
            #expect(show.output.contains(names[1 - place]) && show.output.contains(merge))
            #expect(show.output.contains("centre-b/aud-b"), "\(show.output)")
        }
        let again = try await said(
            ["merge"] + names, ["--disclosures", net.scratch.path + "/2.disclosures"] + cosigned)
        #expect(again.code == 1, "\(again.errors)")
        #expect(again.errors.contains("one patient's already"), "\(again.errors)")
        let parted = try await said(
            ["separate", merge], ["--disclosures", net.scratch.path + "/3.disclosures"] + cosigned)
        #expect(parted.code == 0, "\(parted.errors)")
        let show = try await net.tally(["subject", "show", names[0]], as: officer, language: "zh")
        #expect(show.output.contains("；分开 ") && !show.output.contains("又名"), "\(show.output)")
    }
}
