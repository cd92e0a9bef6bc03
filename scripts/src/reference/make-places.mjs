/**
 * Writes schema/reference/places.json: ISO 3166-1 countries in the UN M49 regions that Unicode CLDR's territory
 * containment gives, under the short names that the United Nations uses. Run by hand when a country or name changes:
 * names come from this Node's ICU, which differ between versions, so the file is kept and reviewed, not rebuilt by CI.
 */
import { writeFileSync } from "node:fs";
import containment from "cldr-core/supplemental/territoryContainment.json" with { type: "json" };

const contains = containment.supplemental.territoryContainment;
const name = new Intl.DisplayNames("en", { type: "region" });

/** Codes of CLDR that ISO 3166-1 doesn't assign. */
const NOT_ISO = new Set(["AC", "CP", "DG", "EA", "IC", "TA", "XK", "CQ"]);

/** Where the United Nations' short name isn't CLDR's. */
const UN_NAMES = {
  BN: "Brunei Darussalam",
  BO: "Bolivia (Plurinational State of)",
  CD: "Democratic Republic of the Congo",
  CG: "Congo",
  CI: "Côte d'Ivoire",
  CV: "Cabo Verde",
  FK: "Falkland Islands (Malvinas)",
  FM: "Micronesia (Federated States of)",
  GB: "United Kingdom of Great Britain and Northern Ireland",
  HK: "China, Hong Kong Special Administrative Region",
  IR: "Iran (Islamic Republic of)",
  KP: "Democratic People's Republic of Korea",
  KR: "Republic of Korea",
  LA: "Lao People's Democratic Republic",
  MD: "Republic of Moldova",
  MM: "Myanmar",
  MO: "China, Macao Special Administrative Region",
  NL: "Netherlands (Kingdom of the)",
  PS: "State of Palestine",
  RU: "Russian Federation",
  SY: "Syrian Arab Republic",
  TR: "Türkiye",
  TW: "Taiwan, Province of China",
  TZ: "United Republic of Tanzania",
  US: "United States of America",
  VA: "Holy See",
  VE: "Venezuela (Bolivarian Republic of)",
  VG: "British Virgin Islands",
  VI: "United States Virgin Islands",
  VN: "Viet Nam",
  BA: "Bosnia and Herzegovina",
  AG: "Antigua and Barbuda",
  KN: "Saint Kitts and Nevis",
  LC: "Saint Lucia",
  MF: "Saint Martin (French Part)",
  PM: "Saint Pierre and Miquelon",
  SH: "Saint Helena",
  ST: "Sao Tome and Principe",
  TT: "Trinidad and Tobago",
  VC: "Saint Vincent and the Grenadines",
  BQ: "Bonaire, Sint Eustatius and Saba",
  HM: "Heard Island and McDonald Islands",
  PN: "Pitcairn",
  SX: "Sint Maarten (Dutch part)",
  GS: "South Georgia and the South Sandwich Islands",
  UM: "United States Minor Outlying Islands",
  "035": "South-eastern Asia",
  "053": "Australia and New Zealand",
  "057": "Micronesia",
  BL: "Saint Barthélemy",
  SJ: "Svalbard and Jan Mayen Islands",
  TC: "Turks and Caicos Islands",
  WF: "Wallis and Futuna Islands",
};

/** M49's sub-regions that are divided into intermediate regions; CLDR groups them beside its containment. */
const DIVIDED = { "011": "202", "014": "202", "017": "202", "018": "202", "005": "419", "013": "419", "029": "419" };

const named = (id, level, within) => ({ id, level, name: UN_NAMES[id] ?? name.of(id), within });
const places = [{ id: "GLOBAL", level: "GLOBAL", name: "Global", within: [] }];
// Antarctica stands outside the M49 regions.
places.push({ id: "AQ", level: "COUNTRY", name: "Antarctica", within: ["GLOBAL"] });
for (const region of contains["001"]._contains) {
  places.push(named(region, "REGION", ["GLOBAL"]));
  const smallest = contains[region]._contains.filter((code) => /^\d+$/.test(code));
  const divided = new Set(smallest.flatMap((code) => DIVIDED[code] ?? []));
  for (const subregion of divided) places.push(named(subregion, "SUBREGION", [region, "GLOBAL"]));
  for (const code of smallest) {
    const within = [...(DIVIDED[code] === undefined ? [] : [DIVIDED[code]]), region, "GLOBAL"];
    places.push(named(code, DIVIDED[code] === undefined ? "SUBREGION" : "INTERMEDIATE_REGION", within));
    for (const country of contains[code]._contains.filter((each) => /^[A-Z]{2}$/.test(each) && !NOT_ISO.has(each))) {
      places.push(named(country, "COUNTRY", [code, ...within]));
    }
  }
}
places.sort((a, b) => (a.id < b.id ? -1 : 1));
writeFileSync(
  new URL("../../../schema/reference/places.json", import.meta.url),
  `[\n${places.map((place) => JSON.stringify(place)).join(",\n")}\n]\n`,
);
