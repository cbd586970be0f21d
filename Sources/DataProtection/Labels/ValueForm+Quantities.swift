extension ValueForm {
    static let glucose = quantity(units: ["mmol/L", "mg/dL", "mg/dl", "mmol/l"], maximum: 2_000)
    static let hba1c = quantity(units: ["%", "mmol/mol"], maximum: 300)
    static let weight = quantity(units: ["kg", "g", "lb", "lbs", "[lb_av]", "公斤"], maximum: 9_999)
    static let height = quantity(units: ["cm", "m", "in", "[in_i]", "厘米"], maximum: 300)
    static let bmi = quantity(units: ["kg/m2", "kg/m²", "kg/m^2"], maximum: 200)
    static let heartRate = quantity(
        units: ["/min", "bpm", "次/分", "beats/minute", "beats/min", "{beats}/min"], maximum: 400)
    static let bodyTemperature = quantity(units: ["Cel", "℃", "°C", "[degF]", "°F"], maximum: 120)
    static let oxygenSaturation = quantity(units: ["%"], maximum: 100)
    static let creatinine = quantity(
        units: ["umol/L", "μmol/L", "µmol/L", "umol/l", "mg/dL", "mg/dl", "mmol/L"], maximum: 20_000
    )
}
