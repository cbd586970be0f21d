import DataProtection
import Testing

@Suite struct `Numbers behind labels in Latin letters` {
    private func findings(_ text: String) -> [GateFinding] {
        let record = SelectedRecord(
            fields: [SelectedField(field: "diagnosis", values: [SelectedValue(text)])], absent: [])
        guard case .blocked(let findings) = EgressGate().inspect(record) else { return [] }
        return findings.filter { $0.kind != .valueForm }
    }

    @Test(arguments: [
        "Phone number: (312) 555-0187", "tel. (home): 0161 496 0712", "call 312 555 0187",
        "FAX: 04 72 11 90 38", "Telefon: 0221 48815", "mobile no. 312.555.0187", "(312) 555-0187",
        "0161 496 0712", "电话：(020) 8731 5524",
    ])
    func `are telephones`(text: String) { #expect(!findings(text).isEmpty, "\(text)") }

    @Test(arguments: [
        "NINO: AB 41 77 03 C", "AB 41 77 03 C", "NIF: 40512377-K", "Steuernummer: 91/704/30518",
        "Customer number: 417-220-961", "SIN: 417 220 961", "TFN: 417 220 961",
        "Medicare number is 4172 20961 3", "SSN: 417.22.0961", "Passport: RK7PM2QX4",
        "Tax ID: 41-7220961", "Driving licence: QW41-772-09613", "Aadhaar: 4172:2096 1358",
        "Credit card: 417220961 3582207", "Handelsregister: HRB 4172", "Personnummer 460817-4172",
        "ABN: 41 722 096 135", "company registration: 2011/417220/07", "NPI: 4172 209-613",
        "identification number: 41722/09613",
    ])
    func `are numbers by law or trade`(text: String) { #expect(!findings(text).isEmpty, "\(text)") }

    @Test(arguments: [
        "License plate: QRX 41 TU", "Vehicle registration: QR41-XTU", "KFZ: M-QX 7H",
        "number plate: Q7 XTU", "Postcode: QX4 7TU", "postal code: K7X 4Q2", "ZIP: 60614-2207",
        "PLZ: 1070", "邮编：K7X4Q2",
    ])
    func `are plates and postcodes`(text: String) { #expect(!findings(text).isEmpty, "\(text)") }

    @Test(arguments: [
        "device aB:Ca:01:08:3a:A8", "seen from aBcB.6Be3.9ec5",
    ])
    func `are addresses of devices`(text: String) { #expect(!findings(text).isEmpty, "\(text)") }

    @Test(arguments: [
        "Lot number: 417220", "Catalogue number: 130-091-376", "model no. 41722", "REF 417220961",
        "Plasmid copy number: 41722", "Mean number of cells: 120 130 140", "cell count: 41722",
        "Medicare 2019/2020", "NHS guideline 2019", "passport valid until 2025",
        "pH: 7.35 7.40 7.41", "glucose 120 mg/dl 130 140 150", "growth plate: 12 mm",
        "LCP plate 8 holes, 3.5 mm", "registration date: 2024-03-05", "Smoking: no. 120/80, 72",
        "call if worse in 48 hours", "BP 120-80-72 at 08-30", "Order: 500 mg in 250 ml",
        "doses 01 02 03 04 05", "NDC 0781-1506-10", "NIF: -25 cmH2O", "CF 1:1024",
        "ICD-10 E11.9 and LOINC 15074-8", "RxNorm 860975, 197361, 314076",
        "EGFR driver: exon 19 21",
        "dial 3.5 turns", "tel 4 mm", "mobile in bed on day 3", "fax not sent", "car accident 2019",
        "run 41722 of the sequencer", "zip tie 4 mm", "code: 417220", "SNOMED 44054006",
        "WBC 6.2, PLT 210, HGB 132, 2024-03-05 08:30", "insulin 10 20 30 40 units, no 5",
    ])
    func `are not measures, years, wares and codes`(text: String) {
        #expect(findings(text).isEmpty, "\(text): \(findings(text).map(\.kind))")
    }
}
