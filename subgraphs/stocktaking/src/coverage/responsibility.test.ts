import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import type { FacilitatorRecord } from "@actionline/schema/reference-records";
import { MemoryIndex } from "../testing/memory-index";
import { plainDeclarations, plainParties } from "../testing/plain-responsibility";
import { aCommitment, aFacilitator, anAgency, aScope } from "../testing/records";
import { SMALL_PLAN } from "../testing/small-plan";
import { findStates } from "./base-findings";
import { type RandomNumber, seeded } from "./bench-world";
import { declarations } from "./declarations";
import { partiesOf, type ResponsibilityChoices } from "./responsibility";
import { openSlice } from "./slice";

const ITEMS = ["GPA-8", "GPA-8a", "GPA-8b", "GPA-14", "GPA-18", "GPA-18a", "GPA-18b"];
const LINES = ["C1", "C7", "C7-eHealth"];
const PLACES = ["GLOBAL", "002", "014", "KE", "TZ", "019", "BR"];
const AGENCIES = ["alpha", "beta", "gamma"];
const YEARS = [2023, 2024];
const ALL: ResponsibilityChoices = {
  partsDeclared: true,
  eachPartHeard: true,
  claimsOutlast: true,
  claimsReach: true,
  commitments: true,
};
const CHOICES = [
  ALL,
  { ...ALL, partsDeclared: false },
  { ...ALL, eachPartHeard: false },
  { ...ALL, claimsOutlast: false },
  { ...ALL, claimsReach: false },
  { ...ALL, commitments: false },
];

const TERMS: readonly [Partial<FacilitatorRecord>, ...Partial<FacilitatorRecord>[]] = [{}, { to: "2023-06-01" }, { from: "2024-01-01" }];

const some = (below: RandomNumber, values: readonly string[]): string[] => values.filter(() => below(3) === 0);
const oneOf = <T>(below: RandomNumber, values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];

/** Scopes of every shape, some of them withdrawn again, terms and commitments; some organizations report as no agency. */
function randomRecords(below: RandomNumber): Change[] {
  const scopes = Array.from({ length: 12 }, (_, number) =>
    aScope(`${AGENCIES[below(3)]}:${number}`, oneOf(below, ["COMPLETE", "NIL", "PARTIAL", "SAMPLE"]), {
      ...(below(2) === 0 && { items: some(below, ITEMS) }),
      ...(below(3) === 0 && { actionLines: some(below, LINES) }),
      ...(below(2) === 0 && { places: some(below, PLACES) }),
      years: below(2) === 0 ? YEARS : [2024],
    }),
  );
  const organizations = [...AGENCIES.map((agency) => agency.toUpperCase()), "NOBODY"];
  const terms = some(below, organizations).map((organization) =>
    aFacilitator(oneOf(below, ["C1", "C7", "C7-eHealth"]), organization, oneOf(below, TERMS)),
  );
  const said = some(below, organizations).map((organization) =>
    aCommitment(`c-${organization}`, organization, { items: some(below, ITEMS), places: below(2) === 0 ? null : some(below, PLACES) }),
  );
  const withdrawn = scopes.filter(() => below(4) === 0).map(({ subject }) => change("SCOPE", subject, null));
  return [...scopes, ...terms, ...said, ...withdrawn];
}

const viewOf = (changes: readonly Change[]) => {
  const index = new MemoryIndex([...SMALL_PLAN, ...AGENCIES.map(anAgency), ...changes]);
  return index.tables.at(index.sequence, false);
};

test("who answers for a cell, and by which words, is what looking at every record for every cell finds", () => {
  const below = seeded(2005);
  for (let world = 0; world < 20; world += 1) {
    const view = viewOf(randomRecords(below));
    for (const choices of CHOICES)
      for (const item of ITEMS)
        for (const place of PLACES)
          for (const year of YEARS)
            expect(partiesOf(item, place, year, view, choices)).toEqual(plainParties({ item, place, year }, view, choices));
  }
});

test("what an agency declared is the same in whatever order cells are asked for", () => {
  const below = seeded(1998);
  const view = viewOf([...randomRecords(below), ...randomRecords(below)]);
  for (let asked = 0; asked < 3_000; asked += 1) {
    const agency = AGENCIES[below(3)] ?? "";
    const cell = { item: ITEMS[below(ITEMS.length)] ?? "", place: PLACES[below(PLACES.length)] ?? "", year: 2023 + below(2) };
    const found = declarations(agency, cell.item, cell.place, cell.year, view, ALL);
    expect(found).toEqual(plainDeclarations(agency, cell, view, ALL));
  }
});

/** What working out states costs where one agency declares so many scopes, each for places of its own. */
function unitsWith(scopes: number): { readonly all: number; readonly most: number } {
  const countries = Array.from({ length: scopes }, (_, number) => `X${number}`);
  const index = new MemoryIndex([
    ...SMALL_PLAN,
    anAgency("alpha"),
    ...countries.map((id) => change("PLACE", id, { id, level: "COUNTRY", name: id, within: ["014", "002", "GLOBAL"] })),
    ...countries.map((id) => aScope(`alpha:${id}`, "COMPLETE", { actionLines: ["C1", "C7"], places: [id] })),
  ]);
  const point = { sequence: index.sequence, instant: new Date("2025-06-30T00:00:00Z"), latest: true };
  const slice = openSlice(index, { by: ["ITEM", "REGION"] }, point, false);
  const cells = slice.grid.items.length * slice.grid.places.length;
  const steps = [...findStates(slice, { marks: new Uint8Array(cells) }, () => undefined)];
  return { all: steps.reduce((sum, units) => sum + units, 0), most: Math.max(...steps) };
}

test("states cost what was declared once, not once for each other declaration", () => {
  const [few, many] = [unitsWith(200), unitsWith(400)];
  expect(many.all).toBeGreaterThan(few.all * 1.5);
  expect(many.all).toBeLessThan(few.all * 2.2);
});

test("no step costs more than reading what was declared does", () => {
  const [few, many] = [unitsWith(200), unitsWith(400)];
  expect(few.most).toBeLessThan(200 * 200);
  expect(many.most).toBeLessThan(400 * 200);
});
