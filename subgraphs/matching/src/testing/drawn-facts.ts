import type { StoredActivity } from "@actionline/schema/hub-records";
import * as fc from "fast-check";

/** Some share the publisher's own id. */
export const DRAWN_IDS = [
  "a:1",
  "a:2",
  "a:3",
  "a:4",
  "a:5",
  "a:6",
  "a:7",
  "b:1",
  "b:2",
  "b:3",
  "c:1",
  "d:1",
  "XM:XM-DAC-41114-7",
  "YM:XM-DAC-41114-7",
];
/** They share words and no language: not to be compared, and found by one another's words. */
const SPANISH = { language: "es", text: "Internet digital total" };
const PORTUGUESE = { language: "pt", text: "Internet digital total para escolas rurais, professores, alunos e bibliotecas" };

/** What a record says, from so little that many agree in something. */
export const drawnFacts: fc.Arbitrary<Partial<StoredActivity>> = fc.record({
  title: fc
    .constantFrom("Coding for school leavers in Kenya", "Coding for school-leavers of Kenya", "Rural broadband for the islands")
    .map((text) => ({ language: "en", text }))
    .chain((title) => fc.constantFrom(title, title, SPANISH, PORTUGUESE))
    .map((title) => [title]),
  places: fc.constantFrom(["KE"], ["KE", "UG"], ["014"], ["FJ"]).map((places) => places.map((place) => ({ place }))),
  items: fc.constantFrom([], ["GPA-18a"], ["GPA-18"], ["GPA-9c", "GPA-18b"]).map((items) => items.map((item) => ({ item }))),
  activityKind: fc.constantFrom<StoredActivity["activityKind"]>("TRAINING", "TRAINING", "UNSPECIFIED"),
  period: fc.constantFrom({ start: "2024-01-01", end: "2024-12-31" }, { start: "2024-03-01", end: "2025-12-31" }, { start: "2020-01-01" }),
  participants: fc.constantFrom("A", "B", "C").map((id) => [{ role: "LEAD" as const, organisation: { id, name: id } }]),
  targetGroups: fc.constantFrom<string[]>(["nurses"], ["nurses", "doctors"]),
  links: fc.constantFrom<NonNullable<StoredActivity["links"]>>(
    [],
    [],
    [{ type: "THIRD_PARTY", activity: "b:1" }],
    [{ type: "THIRD_PARTY", activity: "1" }],
    [
      { type: "THIRD_PARTY", activity: "a:2" },
      { type: "THIRD_PARTY", activity: "XM-DAC-41114-7" },
    ],
  ),
  homepage: fc.constantFrom("https://example.org/a", "https://example.org/b", "https://example.org/"),
});
