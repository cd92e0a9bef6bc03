import { Engine } from "../../engine";
import type { PreparedOperation } from "../../engine-api";
import { mutated, seeded } from "../../execution/testing/mutate";
import { InProcessTransport } from "../../transport/in-process/in-process-transport";
import { Random } from "../../transport/in-process/testing/random";
import { OperationDrawer } from "../../transport/in-process/testing/random-operation";
import { readAnswer } from "../../transport/read-answer";
import type { SubgraphAnswer, SubgraphRequest, Transport } from "../../transport/transport";
import { type Seen, seen } from "../ask";
import { HOSTILE_SUPERGRAPH, honestAnswer, honestSchemas } from "../hostile-federation";
import { OwnedValues } from "./owned-values";

/** Fields of the hostile source, and the one that is made from one of them. */
const OWNED = new Set([
  ...["rating", "stars", "share", "open", "code", "mood", "since", "tags", "note", "kin", "perStar"].map((field) => `Team.${field}`),
  ...["Query.ratedTeams", "Query.prize", "Person.karma", "Rating.value", "Rating.by", "Prize.worth", "Cup.worth", "Medal.worth"],
]);
/** Names that a hostile answer is tempted with: those of others, and those of the planner's own kind. */
const TEMPTING = [
  "id",
  "name",
  "size",
  "budget",
  "owner",
  "email",
  "__typename",
  "salary",
  "perStar",
  "_entities",
  "_0_name",
  "_1_note",
  "_k0_id",
];

/** One of the recorded operations, and what honest sources answer to it. */
interface Recorded {
  readonly text: string;
  readonly prepared: PreparedOperation;
  readonly variables: Record<string, unknown>;
  readonly honest: Seen;
  readonly withoutOwned: string;
}

/** What came of hostile responses. */
export interface HostileOutcome {
  readonly operations: number;
  readonly responses: number;
  /** Responses after which the answer differed from the honest one. */
  readonly changed: number;
  readonly problems: readonly string[];
}

/** How it goes about. */
export interface HostilePlan {
  readonly operations: number;
  readonly responses: number;
  readonly seed: number;
  /** Takes the source at its word, as a control: then much is wrong. */
  readonly trusted?: boolean;
  readonly say?: (line: string) => void;
}

/** The source: it answers honestly, or what the draw makes of that. */
class Source implements Transport {
  draw: ((below: number) => number) | null = null;
  responses = 0;
  /** Whether it said of anything that it is null, which is an answer like any other. */
  saidNull = false;
  readonly #known = new Map<string, string>();

  constructor(readonly trusted: boolean) {}

  async ask(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const body = request.body();
    const honest = this.#known.get(body) ?? JSON.stringify(await honestAnswer({ body }));
    this.#known.set(body, honest);
    if (this.draw === null) return readAnswer(JSON.parse(honest), honest.length, { subgraph: "evil", errors: 20 });
    this.responses++;
    const hostile = mutated(honest, TEMPTING, this.draw);
    this.saidNull ||= hostile.includes("null");
    return readAnswer(JSON.parse(hostile), hostile.length, { subgraph: "evil", errors: 20 });
  }

  async close(): Promise<void> {
    this.#known.clear();
  }
}

/** Asks drawn operations again and again while one source answers what it likes; tells what was wrong with the answers. */
export async function hostileResponses({
  operations,
  responses,
  seed,
  trusted = false,
  say = () => undefined,
}: HostilePlan): Promise<HostileOutcome> {
  const source = new Source(trusted);
  const engine = await Engine.open({
    supergraphSdl: HOSTILE_SUPERGRAPH,
    transportOf: ({ name }) => (name === "evil" ? source : inProcess(name)),
    checkScalar: (scalar) => (scalar === "Date" ? (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) : undefined),
  });
  try {
    const values = new OwnedValues(engine.current.schema, OWNED);
    const recorded = await record(engine, values, operations, seed);
    let changed = 0;
    const problems: string[] = [];
    for (let round = 0; source.responses < responses && problems.length < 20; round++) {
      const one = recorded[round % recorded.length];
      if (one === undefined) throw new Error("no operation was recorded");
      source.draw = seeded(seed + round);
      source.saidNull = false;
      const hostile = await answerOf(engine, one).catch((error: Error) => error);
      if (!(hostile instanceof Error) && JSON.stringify(hostile.data) !== JSON.stringify(one.honest.data)) changed++;
      problems.push(
        ...problemsOf(one, hostile, source.saidNull, values).map((problem) => `round ${round}: ${problem} in ${one.text.slice(0, 300)}`),
      );
      if (round % 100_000 === 99_999) say(`${source.responses} responses`);
    }
    return { operations: recorded.length, responses: source.responses, changed, problems };
  } finally {
    await engine.close();
  }
}

/** Draws operations until as many of them ask the source, and notes what honest sources answer. */
async function record(engine: Engine, values: OwnedValues, most: number, seed: number): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  for (let drawn = seed; recorded.length < most; drawn++) {
    const { text, variables } = new OperationDrawer(engine.current.schema, new Random(drawn)).draw();
    const prepared = await engine.current.prepare({ query: text });
    if (!(await engine.current.explain(prepared)).includes("evil")) continue;
    const honest = await answerOf(engine, { prepared, variables });
    if (honest.errors.some(({ code }) => code !== "SOURCE_INVALID_VALUE"))
      throw new Error(`an honest answer has errors: ${JSON.stringify(honest.errors)} for ${text}`);
    values.learn(honest.data);
    recorded.push({ text, prepared, variables, honest, withoutOwned: JSON.stringify(values.withoutOwned(honest.data)) });
  }
  return recorded;
}

async function answerOf(engine: Engine, { prepared, variables }: Pick<Recorded, "prepared" | "variables">): Promise<Seen> {
  const answer = await engine.current.execute(prepared, { variables, signal: new AbortController().signal, scope: null });
  if (answer.kind !== "whole") throw new Error(`the answer came as ${answer.kind}`);
  return seen(answer);
}

function problemsOf({ honest, withoutOwned }: Recorded, hostile: Seen | Error, saidNull: boolean, values: OwnedValues): string[] {
  if (hostile instanceof Error) return [`it threw ${hostile.message}`];
  const others = JSON.stringify(values.withoutOwned(hostile.data));
  const paths = hostile.errors.map(({ path = [] }) => path);
  return [
    ...(others === withoutOwned ? [] : [`others' values became ${others} instead of ${withoutOwned}`]),
    ...values.problems(hostile.data),
    ...(saidNull ? [] : values.silences(honest.data, hostile.data, paths)),
    ...("polluted" in {} ? ["the prototype of all objects was changed"] : []),
  ];
}

function inProcess(name: string): Transport {
  const schema = honestSchemas.get(name);
  if (schema === undefined) throw new Error(`the test has no subgraph "${name}"`);
  return new InProcessTransport({ subgraph: name, schema, contextOf: () => ({}) });
}
