import type { Version } from "@actionline/log/log-entry";
import { OPEN } from "@actionline/log/log-entry";
import type { StoredActivity } from "@actionline/schema/hub-records";
import { loadReference } from "@actionline/schema/reference/load-reference";

/** Numbers from a seed (mulberry32), so that two runs measure the same records. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const WORK =
  "Training on|Programme for|Study of|Toolkit for|Strengthening|Support to|Capacity building in|Pilot of|Scaling up|Assessment of".split(
    "|",
  );
const SUBJECTS =
  "digital skills|rural broadband|electronic health records|open archives|village libraries|mobile money|early warning systems|online courts|land registers|school connectivity|data protection|local content|network security|telemedicine|crop advice|e-government portals|identity systems|disaster radio|assistive technology|community networks".split(
    "|",
  );
const GROUPS =
  "nurses|teachers|farmers|girls|school leavers|refugees|judges|librarians|fishers|small enterprises|persons with disabilities|journalists".split(
    "|",
  );
const TOWNS = 4_000;
const AGENCIES = 200;
const KINDS: readonly StoredActivity["activityKind"][] = [
  "PROJECT",
  "PROGRAMME",
  "TRAINING",
  "CONFERENCE",
  "WEBSITE",
  "GUIDELINES",
  "TOOLKIT",
  "UNSPECIFIED",
];
const STATUSES: readonly StoredActivity["status"][] = ["IMPLEMENTING", "COMPLETED", "COMPLETED", "PLANNED"];

/**
 * Activities as a large hub may hold them: one in two declares items and groups, a few agencies report most, one in a
 * hundred is reported again under another id, and one agency in twenty gives its records one of three titles.
 */
export function* benchActivities(count: number, seed: number): Generator<Version<StoredActivity>> {
  const below = seeded(seed);
  const { places, planItems } = loadReference();
  const countries = places.filter(({ level }) => level === "COUNTRY").map(({ id }) => id);
  const regions = places.filter(({ level }) => level === "REGION" || level === "SUBREGION").map(({ id }) => id);
  const items = planItems.filter(({ nature }) => nature === "ACTION").map(({ id }) => id);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const few = (most: number): number => Math.min(below(most), below(most), below(most));
  let last: StoredActivity | null = null;
  for (let at = 1; at <= count; at += 1) {
    const agency = few(AGENCIES);
    const start = 2008 + below(18);
    const group = pick(GROUPS);
    const word = String.fromCharCode(65 + below(26)) + below(TOWNS).toString(36);
    const place = below(12) === 0 ? pick(regions) : pick(countries);
    const text = agency % 20 === 7 ? `${pick(WORK.slice(0, 3))} projects` : `${pick(WORK)} ${pick(SUBJECTS)} for ${group} in ${word}ville`;
    const declares = below(2) === 0;
    const fresh: StoredActivity = {
      kind: "ACTIVITY",
      id: `agency-${agency}:XM-DAC-${10_000 + agency}-${at}`,
      title: [{ language: below(4) === 0 ? "fr" : "en", text }],
      activityKind: pick(KINDS),
      status: pick(STATUSES),
      period: { start: `${start}-0${1 + below(9)}-01`, end: `${start + below(4)}-12-0${1 + below(9)}` },
      reporter: { id: `AGENCY-${agency}`, name: `Agency ${agency}`, type: "INTERNATIONAL_ORGANIZATION" },
      participants: [{ role: "LEAD", organisation: { id: `ORG-${few(3_000)}`, name: "A lead", type: "GOVERNMENT" } }],
      ...(declares && { items: [{ item: pick(items) }], targetGroups: [group] }),
      places: [{ place }],
      sourceUrl: `https://agency-${agency}.example/projects/${at}`,
      source: `agency-${agency}/iati`,
      suggestionRules: "1.0.0",
      suggestions: [],
    };
    const record: StoredActivity =
      last !== null && below(100) === 0
        ? { ...last, id: `mirror:${last.id.slice(last.id.indexOf(":") + 1)}-copy${at}`, source: "mirror/iati" }
        : fresh;
    last = record;
    yield { _id: at, subject: record.id, owner: "hub:bench", visibility: "PUBLIC", hash: "", from: at, to: OPEN, record };
  }
}
