import Bilingual
import DataProtection
import Governance
import Sealing
import WrittenText

/// Why what is sealed to a person does not open.
package enum SealedFieldsFault: Error, Hashable, Sendable, Worded {
    /// No payload of a release.
    case notPayload
    /// Nothing in it is sealed.
    case nothingSealed
    /// It is sealed to the key of another.
    case otherKey(person: String)
    /// It was changed, or is no record.
    case damaged

    package var english: String {
        switch self {
        case .notPayload: "the file is no payload of a release: give inbox/PERMIT.json"
        case .nothingSealed: "nothing in the file is sealed"
        case .otherKey(let person):
            "it is sealed to another key, which \(person) had at the release"
        case .damaged: "what is sealed in the file is damaged"
        }
    }

    package var chinese: String {
        switch self {
        case .notPayload: "该文件不是放行的内容：请给出 inbox/许可编号.json"
        case .nothingSealed: "文件中没有密封的内容"
        case .otherKey(let person): "内容密封给另一把密钥，即放行时 \(person) 的密钥"
        case .damaged: "文件中密封的内容已损坏"
        }
    }
}

/// The fields of level 5 of one record, sealed to the one person who attends the patient and asked
/// for them: the member's folder has them in no other form.
///
/// Source: docs/internals/decisions/0037-level-five-is-sealed-to-a-person.md.
package enum SealedFields {
    package static let format = "tally/sealed-fields/v1"
    private static let member = "sealed"
    /// Sealed bytes are a multiple of it: how long they are says less of what there is.
    private static let block = 1_024

    /// Whether a person's key can have something sealed to it.
    static func canSeal(to person: Staff) -> Bool { person.key.boxKey != nil }

    /// A record's document with what is sealed to a person; nil if the person's key can have
    /// nothing sealed to it.
    static func document(
        _ record: JSONValue, with sealed: SelectedRecord, to person: Staff
    ) -> JSONValue? {
        guard let key = person.key.boxKey else { return nil }
        var inner = sealed.bytes
        let rest = inner.count % block
        if rest > 0 { inner += Array(repeating: 0x20, count: block - rest) }
        let box = JSONValue.object([
            JSONMember("format", .text(format)),
            JSONMember("person", .text("\(person.reference)")),
            JSONMember("key", .text("\(person.key.id)")),
            JSONMember("box", .text(Base64.encode(key.seal(inner)))),
        ])
        return .object(record.members + [JSONMember(member, box)])
    }

    /// A payload with what is sealed to the owner of a key opened in its place.
    package static func open(
        _ payload: [UInt8], with key: SigningKey
    ) throws(SealedFieldsFault) -> [UInt8] {
        guard let tree = try? JSONReader.read(payload), let pair = BoxKeyPair(seed: key.seed) else {
            throw .notPayload
        }
        var opened = 0
        let result: JSONValue
        if case .array(let records) = tree {
            var all: [JSONValue] = []
            for record in records { all.append(try open(record, pair, key, &opened)) }
            result = .array(all)
        } else {
            result = try open(tree, pair, key, &opened)
        }
        guard opened > 0 else { throw .nothingSealed }
        return JSONWriter.write(result)
    }

    private static func open(
        _ record: JSONValue, _ pair: BoxKeyPair, _ key: SigningKey, _ opened: inout Int
    ) throws(SealedFieldsFault) -> JSONValue {
        guard record["format"]?.text == "tally/record/v1" else { throw .notPayload }
        guard let sealed = record[member] else { return record }
        guard sealed["format"]?.text == format, let box = sealed["box"]?.text,
            let bytes = Base64.decode(box)
        else { throw .damaged }
        guard sealed["key"]?.text == "\(key.verifyingKey.id)" else {
            throw .otherKey(person: sealed["person"]?.text ?? "?")
        }
        guard let plain = pair.open(bytes), let inner = try? JSONReader.read(plain),
            inner["format"]?.text == "tally/record/v1"
        else { throw .damaged }
        opened += 1
        return .object(
            record.members.filter { $0.name != member }.map { own in
                guard ["fields", "absent"].contains(own.name), let more = inner[own.name] else {
                    return own
                }
                return JSONMember(own.name, .array(own.value.elements + more.elements))
            })
    }
}
