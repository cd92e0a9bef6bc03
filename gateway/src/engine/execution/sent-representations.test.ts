import { EntityBatch } from "./entity-batch";
import { representationWriter } from "./representation";
import { SentRepresentations } from "./sent-representations";
import { FetchOperation, RenamedVariable, subgraphQuestion } from "./subgraph-question";
import { TypeConditions } from "./type-conditions";

const field = (name: string, ...selections: { kind: "Field"; name: string }[]) => ({ kind: "Field" as const, name, selections });

const requires = [
  {
    kind: "InlineFragment" as const,
    typeCondition: "Team",
    selections: [
      field("__typename"),
      field("id"),
      field("size"),
      field("lead", field("name")),
      field("stamp"),
      field("places", field("open")),
    ],
  },
];

const objects = () => [
  { __typename: "Team", id: 'a"b', size: 1.5, lead: { name: "x", more: 1 }, stamp: { of: [1, null] }, places: [{ open: true }, null] },
  { __typename: "Team", id: "c", size: null, lead: null, stamp: "y", places: [] },
];

function batchOf(): EntityBatch {
  const writer = representationWriter(
    { requires },
    () => [{ names: ["id"], neverNull: ["id"] }],
    new TypeConditions([], () => ({ name: "a", types: {} })),
  );
  return new EntityBatch(objects(), writer);
}

describe("Representations sent to a subgraph in this process", () => {
  it("are the objects that their text says", () => {
    const batch = batchOf();
    expect(batch.objects()).toEqual(JSON.parse(`[${batch.representations.join(",")}]`));
    expect(batch.objects()).toHaveLength(2);
  });

  it("share nothing with the tree, nor with those of another question", () => {
    const batch = batchOf();
    const [one, other] = [batch.objects(), batch.objects()] as [{ stamp: object; lead: object }[], { stamp: object; lead: object }[]];
    for (const name of ["stamp", "lead"] as const) {
      expect(one[0]?.[name]).not.toBe(other[0]?.[name]);
      expect(one[0]?.[name]).not.toBe(batch.owners[0]?.[name]);
    }
  });

  it("are handed out once as they are, and made anew from their text for who asks again", () => {
    const batch = batchOf();
    const made = batch.objects();
    const sent = new RenamedVariable(new SentRepresentations(() => batch.representations, made), "_v0_representations");
    const run = { variables: {}, signal: new AbortController().signal, scope: null };
    const question = subgraphQuestion(new FetchOperation("a", "query", "{a}", []), run, [sent]);
    const first = question.variables()._v0_representations;
    expect(first).toBe(made);
    const again = question.variables()._v0_representations;
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
    expect(JSON.parse(question.body()).variables).toEqual({ _v0_representations: made });
  });
});
