import type { Change } from "@actionline/log/log-entry";
import { change } from "@actionline/log/testing/change";
import fc from "fast-check";
import { nameEntry } from "../changes/entry-names";
import { MemoryIndex } from "../testing/memory-index";
import { aFacilitator, aLine, anAgency, anExpectation, anItem, anOrganization, aPlace, aScope, aSource } from "../testing/records";
import type { ChangeStep } from "./change-step";
import { RecordNames, tellWithNames } from "./record-names";
import { sentenceOf } from "./step-sentence";

const named = (made: Change, name: string): Change => ({ ...made, record: { ...made.record, name } }) as Change;
const TITLE =
  "Facilitate access to the world's medical knowledge and locally relevant content resources for strengthening public health research";
const WORLD: readonly Change[] = [
  aLine("C7-eHealth"),
  anItem("GPA-18b", "C7-eHealth", { title: TITLE }),
  anItem("GPA-18c", "C7-eHealth", { title: null }),
  named(aPlace("142", "REGION", []), "Asia"),
  aPlace("KE", "COUNTRY", ["142"]),
  named(anAgency("nordlys"), "Nordlys Institute"),
  named(anOrganization("NORDLYS", "ACADEMIA"), "Nordlys Institute of Health"),
  aSource("nordlys/feed", { name: "projects" }),
  aFacilitator("C7-eHealth", "NORDLYS"),
  anExpectation("e1", { item: "GPA-18b" }),
  aScope("nordlys:s1", "NIL", { items: ["GPA-18b"], places: ["142"] }),
];
const viewOf = (...more: readonly Change[]) => new MemoryIndex([...WORLD, ...more]).tables.at(1_000, false);
const view = viewOf();
const names = new RecordNames([view]);
const CELL = { item: "GPA-18b", place: "142", year: 2025, type: null } as const;

describe("records in sentences", () => {
  it("are told by name and code, items by code and the beginning of their title", () => {
    expect([names.agency("nordlys"), names.organization("NORDLYS"), names.place("142"), names.source("nordlys/feed")]).toEqual([
      "Nordlys Institute (nordlys)",
      "Nordlys Institute of Health (NORDLYS)",
      "Asia (142)",
      "projects of Nordlys Institute (nordlys/feed)",
    ]);
    expect(names.item("GPA-18b")).toBe('GPA-18b "Facilitate access to the world\'s medical knowledge and locally relevant content…"');
  });

  it("are told by code alone where that is their name, or nothing more is known of them", () => {
    expect([names.place("KE"), names.item("GPA-18c"), names.agency("nobody"), names.itemOrLine("C7-eHealth")]).toEqual([
      ...["KE", "GPA-18c", "nobody", "C7-eHealth"],
    ]);
  });

  it("are looked for at the earlier point where the later one has them no more", () => {
    const later = viewOf(change("AGENCY", "nordlys", null));
    expect(new RecordNames([later]).agency("nordlys")).toBe("nordlys");
    expect(new RecordNames([later, view]).agency("nordlys")).toBe("Nordlys Institute (nordlys)");
  });

  it("tell of a change's entries what they are about", () => {
    const told = (kind: Parameters<typeof nameEntry>[0]["kind"], id: string) => nameEntry({ kind, id, change: "ADDED" }, names);
    expect(told("SCOPE", "nordlys:s1")).toBe("nordlys:s1 of Nordlys Institute (nordlys)");
    expect(told("REVIEW", "nordlys:a#GPA-18c")).toBe("nordlys:a for GPA-18c");
    expect(told("EXPECTATION", "e1")).toMatch(/^e1 about GPA-18b "Facilitate/);
    expect(told("SCOPE", "unknown")).toBe("unknown");
  });
});

describe("a sentence with names", () => {
  const declaring: ChangeStep = {
    kind: "DECLARE_SCOPE",
    by: [{ agency: "nordlys", organization: "NORDLYS" }],
    items: ["GPA-18b"],
    places: ["142"],
  };

  it("names whoever is to act, the item and the place", () => {
    expect(sentenceOf(declaring, CELL, view)).toBe(
      'Nordlys Institute (nordlys) declares complete reporting, or a nil return, for GPA-18b "Facilitate access to the world\'s medical knowledge and locally relevant content…" in Asia (142) in 2025.',
    );
  });

  it("cuts names further rather than grow too long", () => {
    const others = ["GPA-1", "GPA-2", "GPA-3"].map((id) => anItem(id, null, { title: TITLE }));
    const sentence = sentenceOf({ ...declaring, items: ["GPA-1", "GPA-2", "GPA-3"] }, CELL, viewOf(...others));
    expect(sentence.length).toBeLessThanOrEqual(300);
    expect(sentence).toMatch(/for GPA-1 "Facilitate access[^"]*…", GPA-2 "Facil.* in Asia \(142\) in 2025\.$/);
  });

  it("is never longer than 300 characters, whatever names and ids are", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 400 });
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 4 }), (name, title, ids) => {
        const long = viewOf(named(anAgency("nordlys"), name), anItem("GPA-18b", null, { title }));
        expect(sentenceOf(declaring, CELL, long).length).toBeLessThanOrEqual(300);
        expect(tellWithNames([long], (told) => ids.map((id) => told.item(id)).join()).length).toBeLessThanOrEqual(300);
        // Half a character would make it no text at all.
        expect(() => encodeURIComponent(sentenceOf(declaring, CELL, long))).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });
});
