/// Words of English and of other languages in Latin letters that stand before a person's numbers.
enum NumberWords {
    /// What the words of a label say of what follows it.
    enum Role {
        /// A number or a thing that has one: the code stands right behind.
        case plain
        /// A number of a person by law or trade, in whatever groups it is written.
        case scheme
        case telephone
        case plate
        case postcode
    }

    static func role(_ word: String) -> Role? {
        if let role = roles[word] { return role }
        guard word.utf8.count >= 6 else { return nil }
        let isNumber = endings.contains { word.hasSuffix($0) }
        return isNumber && !wares.contains { word.hasPrefix($0) } ? .scheme : nil
    }

    /// What two words are together and neither is alone.
    static func role(_ first: String, _ second: String) -> Role? { pairs["\(first) \(second)"] }

    /// Whether a word carries on a label: `telephone number (home) is`.
    static func isConnecting(_ word: String) -> Bool {
        connecting.contains(word) || roles[word] != nil
    }

    /// Words before or after which a code is one of a catalogue or a ware.
    static func isCatalogue(_ word: String) -> Bool { catalogues.contains(word) }

    /// Words of which a number is a count.
    static func isCounted(_ word: String) -> Bool { counted.contains(word) }

    /// Words that are short or common enough to stand before any figure.
    static func isOrdinary(_ word: String) -> Bool {
        ordinary.contains(word) || word.utf8.count <= 3
    }

    static let numbers: Set<String> = ["no", "num", "number", "nr", "id", "nummer", "numero"]

    private static let roles: [String: Role] = {
        var roles: [String: Role] = [:]
        for (role, words) in tables {
            for word in words.split(separator: " ") { roles[String(word)] = role }
        }
        return roles
    }()

    private static let tables: [(Role, String)] = [
        (
            .plain,
            """
            no num number nr id accession chart policy account acct member file case record claim invoice \
            barcode serial sn encounter order specimen requisition subscriber certificate permit mrn visit \
            patient employee student ticket receipt tracking imei uid bir pan registration
            """
        ),
        (
            .scheme,
            """
            passport license licence vin chassis ssn nhs medicare medicaid mbi hkid nric cpf dni nie aadhaar \
            tin ein npi dea hicn bsn insee personnummer aadhar itin nino sin fin uen tfn acn abn vat brn rrn \
            frn umid philsys philhealth lanr bsnr nif cif curp rfc pesel nip regon hetu cpr cnpj \
            tckn kimlik siret siren gstin gstn voter epic iban swift bic handelsregister hrb hra reisepass \
            personalausweis ausweis fuehrerschein fuhrerschein fiscale fiscal taxpayer \
            ahv avs svnr idnr identifier ihi dva nricfin ewp nin \
            bvn wallet aba card amex mastercard organisationsnummer organisasjonsnummer \
            samordningsnummer fodselsnummer henkilotunnus ytunnus partita codice cedula socialsecurity fein \
            customer beneficiary fiscalcode uin tnin
            """
        ),
        (
            .telephone,
            """
            phone phones telephone tel telefon telefono telefone mobile mobil movil cellphone handphone \
            handy fax telefax pager hotline whatsapp call dial phoneno telno landline helpline
            """
        ),
        (
            .plate,
            """
            kfz kennzeichen numberplate licenseplate licenceplate rego matricula targa nummerplate plateno \
            immatriculation
            """
        ),
        (.postcode, "postcode zip zipcode plz postleitzahl eircode pincode postnummer postalcode"),
    ]

    private static let pairs: [String: Role] = {
        var pairs: [String: Role] = [:]
        for first in ["license", "licence", "number", "car", "vehicle", "registration", "reg"] {
            for second in ["plate", "plates"] { pairs["\(first) \(second)"] = .plate }
        }
        for first in ["vehicle", "car"] {
            for second in ["registration", "reg", "no", "number"] {
                pairs["\(first) \(second)"] = .plate
            }
        }
        for first in ["company", "insurance", "tax", "identity", "identification", "routing"] {
            for second in ["number", "no", "id", "card", "registration"] {
                pairs["\(first) \(second)"] = .scheme
            }
        }
        for first in ["post", "postal", "zip", "pin"] { pairs["\(first) code"] = .postcode }
        for first in ["cell", "contact", "emergency"] {
            for second in ["number", "no", "phone"] { pairs["\(first) \(second)"] = .telephone }
        }
        return pairs
    }()

    private static let endings = ["nummer", "number", "numero", "numer", "nummern"]
    private static let wares = [
        "charge", "artikel", "katalog", "modell", "batch", "lot", "bestell", "zimmer", "typ",
        "haus",
        "chargen", "numer", "cata", "part", "atom", "rufnummern",
    ]

    private static let connecting = Set(
        """
        is was number no num nr id code card home work office private mobile cell personal plate registration \
        reg us uk as her his their the of my on at nummer numero day night evening now
        """.split(separator: " ").map(String.init))

    private static let catalogues = Set(
        """
        ref refno reference catalog catalogue cat model lot ndc version loinc icd cpt snomed rxnorm rxcui atc \
        grade type gtin part umls hgnc omim chebi drg code batch firmware software rev nct pmid doi gene \
        concept allele variation variant clinvar dbsnp ontology orpha hpo meddra drugbank pubchem cas unii \
        ensembl entrez refseq uniprot trial study guideline article product sku kit
        """.split(separator: " ").map(String.init))

    private static let counted = Set(
        """
        copy viral mean total cell cells count median average colony platelet plaque sample reynolds maximum \
        minimum
        """.split(separator: " ").map(String.init))

    private static let ordinary = Set(
        """
        card identifier customer voter \
        epic fiscal swift call dial handy mobile wallet siren cedula license licence \
        beneficiary targa phone pager contact
        """.split(separator: " ").map(String.init))
}
