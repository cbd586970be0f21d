import CanonicalCoding

/// Records of a charter: the host keeps them, the charter says which steps they may take.
extension CheckedCharter {
    /// A kind of record; its first state is the initial one.
    package func record(named id: String) -> RecordType? {
        charter.records.first { $0.id == id }
    }

    /// A step of a record.
    package func transition(named id: String, on record: String) -> Transition? {
        charter.transitions.first { $0.id == id && $0.record == record }
    }

    /// Every timeout that leaves a state, in source order.
    package func timeouts(of record: String, from state: String) -> [Timeout] {
        charter.timeouts.filter { $0.record == record && $0.edge.from == state }
    }

    /// Checks that fields have their declared types and ranges and none is missing or unknown.
    package func validate(
        fields: [String: FactValue], of record: RecordType
    ) throws(FactFault) {
        for field in record.fields {
            guard let value = fields[field.id] else { throw .missing(field.id) }
            try validate(value, field)
        }
        if fields.count != record.fields.count {
            let unknown = fields.keys.sorted().first { record.field(named: $0) == nil }
            throw .unknownName(unknown ?? record.id)
        }
    }

    private func validate(_ value: FactValue, _ field: RecordField) throws(FactFault) {
        let kind = index.kind(of: field.type)!
        if kind.isHandle {
            guard case .opaque = value else { throw .wrongType(field.id) }
        } else {
            _ = try index.word(value, of: kind, name: field.id)
        }
    }

    /// Whether the guard of a transition holds; one without a guard always does.
    ///
    /// `now` is block time in milliseconds. Throws where a field is missing or ill-typed.
    package func evaluateGuard(
        _ transition: Transition, fields: [String: FactValue], now: Int64
    ) throws(FactFault) -> Bool {
        let at = position(of: transition)
        guard let condition = guards[at] else { return true }
        let frame = try frame(transition.record, fields, now)
        return frame.words.withUnsafeBufferPointer { condition.holds($0) }
    }

    /// The fields that a transition sets, with their new values, in source order.
    ///
    /// Every value is computed from the fields before the step.
    package func setEffects(
        _ transition: Transition, fields: [String: FactValue], now: Int64
    ) throws(FactFault) -> [(field: String, value: FactValue)] {
        let resolved = effects[position(of: transition)]
        guard !resolved.isEmpty, let record = record(named: transition.record) else { return [] }
        let frame = try frame(transition.record, fields, now)
        var result: [(field: String, value: FactValue)] = []
        for effect in resolved {
            let field = record.fields[effect.slot]
            let kind = index.kind(of: field.type)!
            switch effect.value {
            case .word(let word): result.append((field.id, kind.value(ofWord: word)))
            case .copy(let slot):
                result.append((field.id, fields[record.fields[slot].id]!))
            case .sum(let form):
                var word = frame.words.withUnsafeBufferPointer { form.value($0) }
                if kind == .instant { word = word.clamped(to: CivilTime.instants) }
                result.append((field.id, kind.value(ofWord: word)))
            }
        }
        return result
    }

    /// The first timeout in source order that is due for a record in a state; nil where none is.
    package func dueTimeout(
        of record: String, in state: String, fields: [String: FactValue], now: Int64
    ) throws(FactFault) -> Timeout? {
        guard !timeouts(of: record, from: state).isEmpty else { return nil }
        let frame = try frame(record, fields, now)
        for (at, timeout) in charter.timeouts.enumerated()
        where timeout.record == record && timeout.edge.from == state {
            let condition = timeoutConditions[at]
            if frame.words.withUnsafeBufferPointer({ condition.holds($0) }) { return timeout }
        }
        return nil
    }

    private func position(of transition: Transition) -> Int {
        guard
            let at = charter.transitions.firstIndex(where: {
                $0.id == transition.id && $0.record == transition.record
            })
        else { preconditionFailure("`\(transition.id)` is not of charter `\(charter.id)`") }
        return at
    }

    private func frame(
        _ name: String, _ fields: [String: FactValue], _ now: Int64
    ) throws(FactFault) -> RecordFrame {
        guard let record = record(named: name) else { throw .unknownName(name) }
        guard CivilTime.instants.contains(now) else { throw .outOfRange("now") }
        var words: [Int64] = []
        var handles: [ByteString] = []
        for field in record.fields {
            guard let value = fields[field.id] else { throw .missing(field.id) }
            let kind = index.kind(of: field.type)!
            if kind.isHandle {
                guard case .opaque(let bytes) = value else { throw .wrongType(field.id) }
                // Handles become numbers that are equal where their bytes are.
                let number = handles.firstIndex(of: bytes) ?? handles.count
                if number == handles.count { handles.append(bytes) }
                words.append(Int64(number))
            } else {
                words.append(try index.word(value, of: kind, name: field.id))
            }
        }
        words.append(now)
        return RecordFrame(words: words)
    }
}

/// The fields of a record as words, and `now` behind them.
private struct RecordFrame {
    let words: [Int64]
}
