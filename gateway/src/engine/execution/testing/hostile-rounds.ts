import { execute, parse } from "graphql";
import { composed, executable, type TestSubgraph } from "../../testing/compose";
import { type CompiledPlan, compilePlan } from "../compiled-plan";
import type { Gathered } from "../execution";
import { type Asked, canned, plain, type Reply } from "./canned";
import { mutated, seeded } from "./mutate";
import { aRun, plannerOf } from "./planned";

/** What a source of these rounds owns, and what its values must be like, wherever they stand. */
const EVIL: Readonly<Record<string, (value: unknown) => boolean>> = {
  rating: (value) => value === null || isObject(value),
  value: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 31,
  by: (value) => Array.isArray(value) && value.every((one) => one === null || typeof one === "string"),
  stars: (value) => value === null || (Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 31),
  mood: (value) => value === null || value === "GOOD" || value === "BAD",
  share: (value) => value === null || Number.isFinite(value),
  label: (value) => value === null || (typeof value === "string" && value.isWellFormed()),
  kin: (value) => value === null || (Array.isArray(value) && value.every((one) => one === null || isObject(one))),
  karma: (value) => value === null || Number.isInteger(value),
};

const HONEST = ["id", "name", "size", "budget", "owner", "email", "__typename", "teams", "_entities"];

type Reference = { readonly id: string };

const TEAMS = ["1", "2", "3"].map((id) => ({
  __typename: "Team",
  id,
  name: `Team ${id}`,
  size: Number(id),
  owner: { email: `${id}@example.org` },
}));
const PERSON = { __typename: "Person", id: "2", name: "Person 2" };

const SUBGRAPHS: readonly TestSubgraph[] = [
  {
    name: "a",
    sdl: `
      type Query { teams: [Team] found: [Found] }
      type Team @key(fields: "id") { id: ID! name: String! size: Int owner: Owner }
      type Owner { email: String }
      type Person @key(fields: "id") { id: ID! name: String }
      union Found = Team | Person
    `,
    resolvers: {
      Query: { teams: () => TEAMS, found: () => [TEAMS[0], PERSON, TEAMS[2]] },
      Team: { __resolveReference: ({ id }: Reference) => TEAMS.find((one) => one.id === id) },
      Person: { __resolveReference: () => PERSON },
    },
  },
  {
    name: "evil",
    sdl: `
      enum Mood { GOOD BAD }
      type Team @key(fields: "id") { id: ID! rating: Rating stars: Int mood: Mood kin: [Team] }
      type Rating { value: Int! by: [String!]! share: Float label: ID }
      type Person @key(fields: "id") { id: ID! karma: Int }
    `,
    resolvers: {
      Team: {
        rating: ({ id }: Reference) => ({ value: Number(id), by: ["x", "y"], share: Number(id) / 2, label: `r${id}` }),
        stars: ({ id }: Reference) => Number(id),
        mood: () => "GOOD",
        kin: () => [{ id: "2" }, { id: "1" }],
      },
      Person: { karma: ({ id }: Reference) => Number(id) },
    },
  },
  {
    name: "c",
    sdl: `type Team @key(fields: "id") { id: ID! budget: Int } type Person @key(fields: "id") { id: ID! salary: Int }`,
    resolvers: {
      Team: { budget: ({ id }: Reference) => Number(id) * 100 },
      Person: { salary: ({ id }: Reference) => Number(id) * 1000 },
    },
  },
];

const schemas = new Map(SUBGRAPHS.map((subgraph) => [subgraph.name, executable(subgraph)]));
const planner = plannerOf(composed(SUBGRAPHS));

const QUERIES = [
  "{ teams { name budget rating { value by share label } } }",
  "{ teams { name stars mood owner { email } } }",
  "{ found { ... on Team { name stars budget } ... on Person { name karma salary } } }",
  "{ teams { name budget kin { budget name stars } } }",
  "{ found { __typename ... on Team { id size rating { value } } ... on Person { id karma } } teams { mood } }",
];

/**
 * One question to three sources, one of which answers what it likes: what is wrong with the tree, if anything is.
 * @param trusted takes the source at its word, as a control: then much is wrong
 */
export async function hostileRound(seed: number, trusted = false): Promise<readonly string[]> {
  const draw = seeded(seed);
  const plan = planOf(QUERIES[draw(QUERIES.length)] ?? "", draw(2) === 0, draw(2) === 0);
  const run = (twist: (answer: string) => string) => {
    const evil = async (asked: Asked) => twist(String(await answerOf(asked)));
    return plan.run(aRun(), canned({ a: answerOf, c: answerOf, evil }, { trusted }).transportOf);
  };
  const honest = await run((answer) => answer);
  if (honest.faults.length > 0) throw new Error(`an honest answer was faulted: ${JSON.stringify(honest.faults)}`);
  const hostile = await run((answer) => mutated(answer, HONEST, draw));
  return problemsOf(honest, hostile);
}

function planOf(query: string, joinFetches: boolean, echoes: boolean): CompiledPlan {
  const key = JSON.stringify([query, joinFetches, echoes]);
  const plan = plans.get(key) ?? compilePlan(planner.plan(query), planner.typesOf, { joinFetches, echoKeys: () => echoes });
  plans.set(key, plan);
  return plan;
}

const plans = new Map<string, CompiledPlan>();

/** What others own is as it would have been, and what the source owns is where it was asked, and of its kind. */
function problemsOf(honest: Gathered, hostile: Gathered): readonly string[] {
  const problems: string[] = [];
  const [expected, found] = [honest, hostile].map(({ tree }) => JSON.stringify(withoutEvil(plain(tree), true, problems)));
  if (expected !== found) problems.push(`others' values changed: ${expected} became ${found}`);
  withoutEvil(plain(hostile.tree), false, problems);
  const told = hostile.faults.map(({ path }) => JSON.stringify(path).slice(0, -1));
  findSilence(plain(honest.tree), plain(hostile.tree), "[", told, problems);
  if ("polluted" in {}) problems.push("the prototype of all objects was changed");
  return problems;
}

/** What the hostile source was asked and isn't there, at a place that no fault tells of. */
function findSilence(honest: unknown, hostile: unknown, place: string, told: readonly string[], problems: string[]): void {
  if (!isObject(hostile) && !Array.isArray(hostile)) return;
  for (const [name, value] of Object.entries(honest ?? {})) {
    const key = Array.isArray(hostile) ? Number(name) : name;
    const here = `${place}${place === "[" ? "" : ","}${JSON.stringify(key)}`;
    const found = Object.entries(hostile).find(([one]) => one === name)?.[1];
    const isTold = told.some((path) => here.startsWith(path) || path.startsWith(here));
    if (found === undefined && Object.hasOwn(EVIL, name) && !isTold) problems.push(`${here} is missing without a word`);
    else findSilence(value, found, here, told, problems);
  }
}

/** A tree without what the hostile source owns; objects that it leads to hold others' values that may be missing. */
function withoutEvil(value: unknown, quiet: boolean, problems: string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutEvil(one, quiet, problems));
  if (!isObject(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const one = value[name];
    const isRight = Object.hasOwn(EVIL, name) ? EVIL[name] : undefined;
    if (isRight === undefined) kept[name] = withoutEvil(one, quiet, problems);
    else if (!quiet && !isRight(one)) problems.push(`${name} is ${JSON.stringify(one)}`);
    else if (!quiet) withoutEvil(one, quiet, problems);
    if (!quiet && isRight === undefined && !HONEST.includes(name) && !["found", "salary"].includes(name))
      problems.push(`${name} wasn't asked`);
  }
  return kept;
}

/** What a source answers that keeps to its schema. */
async function answerOf({ subgraph, query, variables }: Asked): Promise<Reply> {
  const key = JSON.stringify([subgraph, query, variables]);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const schema = schemas.get(subgraph);
  if (schema === undefined) throw new Error(`the test has no subgraph "${subgraph}"`);
  const answer = JSON.stringify(await execute({ schema, document: parse(query), variableValues: variables }));
  answers.set(key, answer);
  return answer;
}

const answers = new Map<string, string>();

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
