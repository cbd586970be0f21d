import Bilingual
import WrittenText

/// Why a document gives no consents; paths name the element.
package enum ConsentImportFault: Error, Hashable, Sendable {
    case notJSON(WrittenJSONFault)
    case tooLarge(bytes: Int)
    case notConsent(found: String)
    case missing(path: String)
    case wrongType(path: String)
    case unknownCode(path: String, code: String)
    case malformedDate(path: String)
    /// The end lies before the beginning.
    case emptyPeriod(path: String)
    /// An extension that changes the meaning of what it stands in cannot be passed over.
    case modifierExtension(path: String)
    case tooDeep(path: String)
    case mappingMalformed(WrittenJSONFault)
    /// Elements of a release that was not asked for.
    case otherRelease(path: String, found: FHIRRelease, expected: FHIRRelease)
    case notXML(line: Int, why: XMLTrouble)

    /// What keeps a text from being the XML of FHIR.
    package enum XMLTrouble: Hashable, Sendable {
        case syntax, documentType, encoding, namespace, textBetween, tooDeep
    }

    /// A stable number for reports.
    package var code: UInt64 {
        switch self {
        case .notJSON: 6071
        case .tooLarge: 6072
        case .notConsent: 6073
        case .missing: 6074
        case .wrongType: 6075
        case .unknownCode: 6076
        case .malformedDate: 6077
        case .emptyPeriod: 6078
        case .modifierExtension: 6079
        case .tooDeep: 6080
        case .mappingMalformed: 6081
        case .otherRelease: 6082
        case .notXML: 6083
        }
    }

    package var english: String {
        switch self {
        case .notJSON(let fault): "the document cannot be read: \(fault.english)"
        case .tooLarge(let bytes): "the document has \(bytes) bytes, more than allowed"
        case .notConsent(let found): "a `\(found)`, expected a FHIR Consent"
        case .missing(let path): "`\(path)` is missing"
        case .wrongType(let path): "`\(path)` is of another type than FHIR says"
        case .unknownCode(let path, let code): "`\(code)` is no value of `\(path)`"
        case .malformedDate(let path): "`\(path)` is no date"
        case .emptyPeriod(let path): "`\(path)` ends before it begins"
        case .modifierExtension(let path):
            "`\(path)` changes the meaning of the consent in a way that is not known here"
        case .tooDeep(let path): "provisions nest too deep, or branch too much, at `\(path)`"
        case .mappingMalformed(let fault): "the mapping file: \(fault.english)"
        case .otherRelease(let path, let found, let expected):
            "this is \(found.title), expected \(expected.title): `\(path)`; pass --fhir "
                + "\(found.rawValue) to read it as such"
        case .notXML(let line, let why): "line \(line): \(why.english)"
        }
    }

    package var chinese: String {
        switch self {
        case .notJSON(let fault): "文件无法读取：\(fault.chinese)"
        case .tooLarge(let bytes): "文件有 \(bytes) 字节，超过允许的大小"
        case .notConsent(let found): "这是 `\(found)`，应为 FHIR Consent"
        case .missing(let path): "缺少 `\(path)`"
        case .wrongType(let path): "`\(path)` 的类型不符合 FHIR"
        case .unknownCode(let path, let code): "`\(code)` 不是 `\(path)` 的取值"
        case .malformedDate(let path): "`\(path)` 不是日期"
        case .emptyPeriod(let path): "`\(path)` 的结束早于开始"
        case .modifierExtension(let path): "`\(path)` 以此处未知的方式改变了同意的含义"
        case .tooDeep(let path): "`\(path)` 处的条款嵌套过深或分支过多"
        case .mappingMalformed(let fault): "映射文件：\(fault.chinese)"
        case .otherRelease(let path, let found, let expected):
            "这是 \(found.title)，预期为 \(expected.title)：`\(path)`；请加 --fhir "
                + "\(found.rawValue) 按该版本读取"
        case .notXML(let line, let why): "第 \(line) 行：\(why.chinese)"
        }
    }
}

extension ConsentImportFault: Worded, CustomStringConvertible {
    package var description: String { english }
}

extension ConsentImportFault.XMLTrouble: Worded {
    package var english: String {
        switch self {
        case .syntax: "not well-formed XML"
        case .documentType: "a document type is not taken: FHIR has none"
        case .encoding: "the XML must be in UTF-8"
        case .namespace: "an element that is not of `http://hl7.org/fhir`"
        case .textBetween: "text between elements: FHIR keeps values in attributes"
        case .tooDeep: "elements nest too deep"
        }
    }

    package var chinese: String {
        switch self {
        case .syntax: "不是合法的 XML"
        case .documentType: "不接受文档类型声明：FHIR 没有"
        case .encoding: "XML 须为 UTF-8 编码"
        case .namespace: "元素不属于 `http://hl7.org/fhir`"
        case .textBetween: "元素之间有文字：FHIR 的值写在属性中"
        case .tooDeep: "元素嵌套过深"
        }
    }
}
