/// Reads the JSON that people write, and what programs send, into values: strictly.
///
/// No name stands twice in an object, no name is unknown, no number is rounded, and a fault says
/// where it is. What a person misspelt must not be passed over: the file would mean something else
/// than they think.
package enum WrittenJSON {
    /// What becomes of names that the value does not know.
    package enum UnknownNames: Sendable {
        /// For what becomes law or settings: a name that nobody knows is a misspelling.
        case refused
        /// For answers of a node that may be newer than its caller.
        case passedOver
    }

    /// The value that a text holds. UTF-8, with at most one byte-order mark.
    package static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, from bytes: [UInt8],
        unknownNames: UnknownNames = .refused
    ) throws(WrittenJSONFault) -> Value {
        let tree = try tree(bytes)
        let names = AskedNames()
        let value: Value
        do {
            value = try JSONDecoding(tree, names: names).decode(type)
        } catch let fault as WrittenJSONFault {
            throw fault
        } catch DecodingError.keyNotFound(let key, let context) {
            throw .missing(path: JSONPath.text(context.codingPath + [key]))
        } catch let DecodingError.dataCorrupted(context) {
            throw .wrongValue(path: JSONPath.text(context.codingPath))
        } catch let DecodingError.typeMismatch(_, context) {
            throw .wrongValue(path: JSONPath.text(context.codingPath))
        } catch let DecodingError.valueNotFound(_, context) {
            throw .missing(path: JSONPath.text(context.codingPath))
        } catch {
            throw .wrongValue(path: "")
        }
        if unknownNames == .refused { try names.refuseOthers(in: tree, at: []) }
        return value
    }

    /// The tree that a text holds, for readers that walk it themselves.
    package static func tree(_ bytes: [UInt8]) throws(WrittenJSONFault) -> JSONValue {
        do throws(WrittenTextFault) {
            _ = try WrittenPage.decode(bytes)
        } catch {
            throw .text(error)
        }
        let start = WrittenPage.byteOrderMark(bytes)
        let text = Array(bytes[start...])
        return try JSONReader.readPlaced(text)
    }
}

/// The names that a value asked for, object by object: every other one is a misspelling.
final class AskedNames {
    private var byPath: [String: [String]] = [:]

    func opened(_ path: [any CodingKey]) { byPath[JSONPath.text(path), default: []] += [] }

    func asked(_ name: String, at path: [any CodingKey]) {
        byPath[JSONPath.text(path), default: []].append(name)
    }

    func refuseOthers(
        in value: JSONValue, at path: [any CodingKey]
    ) throws(WrittenJSONFault) {
        for (index, element) in value.elements.enumerated() {
            try refuseOthers(in: element, at: path + [JSONPath.Step(index)])
        }
        let known = byPath[JSONPath.text(path)]
        for member in value.members {
            let place = path + [JSONPath.Step(member.name)]
            if let known, !known.contains(member.name) {
                throw .unknownName(
                    path: JSONPath.text(place),
                    nearest: NearestName.best(for: member.name, among: known))
            }
            try refuseOthers(in: member.value, at: place)
        }
    }
}

/// The way to a place in a JSON text, such as `members[2].name.zh`.
enum JSONPath {
    struct Step: CodingKey {
        let stringValue: String
        let intValue: Int?

        init(_ index: Int) {
            stringValue = "\(index)"
            intValue = index
        }

        init(_ name: String) {
            stringValue = name
            intValue = nil
        }

        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { self.init(intValue) }
    }

    static func text(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, step in
            if let index = step.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + step.stringValue
            }
        }
    }
}
