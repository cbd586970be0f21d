import Sealing

/// Makes the asked fields as coarse as the permit and the catalogue demand.
package struct Masker: Sendable {
    private let catalogue: FieldCatalogue
    let key: SecretBytes
    /// Within what a value has one pseudonym.
    let scope: String

    /// Takes the holder's own key for pseudonyms, 32 bytes; it never leaves the gateway.
    package init(catalogue: FieldCatalogue = .standard, key: SecretBytes) {
        self.init(catalogue: catalogue, key: key, scope: "")
    }

    private init(catalogue: FieldCatalogue, key: SecretBytes, scope: String) {
        self.catalogue = catalogue
        self.key = key
        self.scope = scope
    }

    /// The same for one receiver and one purpose or project: what two receivers have, or one has for
    /// two purposes, cannot be put together by its pseudonyms.
    package func scoped(to recipient: String, purpose: String) -> Masker {
        Masker(catalogue: catalogue, key: key, scope: "\(recipient)\n\(purpose)")
    }

    /// The record with every demanded mask discharged; of two demands on a field the stricter
    /// wins, and a field left out is listed as absent.
    package func apply(_ masks: [MaskingDemand], to record: SelectedRecord) -> SelectedRecord {
        var fields: [SelectedField] = []
        var absent = record.absent
        for field in record.fields {
            let demands = masks.filter { $0.field == field.field }.map(\.method)
            guard let method = demands.max() else {
                fields.append(field)
                continue
            }
            let values = field.values.compactMap { value in
                masked(value.text, of: field.field, by: method)
                    .map { SelectedValue($0, time: value.time, end: value.end) }
            }
            if values.isEmpty {
                absent.append(field.field)
            } else {
                let done = max(method, field.mask ?? method)
                fields.append(SelectedField(field: field.field, values: values, mask: done))
            }
        }
        return SelectedRecord(
            fields: fields, absent: absent, withheld: record.withheld,
            areDatesShifted: record.areDatesShifted)
    }

    /// The masks that the catalogue asks for where no charter says more: what a release across the
    /// domain has at least.
    package func defaultMasks(for record: SelectedRecord) -> [MaskingDemand] {
        record.fields.compactMap { field in
            switch catalogue.label(of: field.field).treatment {
            case .keep: nil
            case .pseudonym: MaskingDemand(field: field.field, method: .pseudonym)
            case .generalise: MaskingDemand(field: field.field, method: .generalise)
            case .redact, .sealOnly: MaskingDemand(field: field.field, method: .redact)
            }
        }
    }

    /// One value under one method; nil where nothing of it may stay.
    package func masked(
        _ text: String, of field: String, by method: MaskingMethod
    ) -> String? {
        switch method {
        case .redact: nil
        case .pseudonym: pseudonym(of: text, field: field)
        case .generalise: generalised(text, by: catalogue.label(of: field).generalisation)
        }
    }

    /// A name for a value that only the holder's key connects with it: the same value of the same
    /// field has the same pseudonym, however its letters, digits and blanks are written. Letters
    /// only, so that no digits in it look like a number.
    package func pseudonym(of text: String, field: String) -> String {
        let message =
            Array("tally/field-pseudonym/v2\n\(scope)\n\(field)\n".utf8)
            + Array(Self.normal(text).utf8)
        let digest = KeyedHash.hmac(key: key, message).bytes.prefix(WrittenPseudonym.byteCount)
        return WrittenPseudonym.written(Array(digest))
    }

    /// One form of a value: widths and case folded, marks off letters, single blanks inside.
    private static func normal(_ text: String) -> String {
        let plain = ScalarFolding.folded(text).flatMap(PlainLatin.plain)
        return plain.split { $0 <= 0x20 }.map { Scan.string($0) }.joined(separator: " ")
    }
}

/// The written form of a pseudonym: a fixed prefix and 32 letters a … p.
package enum WrittenPseudonym {
    static let byteCount = 16
    static let prefix = "pseudonym:"

    static func written(_ bytes: [UInt8]) -> String {
        var letters = Array(prefix.utf8)
        for byte in bytes {
            letters.append(UInt8(ascii: "a") + byte >> 4)
            letters.append(UInt8(ascii: "a") + byte & 15)
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Whether a text is exactly one pseudonym.
    package static func isPseudonym(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let start = Array(prefix.utf8)
        return bytes.count == start.count + 2 * byteCount && bytes.starts(with: start)
            && bytes.dropFirst(start.count).allSatisfy { (0x61...0x70).contains($0) }
    }
}
