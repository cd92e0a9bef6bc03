import { shapeOf } from "../subgraph-shape";
import { AGENCY_SDL } from "../testing/agency-sdl";
import { questionFor } from "./entity-question";

const shape = shapeOf(AGENCY_SDL);

function namesFor(...sets: readonly (readonly [field: string, args: Record<string, unknown>])[]): readonly string[] {
  const entity = shape.entities.get("Activity");
  if (entity === undefined) throw new Error("there is no Activity");
  const question = questionFor(
    shape,
    entity,
    sets.map(([field, args]) => ({ type: "Activity", field, args })),
  );
  const names = [...(question?.fields.values() ?? [])].map(({ name }) => name);
  return names.filter((name) => /^nord_(stage|needs)/.test(name));
}

it("asks for a field at its defaults, and with what people gave", () => {
  expect(namesFor(["nord_needs", { year: 2025 }], ["nord_stage", { language: "fr" }])).toEqual([
    "nord_stage",
    'nord_stage({"language":"fr"})',
    'nord_needs({"year":2025})',
  ]);
});

it("asks once for what is the same", () => {
  expect(namesFor(["nord_stage", { language: "en" }], ["nord_stage", {}])).toEqual(["nord_stage"]);
  expect(namesFor(["nord_needs", { year: 1 }], ["nord_needs", { year: 1 }])).toEqual(["nord_stage", 'nord_needs({"year":1})']);
});

it.each([
  ["a value of another kind", ["nord_needs", { year: "soon" }]],
  ["a null where there must be a value", ["nord_needs", { year: null }]],
  ["too few arguments", ["nord_needs", {}]],
  ["an argument that the field has no more", ["nord_stage", { language: "fr", tone: "plain" }]],
  ["a word that somebody wrote, which may be a name", ["nord_stage", { language: "Ahmadi" }]],
  ["a number that may be a telephone's", ["nord_stage", { language: "254700111222" }]],
  ["a field that isn't there any more", ["nord_gone", { year: 1 }]],
] as const)("leaves out %s", (_, set) => {
  expect(namesFor(set)).toEqual(["nord_stage"]);
});
