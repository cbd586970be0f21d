import DataProtection
import Foundation
import TestSupport

/// The example records of the repository and the shared bundles, as bytes.
enum ExampleRecords {
    static let paths = [
        "centre-b/p001", "centre-b/p002", "centre-b/p003", "centre-b/p004", "centre-b/p005",
        "hospital-a/p001",
    ]

    static func bytes(_ path: String) throws -> [UInt8] {
        let folder = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        return Array(
            try Data(contentsOf: folder.appendingPathComponent("genesis/records/\(path).json")))
    }

    static func selection(_ path: String) throws -> RecordSelection {
        try RecordSelection(reading: [try bytes(path)])
    }

    static let bundles = SharedData.files(under: "fhir/t2d", ending: ".json")

    static let clinicalFields = [
        "glucose", "hba1c", "weight", "height", "bmi", "blood_pressure", "heart_rate",
        "body_temperature", "oxygen_saturation", "cholesterol", "lab_result", "lab_name",
        "diagnosis", "allergy", "medication",
    ]
}
