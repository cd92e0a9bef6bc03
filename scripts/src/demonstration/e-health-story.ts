import type { ActivityRecord, ScopeRecord } from "@actionline/schema/contract/records";
import { type ActivityDraft, activityFrom, inEnglish } from "./activity-draft";
import type { Calendar } from "./calendar";
import type { AgencyId } from "./cast";
import { country, type Region } from "./countries";
import type { Planted } from "./planted";
import { type Scoped, scope } from "./scopes";
import { TAGS_OF_LINE } from "./subjects";
import { type ActivityKind, titlesOf } from "./titles";
import type { PlantedCell } from "./truth";

const SUBJECT_OF: Readonly<Record<string, { readonly en: string; readonly fr: string; readonly es: string }>> = {
  a: { en: "health information systems", fr: "les systèmes d'information sanitaire", es: "sistemas de información en salud" },
  b: {
    en: "medical knowledge in local languages",
    fr: "le savoir médical en langues locales",
    es: "conocimiento médico en lenguas locales",
  },
  c: {
    en: "shared alerts on communicable disease",
    fr: "les alertes partagées sur les maladies",
    es: "alertas compartidas de enfermedades",
  },
  d: { en: "standards for health data", fr: "les normes de données de santé", es: "normas de datos de salud" },
  e: { en: "telemedicine for remote clinics", fr: "la télémédecine pour les centres isolés", es: "telemedicina para centros remotos" },
  f: { en: "telemedicine in disasters", fr: "la télémédecine en cas de catastrophe", es: "telemedicina en desastres" },
};

/** The covered cells of e-health: which agency works where on which lettered items, all through the last closed year. */
const WORK: readonly (readonly [AgencyId, ActivityKind, string, string])[] = [
  ["nordlys", "PROJECT", "a b e", "TZ MW SN"],
  ["openhands", "PROJECT", "b e", "UG ML"],
  ["brightwire", "PROJECT", "e", "GH ZA"],
  ["nordlys", "PROGRAMME", "a c d", "NP BD LK"],
  ["nordlys", "DATABASE", "c", "PH KH"],
  ["signalhaven", "GUIDELINES", "d", "IN VN"],
  ["meridiana", "PROJECT", "a", "MN JO"],
  ["nordlys", "PROJECT", "b e", "FJ WS TO"],
  ["tidewater", "TRAINING", "b e", "KI SB"],
  ["nordlys", "PROGRAMME", "a b c d e f", "PE CO GT"],
  ["openhands", "TOOLKIT", "b f", "HT HN"],
  ["meridiana", "PROJECT", "e f", "BO MX"],
  ["nordlys", "PROJECT", "a b d e", "MD AL"],
  ["signalhaven", "CONFERENCE", "d", "EE PT"],
];

const COVERED: Readonly<Record<Region, string>> = { "002": "abe", "009": "be", "019": "abcdef", "142": "acd", "150": "abde" };

/** E-health in all regions: an item omitted beside one unknown, and every other state within the same six items. */
export function eHealthStory(calendar: Calendar): Planted {
  return { activities: [...coveringWork(calendar), ...weakWork(calendar)], scopes: scopes(calendar), cells: cells() };
}

function coveringWork(calendar: Calendar): ActivityRecord[] {
  return WORK.flatMap(([agency, kind, letters, codes], row) =>
    codes.split(" ").flatMap((code) => letters.split(" ").map((letter) => covering(calendar, agency, kind, letter, code, row))),
  );
}

function covering(calendar: Calendar, agency: AgencyId, kind: ActivityKind, letter: string, code: string, row: number): ActivityRecord {
  const subject = SUBJECT_OF[letter];
  if (subject === undefined) throw new Error(`E-health has no item ${letter}.`);
  const where = country(code);
  const first = -(row % 3);
  return activityFrom({
    ...health(letter),
    agency,
    raw: `eh-${letter}-${code}`,
    titles: titlesOf(kind, { ...subject, item: `GPA-18${letter}`, line: "C7-eHealth" }, where, where.language, agency === "nordlys"),
    activityKind: kind,
    status: "IMPLEMENTING",
    period: { start: calendar.day(first, "02-01"), end: calendar.day(1, "09-30") },
    places: [{ place: code }],
    targetGroups: [agency === "nordlys" ? "patients" : `communities served by ${agency}`],
  });
}

function health(letter: string): Pick<ActivityDraft, "items" | "sdgs" | "sectors"> {
  const [sdg] = TAGS_OF_LINE["C7-eHealth"]?.goals ?? [];
  return {
    items: [{ item: `GPA-18${letter}` }],
    ...(sdg === undefined ? {} : { sdgs: [{ goal: sdg[0], target: sdg[1] }] }),
    sectors: [{ vocabulary: "DAC-5", code: "12220", percentage: 100 }],
  };
}

/** The planned, the diffuse and the stale, and one that ended too early to count. */
function weakWork(calendar: Calendar): ActivityRecord[] {
  return [
    activityFrom({
      ...health("a"),
      agency: "nordlys",
      raw: "eh-islands-records",
      titles: inEnglish("Health information systems for the islands, first phase still to begin"),
      activityKind: "PROJECT",
      status: "PLANNED",
      period: { start: calendar.day(0, "11-01"), end: calendar.day(2, "10-31") },
      places: [{ place: "PG" }],
      targetGroups: ["patients"],
    }),
    activityFrom({
      ...health("e"),
      agency: "nordlys",
      raw: "eh-world-help-desk",
      titles: inEnglish("World help desk for telemedicine"),
      activityKind: "WEBSITE",
      status: "IMPLEMENTING",
      period: { start: calendar.day(-3, "01-15") },
      places: [{ place: "GLOBAL" }],
      targetGroups: ["hospitals"],
    }),
    activityFrom({
      ...health("c"),
      agency: "harbourlight",
      raw: "eh-island-alerts",
      titles: inEnglish("Alerts on communicable disease between islands"),
      activityKind: "DATABASE",
      status: "IMPLEMENTING",
      period: { start: calendar.day(-4, "03-01") },
      places: [{ place: "VU" }, { place: "FJ" }],
    }),
    activityFrom({
      ...health("c"),
      agency: "nordlys",
      raw: "eh-alerts-africa-ended",
      titles: inEnglish("Alerts on communicable disease along the Rift Valley"),
      activityKind: "PROJECT",
      period: { start: calendar.day(-4, "01-01"), end: calendar.day(-2, "12-15") },
      places: [{ place: "ET" }, { place: "TZ" }],
    }),
  ];
}

function scopes(calendar: Calendar): Scoped[] {
  const declare = (
    agency: AgencyId,
    raw: string,
    level: ScopeRecord["level"],
    letters: string,
    places: readonly Region[],
    statement: string,
  ) => scope(calendar, agency, raw, { level, items: [...letters].map((letter) => `GPA-18${letter}`), places: [...places], statement });
  return [
    declare("nordlys", "africa-complete", "COMPLETE", "abef", ["002"], "All our work in Africa on these items is in our feed."),
    declare("nordlys", "africa-nil", "NIL", "cd", ["002"], "We did nothing on these items in Africa this year."),
    declare("nordlys", "asia-complete", "COMPLETE", "cf", ["142"], "All our work in Asia on these items is in our feed."),
    declare("nordlys", "oceania-partial", "PARTIAL", "df", ["009"], "Two field offices haven't reported yet."),
    declare("nordlys", "others-complete", "COMPLETE", "abcde", ["019", "150"], "All our work is in our feed."),
    declare("signalhaven", "africa-nil", "NIL", "cd", ["002"], "Nothing on disease alerts or data standards in Africa this year."),
    declare("signalhaven", "africa-complete", "COMPLETE", "f", ["002"], "We report all our emergency work; there was none on health."),
    declare("signalhaven", "asia-complete", "COMPLETE", "f", ["142"], "We report all our emergency work."),
    scope(calendar, "aldermoor", "data-standards", {
      level: "COMPLETE",
      items: ["GPA-18d"],
      statement: "Our laboratory reports all it does on data standards.",
    }),
  ];
}

function cells(): PlantedCell[] {
  const cell = (
    letter: string,
    region: Region,
    state: PlantedCell["state"],
    why: string,
    reasons: readonly string[] = [],
  ): PlantedCell => ({
    item: `GPA-18${letter}`,
    region,
    state,
    reasons,
    basis: null,
    why,
  });
  const covered = Object.entries(COVERED).flatMap(([region, letters]) =>
    [...letters].map((letter) => cell(letter, region as Region, "COVERED", "Several agencies work here.")),
  );
  return [
    ...covered,
    { ...cell("c", "002", "OMITTED", "Both facilitators made a nil return."), basis: "NIL_RETURN" },
    { ...cell("f", "002", "OMITTED", "Both facilitators report completely, and reported nothing."), basis: "COMPLETE_SCOPE" },
    cell("d", "002", "UNKNOWN", "Aldermoor claims the item, and its last harvest failed.", ["SOURCE_FAILING"]),
    cell("b", "142", "UNKNOWN", "Neither facilitator says how complete it is in Asia.", ["NO_SCOPE"]),
    cell("e", "142", "PARTIAL", "Only a help desk for the whole world reaches Asia.", ["DIFFUSE"]),
    cell("f", "142", "UNKNOWN", "Records without items speak of it and await review.", ["SUGGESTIONS_UNREVIEWED"]),
    cell("a", "009", "PARTIAL", "The project is planned.", ["PLANNED"]),
    cell("c", "009", "PARTIAL", "The only record comes from a source that has lapsed.", ["STALE"]),
    cell("d", "009", "UNKNOWN", "Nordlys reports in part, Signalhaven not at all, Aldermoor's harvest failed.", [
      "NO_SCOPE",
      "SOURCE_FAILING",
    ]),
    cell("f", "009", "UNKNOWN", "Nordlys reports in part, Signalhaven not at all.", ["NO_SCOPE"]),
    cell("c", "150", "NOT_APPLICABLE", "The team decided so.", ["DECIDED"]),
    cell("f", "150", "UNDETERMINED", "The team hasn't agreed."),
  ];
}
