import WrittenText

/// The Consents of a file: one resource, a Bundle, a resource a line, or the XML of either.
package struct ConsentDocuments: Sendable {
    /// One resource, with where it stands in the file.
    package struct Item: Sendable {
        /// `entry[2].resource`, `line 3`; empty where the file is one resource.
        package let place: String
        /// The type of the resource; empty where it names none.
        package let kind: String
        let root: FHIRNode
    }

    package let items: [Item]
    /// Whether the file is one resource and no collection.
    package let isSingle: Bool

    package init(
        _ bytes: [UInt8], release: FHIRRelease? = nil
    ) throws(ConsentImportFault) {
        guard bytes.count <= FHIRConsentImporter.maximumBytes else {
            throw .tooLarge(bytes: bytes.count)
        }
        let first = bytes.first { ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].contains($0) }
        if first == UInt8(ascii: "<") {
            self = try Self(tree: try FHIRXML.tree(bytes, release: release))
        } else if let lines = Self.lines(bytes) {
            var items: [Item] = []
            for (number, line) in lines {
                items += try Self.items(try Self.json(line), place: "line \(number)")
            }
            self = Self(items: items, isSingle: false)
        } else {
            self = try Self(tree: try Self.json(bytes))
        }
    }

    private init(items: [Item], isSingle: Bool) {
        self.items = items
        self.isSingle = isSingle
    }

    private init(tree: JSONValue) throws(ConsentImportFault) {
        isSingle = tree["resourceType"]?.text != "Bundle"
        items = try Self.items(tree, place: "")
    }

    private static func json(_ bytes: [UInt8]) throws(ConsentImportFault) -> JSONValue {
        do throws(WrittenJSONFault) {
            return try WrittenJSON.tree(bytes)
        } catch {
            throw .notJSON(error)
        }
    }

    /// The lines of a file with an object on each of several lines; nil for any other form.
    private static func lines(_ bytes: [UInt8]) -> [(Int, [UInt8])]? {
        var found: [(Int, [UInt8])] = []
        for (index, range) in LineEnds.lines(of: bytes).enumerated() {
            let blanks: [UInt8] = [0x20, 0x09]
            var line = bytes[range].drop { blanks.contains($0) }
            if index == 0, line.starts(with: [0xef, 0xbb, 0xbf]) { line = line.dropFirst(3) }
            while let last = line.last, blanks.contains(last) { line = line.dropLast() }
            guard let first = line.first, let last = line.last else { continue }
            guard first == UInt8(ascii: "{"), last == UInt8(ascii: "}") else { return nil }
            found.append((index + 1, Array(line)))
        }
        return found.count > 1 ? found : nil
    }

    /// A resource, or those of a Bundle, however deep Bundles stand in Bundles.
    ///
    /// Versions that were, and resources that are deleted, are no consents that are.
    private static func items(
        _ tree: JSONValue, place: String
    ) throws(ConsentImportFault) -> [Item] {
        let kind = tree["resourceType"]?.text ?? ""
        guard kind == "Bundle" else {
            return [Item(place: place, kind: kind, root: FHIRNode(path: "", tree: tree))]
        }
        let around = place.isEmpty ? "" : place + ": "
        if let type = tree["type"]?.text, type == "history" {
            throw .unknownCode(path: around + "type", code: type)
        }
        var found: [Item] = []
        for (index, entry) in (tree["entry"]?.elements ?? []).enumerated() {
            let outer = around + "entry[\(index)]"
            if let method = entry.at("request", "method")?.text, method == "DELETE" {
                throw .unknownCode(path: outer + ".request.method", code: method)
            }
            found += try items(entry["resource"] ?? .null, place: outer + ".resource")
        }
        return found
    }

    var single: FHIRNode {
        get throws(ConsentImportFault) {
            guard isSingle, items.count == 1 else { throw .notConsent(found: "Bundle") }
            return items[0].root
        }
    }
}

/// What one resource of a file gives.
package struct ReadConsent: Sendable {
    package let place: String
    package let result: Result<ImportedConsent, ConsentImportFault>
}

extension FHIRConsentImporter {
    /// Every Consent of a file, each by itself: a fault in one does not hide the others. A resource
    /// that is none is named as a fault; a file of collections without any is one.
    package func readAll(_ documents: ConsentDocuments) -> [ReadConsent] {
        guard !documents.items.isEmpty else {
            return [
                ReadConsent(place: "entry", result: .failure(.notConsent(found: "Bundle")))
            ]
        }
        return documents.items.map { item in
            do throws(ConsentImportFault) {
                return ReadConsent(place: item.place, result: .success(try read(item.root)))
            } catch {
                return ReadConsent(place: item.place, result: .failure(error))
            }
        }
    }
}
