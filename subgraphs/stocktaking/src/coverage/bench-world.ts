import type { Change } from "@actionline/log/log-entry";
import type { StoredActivity } from "@actionline/schema/hub-records";
import {
  aFacilitator,
  aHarvest,
  aLine,
  anActivity,
  anAgency,
  anExpectation,
  anItem,
  anOverlap,
  aPlace,
  aReview,
  aScope,
  aSource,
  suggested,
} from "../testing/records";

const LINES = 19;
const ITEMS_OF_LINE = 8;
const REGIONS = 5;
const SUBREGIONS_OF_REGION = 4;
const COUNTRIES_OF_SUBREGION = 12;
const AGENCIES = 40;
const ORGANIZATIONS = 400;

/** A whole number from 0 up to, and without, the one given. */
export type RandomNumber = (below: number) => number;

/** Numbers from a seed (mulberry32), so that two runs measure the same records. */
export function seeded(seed: number): RandomNumber {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const lineId = (line: number): string => (line < 11 ? `C${line + 1}` : `C7-e${"ABCDEFGH"[line - 11]}`);
const itemId = (line: number, item: number): string => `GPA-${line + 8}${"abcdefgh"[item]}`;
const countryId = (country: number): string => String.fromCharCode(65 + Math.floor(country / 26), 65 + (country % 26));
const regionId = (region: number): string => String(100 + region);
const subregionId = (subregion: number): string => String(200 + subregion);
const range = (length: number): number[] => Array.from({ length }, (_, at) => at);

const agencyId = (agency: number): string => `agency-${agency}`;
const TYPES = ["GOVERNMENT", "INTERNATIONAL_ORGANIZATION", "CIVIL_SOCIETY", "ACADEMIA"] as const;

/** What can be asked of the bench's world. */
export const BENCH = {
  lines: range(LINES).map(lineId),
  regions: range(REGIONS).map(regionId),
  reporters: range(AGENCIES).map((agency) => agencyId(agency).toUpperCase()),
  years: range(8).map((at) => 2017 + at),
  types: TYPES,
} as const;

/** A plan and places of the real ones' size, with forty agencies that are fresh at the instant and declare so many scopes each. */
export function benchReference(lastGoodAt: string, { scopesPerAgency = 0 }: { readonly scopesPerAgency?: number } = {}): Change[] {
  const lines = range(LINES).map((line) => aLine(lineId(line), line < 11 ? null : "C7"));
  const items = range(LINES).flatMap((line) => range(ITEMS_OF_LINE).map((item) => anItem(itemId(line, item), lineId(line))));
  const subregions = REGIONS * SUBREGIONS_OF_REGION;
  const regionOf = (subregion: number): string => regionId(Math.floor(subregion / SUBREGIONS_OF_REGION));
  const places = [
    aPlace("GLOBAL", "GLOBAL", []),
    ...range(REGIONS).map((region) => aPlace(regionId(region), "REGION", ["GLOBAL"])),
    ...range(subregions).map((subregion) => aPlace(subregionId(subregion), "SUBREGION", [regionOf(subregion), "GLOBAL"])),
    ...range(subregions * COUNTRIES_OF_SUBREGION).map((country) => {
      const subregion = Math.floor(country / COUNTRIES_OF_SUBREGION);
      return aPlace(countryId(country), "COUNTRY", [subregionId(subregion), regionOf(subregion), "GLOBAL"]);
    }),
  ];
  const agencies = range(AGENCIES).map(agencyId);
  return [
    ...lines,
    ...items,
    ...places,
    ...agencies.flatMap((agency) => [anAgency(agency), aSource(`${agency}/feed`), aHarvest(`${agency}/feed`, lastGoodAt)]),
    ...range(LINES).map((line) => aFacilitator(lineId(line), agencyId(line).toUpperCase())),
    ...benchScopes(scopesPerAgency),
  ];
}

const LEVELS = ["COMPLETE", "NIL", "PARTIAL", "COMPLETE"] as const;

/** Scopes of every shape: over lines or items, everywhere, in a region or in a few countries, for one year or all. */
export function benchScopes(scopesPerAgency: number): Change[] {
  const below = seeded(scopesPerAgency);
  return range(AGENCIES).flatMap((agency) =>
    range(scopesPerAgency).map((number) => {
      const named = range(1 + below(3)).map(() => itemId(below(LINES), below(ITEMS_OF_LINE)));
      const what = below(2) === 0 ? { actionLines: [lineId(below(LINES))] } : { items: [...new Set(named)] };
      const where = [{}, { places: [regionId(below(REGIONS))] }, { places: [...new Set(range(5).map(() => placeOf(below)))] }][below(3)];
      const years = below(2) === 0 ? [...BENCH.years] : [2017 + below(8)];
      return aScope(`${agencyId(agency)}:scope-${number}`, LEVELS[below(LEVELS.length)] ?? "COMPLETE", { ...what, ...where, years });
    }),
  );
}

/** Every item is expected in every country. */
export const benchExpectations = (): Change[] =>
  range(LINES).flatMap((line) => range(ITEMS_OF_LINE).map((at) => anExpectation(`every-${line}-${at}`, { item: itemId(line, at) })));

/** Activities with two items and two countries on average, a tenth of them suggested only, as large feeds have them. */
export function* benchActivities(count: number, seed: number): Generator<Change> {
  const below = seeded(seed);
  for (let number = 0; number < count; number += 1) {
    const line = below(LINES);
    const items = range(1 + below(3)).map(() => ({ item: itemId(below(8) === 0 ? below(LINES) : line, below(ITEMS_OF_LINE)) }));
    const distinct = [...new Map(items.map((item) => [item.item, item])).values()];
    const proposedOnly = below(10) === 0;
    const start = 2010 + below(15);
    const more: Partial<StoredActivity> = {
      title: [{ language: "en", text: `Training of nurses in the use of health information systems, part ${number}` }],
      status: STATUSES[below(STATUSES.length)] ?? "IMPLEMENTING",
      period: { start: `${start}-03-01`, end: `${start + below(5)}-11-30` },
      participants: [
        { role: "FUNDER", organisation: { id: `ORG-${below(ORGANIZATIONS)}`, name: "A funder", type: "GOVERNMENT" } },
        {
          role: "LEAD",
          organisation: { id: `ORG-${below(ORGANIZATIONS)}`, name: "A lead", type: TYPES[below(TYPES.length)] ?? "ACADEMIA" },
        },
      ],
      places: [...new Set(range(1 + below(3)).map(() => placeOf(below)))].map((place) => ({ place })),
      sdgs: [{ goal: 1 + below(17) }],
      ...(proposedOnly ? { suggestions: distinct.map(({ item }) => suggested(item, lineId(line))) } : { items: distinct }),
    };
    yield anActivity(`${agencyId(below(AGENCIES))}:${String(number).padStart(8, "0")}-AB`, more);
  }
}

/** One activity in a hundred is a duplicate, confirmed or proposed, of one before it, and one in a hundred was reviewed. */
export function benchCoordination(subjects: readonly string[]): Change[] {
  return subjects.flatMap((subject, at) => {
    const before = subjects[at - 1];
    const outcome = at % 4 === 1 ? "MERGED" : "PROPOSED";
    const twin = at % 2 === 0 || before === undefined ? [] : [anOverlap(before, subject, { outcome })];
    const decision = at % 3 === 0 ? "REJECTED" : "ACCEPTED";
    return [...twin, aReview(subject, { item: itemId(at % LINES, at % ITEMS_OF_LINE), actionLine: lineId(at % LINES) }, decision)];
  });
}

const STATUSES: readonly StoredActivity["status"][] = [
  "IMPLEMENTING",
  "IMPLEMENTING",
  "COMPLETED",
  "COMPLETED",
  "COMPLETED",
  "PLANNED",
  "CANCELLED",
];

/** One in twenty is placed in a region only. */
function placeOf(below: (most: number) => number): string {
  return below(20) === 0 ? regionId(below(REGIONS)) : countryId(below(REGIONS * SUBREGIONS_OF_REGION * COUNTRIES_OF_SUBREGION));
}
