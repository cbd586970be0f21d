import CanonicalCoding

/// The six categories of health data.
///
/// Source: GB/T 39725-2020 §6.1.
package enum DataCategory: UInt64, Hashable, Sendable, CaseIterable {
    /// Personal attributes 个人属性数据.
    case attributes = 1
    /// State of health 健康状况数据.
    case status = 2
    /// Medical application 医疗应用数据.
    case application = 3
    /// Payment 医疗支付数据.
    case payment = 4
    /// Health resources 卫生资源数据.
    case resources = 5
    /// Public health 公共卫生数据.
    case publicHealth = 6

    /// The short code used in labels and lists.
    package var code: String {
        switch self {
        case .attributes: "ATTR"
        case .status: "STAT"
        case .application: "APPL"
        case .payment: "PAY"
        case .resources: "RES"
        case .publicHealth: "PUB"
        }
    }

    package var chinese: String {
        switch self {
        case .attributes: "个人属性数据"
        case .status: "健康状况数据"
        case .application: "医疗应用数据"
        case .payment: "医疗支付数据"
        case .resources: "卫生资源数据"
        case .publicHealth: "公共卫生数据"
        }
    }
}

extension DataCategory: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let number = try reader.unsigned()
        guard let category = DataCategory(rawValue: number) else {
            throw .invalidValue(at: reader.offset, field: "data category")
        }
        self = category
    }
}
