/** The five regions of the UN's M49 standard. */
export const REGIONS = ["002", "009", "019", "142", "150"] as const;
export type Region = (typeof REGIONS)[number];

export interface Country {
  readonly code: string;
  readonly region: Region;
  readonly subregion: string;
  readonly en: string;
  readonly fr: string;
  readonly es: string;
  /** The language in which work there is usually titled. */
  readonly language: "en" | "fr" | "es";
}

const TABLE = `
KE 002 014 en Kenya|Kenya|Kenya
TZ 002 014 en Tanzania|Tanzanie|Tanzanía
RW 002 014 en Rwanda|Rwanda|Rwanda
ET 002 014 en Ethiopia|Éthiopie|Etiopía
MW 002 014 en Malawi|Malawi|Malawi
UG 002 014 en Uganda|Ouganda|Uganda
SN 002 011 fr Senegal|Sénégal|Senegal
GH 002 011 en Ghana|Ghana|Ghana
ML 002 011 fr Mali|Mali|Malí
CM 002 017 fr Cameroon|Cameroun|Camerún
MA 002 015 fr Morocco|Maroc|Marruecos
ZA 002 018 en South Africa|Afrique du Sud|Sudáfrica
NP 142 034 en Nepal|Népal|Nepal
BD 142 034 en Bangladesh|Bangladesh|Bangladesh
IN 142 034 en India|Inde|India
LK 142 034 en Sri Lanka|Sri Lanka|Sri Lanka
KH 142 035 en Cambodia|Cambodge|Camboya
VN 142 035 en Viet Nam|Viet Nam|Viet Nam
ID 142 035 en Indonesia|Indonésie|Indonesia
PH 142 035 en Philippines|Philippines|Filipinas
JO 142 145 en Jordan|Jordanie|Jordania
KZ 142 143 en Kazakhstan|Kazakhstan|Kazajstán
MN 142 030 en Mongolia|Mongolie|Mongolia
PE 019 005 es Peru|Pérou|Perú
CO 019 005 es Colombia|Colombie|Colombia
BO 019 005 es Bolivia|Bolivie|Bolivia
EC 019 005 es Ecuador|Équateur|Ecuador
JM 019 029 en Jamaica|Jamaïque|Jamaica
HT 019 029 fr Haiti|Haïti|Haití
GT 019 013 es Guatemala|Guatemala|Guatemala
HN 019 013 es Honduras|Honduras|Honduras
MX 019 013 es Mexico|Mexique|México
MD 150 151 en Moldova|Moldova|Moldova
UA 150 151 en Ukraine|Ukraine|Ucrania
AL 150 039 en Albania|Albanie|Albania
RS 150 039 en Serbia|Serbie|Serbia
PT 150 039 en Portugal|Portugal|Portugal
EE 150 154 en Estonia|Estonie|Estonia
FJ 009 054 en Fiji|Fidji|Fiji
VU 009 054 fr Vanuatu|Vanuatu|Vanuatu
PG 009 054 en Papua New Guinea|Papouasie-Nouvelle-Guinée|Papua Nueva Guinea
SB 009 054 en Solomon Islands|Îles Salomon|Islas Salomón
WS 009 061 en Samoa|Samoa|Samoa
TO 009 061 en Tonga|Tonga|Tonga
KI 009 057 en Kiribati|Kiribati|Kiribati
`;

/** Real countries in which the invented work takes place. */
export const COUNTRIES: readonly Country[] = TABLE.trim()
  .split("\n")
  .map((row) => {
    const [code = "", region = "", subregion = "", language = ""] = row.split(" ");
    const [en = "", fr = "", es = ""] = row.split(" ").slice(4).join(" ").split("|");
    return { code, region: region as Region, subregion, en, fr, es, language: language as Country["language"] };
  });

/** The country with this code; the table above must hold it. */
export function country(code: string): Country {
  const found = COUNTRIES.find((each) => each.code === code);
  if (found === undefined) throw new Error(`The demonstration's table of countries lacks ${code}.`);
  return found;
}

export function countriesIn(region: Region): readonly Country[] {
  return COUNTRIES.filter((each) => each.region === region);
}
