import Foundation
import Testing

@testable import TallyCommands

/// A patient whose consent is imported only in part, and whose name stands in a note of the record.
enum HeldBackWalk {
    static func run(_ net: RunningConsortium) async throws {
        let story = net.story
        try await Console.$kept.withValue(Console.Kept()) {
            try await story.registerSecondPatient()
            try await story.askBeyondConsent()
            try await story.holdBackName()
        }
        #expect(story.narrator.failures.isEmpty, "\(story.narrator.failures)")
        // What the gate found is told in the reader's language, and never the value.
        let patient = story.facts.second.patient.description
        for (language, words) in [("zh", "出口检查发现人名"), ("en", "the gate found a person's name")] {
            let access = try await net.tally(
                ["subject", "access", patient], as: "centre-b/data-chen", language: language)
            #expect(access.code == 0 && access.output.contains(words), "\(access.output)")
            #expect(!access.output.contains("淑芬"))
        }
    }
}
