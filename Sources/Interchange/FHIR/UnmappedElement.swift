/// Something in the document that has no place in the consortium's terms, or that the holder must
/// know before anything is recorded.
package struct UnmappedElement: Hashable, Sendable {
    package enum Effect: String, Hashable, Sendable, CaseIterable {
        /// Information beside the provisions: nothing follows from it.
        case noted
        /// The part is left out of a permission; the rest of it stands.
        case narrowed
        /// The permission cannot be told without it and is not imported.
        case permissionDropped
        /// The refusal is imported without this limit.
        case refusalWidened
        /// A base rule: what is not permitted inside is refused, as without any consent.
        case frame
        /// A refusal around the permission wins over it.
        case permissionOverruled
        /// Who may disclose: the permission is recorded only there.
        case discloser
        /// The document is labelled as test data.
        case testData
        /// The document is not in force: nothing of it can be recorded.
        case notInForce
    }

    package let path: String
    /// `system|code`, or what stands there instead.
    package let value: String
    package let display: String?
    package let effect: Effect

    package init(path: String, value: String, display: String? = nil, effect: Effect) {
        self.path = path
        self.value = value
        self.display = display
        self.effect = effect
    }

    package var english: String {
        let name = display.map { "`\(value)` (\($0))" } ?? "`\(value)`"
        return switch effect {
        case .noted: "\(name) at \(path) has no counterpart"
        case .narrowed: "\(name) at \(path) has no mapping and is left out of the permission"
        case .permissionDropped: "\(name) at \(path): the permission is not imported"
        case .refusalWidened: "\(name) at \(path) cannot be told: the refusal reaches further"
        case .frame:
            "\(name) at \(path) is only the frame: what is not permitted inside stays refused, as "
                + "without consent; nothing is recorded for it"
        case .permissionOverruled:
            "\(name) at \(path): the refusal around it reaches as far and wins over it"
        case .discloser:
            "\(name) at \(path) discloses and receives nothing: recorded only at that member"
        case .testData: "\(name) at \(path): the document is labelled HTEST, test data"
        case .notInForce: "\(name) at \(path): not in force, nothing of it can be recorded"
        }
    }

    package var chinese: String {
        let name = display.map { "`\(value)`（\($0)）" } ?? "`\(value)`"
        return switch effect {
        case .noted: "\(path) 处的 \(name) 没有对应项"
        case .narrowed: "\(path) 处的 \(name) 没有映射，不计入该许可"
        case .permissionDropped: "\(path) 处的 \(name)：该许可未导入"
        case .refusalWidened: "\(path) 处的 \(name) 无法表达，拒绝的范围因此扩大"
        case .frame: "\(path) 处的 \(name) 只是框架：其中未准许的部分与未取得同意时相同，不另行登记"
        case .permissionOverruled: "\(path) 处的 \(name)：外层的拒绝范围与其相同，以拒绝为准"
        case .discloser: "\(path) 处的 \(name) 是提供方而非接收方：仅可在该成员处登记"
        case .testData: "\(path) 处的 \(name)：文件标记为测试数据（HTEST）"
        case .notInForce: "\(path) 处的 \(name)：文件未生效，其内容均不可登记"
        }
    }
}
