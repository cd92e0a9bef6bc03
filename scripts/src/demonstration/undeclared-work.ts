import type { ActivityRecord } from "@actionline/schema/contract/records";
import { activityFrom } from "./activity-draft";
import type { Calendar } from "./calendar";
import { COUNTRIES, country, type Region } from "./countries";
import type { Planted } from "./planted";
import type { Random } from "./random";
import type { PlantedSuggestion } from "./truth";

/** Work whose publisher names no item and no line, as in the real IATI files: its words and sectors may suggest one. */
interface Wording {
  readonly title: readonly [en: string, fr: string, es: string];
  readonly sector: string;
  /** Regions where it takes place: none where a planted omission would meet the suggestion. */
  readonly regions: readonly Region[];
  readonly count: number;
}

const WORDINGS: readonly Wording[] = [
  {
    title: ["Cash assistance, @", "Aide en espèces, @", "Ayuda en efectivo, @"],
    sector: "72010",
    regions: ["002", "142", "019", "009"],
    count: 25,
  },
  {
    title: ["Wells and latrines, @", "Puits et latrines, @", "Pozos y letrinas, @"],
    sector: "14030",
    regions: ["002", "142", "019"],
    count: 25,
  },
  {
    title: ["Mobile clinics, @", "Cliniques mobiles, @", "Clínicas móviles, @"],
    sector: "12220",
    regions: ["002", "009", "142"],
    count: 20,
  },
  {
    title: ["District roads, @", "Routes de district, @", "Caminos distritales, @"],
    sector: "21020",
    regions: ["002", "142", "150"],
    count: 20,
  },
  {
    title: ["Broadband for border towns, @", "Haut débit pour les villes frontalières, @", "Banda ancha para ciudades fronterizas, @"],
    sector: "22020",
    regions: ["142", "019", "150"],
    count: 20,
  },
  {
    title: ["Digital literacy for migrants, @", "Alphabétisation numérique des migrants, @", "Alfabetización digital de migrantes, @"],
    sector: "11230",
    regions: ["002", "019", "150"],
    count: 18,
  },
  {
    title: ["Law on electronic signatures, @", "Loi sur la signature électronique, @", "Ley de firma electrónica, @"],
    sector: "15130",
    regions: ["002", "142", "019"],
    count: 15,
  },
  {
    title: [
      "Tax office systems, digital transformation, @",
      "Transformation numérique de l'administration publique, @",
      "Transformación digital del gobierno local, @",
    ],
    sector: "15111",
    regions: ["142", "019", "150"],
    count: 18,
  },
  {
    title: ["Electronic waste collection, @", "Collecte des déchets électroniques, @", "Recolección de residuos electrónicos, @"],
    sector: "14050",
    regions: ["002", "142", "019"],
    count: 15,
  },
  {
    title: ["Hospital information system, @", "Système d'information sanitaire, @", "Sistema de información en salud, @"],
    sector: "12110",
    regions: ["019"],
    count: 8,
  },
];

/** Telemedicine after floods in Asia: the only records that speak of e-health in disasters there, and they await review. */
const AWAITING_REVIEW: readonly PlantedSuggestion[] = ["BD", "NP", "PH"].map((code) => ({
  activity: `larkspur:relief-${code}`,
  item: "GPA-18f",
  region: "142",
}));

/** The donor's records, which declare nothing of the plan. */
export function undeclaredWork(calendar: Calendar, random: Random): Planted {
  const relief = AWAITING_REVIEW.map(({ activity }) => floodRelief(calendar, activity));
  return {
    activities: [...relief, ...WORDINGS.flatMap((wording, row) => worded(calendar, random, wording, row))],
    suggestions: AWAITING_REVIEW,
  };
}

function floodRelief(calendar: Calendar, id: string): ActivityRecord {
  const raw = id.slice("larkspur:".length);
  const { code, en } = country(raw.slice(-2));
  return activityFrom({
    agency: "larkspur",
    raw,
    titles: [{ language: "en", text: `Telemedicine for flood victims in ${en}` }],
    activityKind: "UNSPECIFIED",
    period: { start: calendar.day(0, "07-15"), end: calendar.day(0, "12-20") },
    places: [{ place: code }],
    sectors: [{ vocabulary: "DAC-5", code: "12220", percentage: 100 }],
    humanitarian: true,
  });
}

function worded(calendar: Calendar, random: Random, { title, sector, regions, count }: Wording, row: number): ActivityRecord[] {
  const countries = COUNTRIES.filter((each) => regions.includes(each.region));
  const offset = random.between(0, countries.length - 1);
  return Array.from({ length: count }, (_, index) => {
    const where = countries[(offset + index) % countries.length] ?? country("KE");
    const text = title[(["en", "fr", "es"] as const).indexOf(where.language)] ?? title[0];
    const first = random.between(-3, 0);
    return activityFrom({
      agency: "larkspur",
      raw: `grant-${row + 1}-${String(index + 1).padStart(3, "0")}`,
      titles: [{ language: where.language, text: text.replace("@", where[where.language]) }],
      activityKind: "UNSPECIFIED",
      status: first === 0 ? "IMPLEMENTING" : "COMPLETED",
      period: { start: calendar.day(first, "03-01"), end: calendar.day(Math.max(first, random.between(-1, 1)), "11-30") },
      places: [{ place: where.code }],
      sectors: [{ vocabulary: "DAC-5", code: sector, percentage: 100 }],
      updatedAt: `${calendar.day(-1, "12-15")}T08:00:00Z`,
    });
  });
}
