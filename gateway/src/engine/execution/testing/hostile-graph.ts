import { compilePlan } from "../compiled-plan";
import type { Gathered } from "../execution";
import type { ExecutionSettings } from "../execution-settings";
import { type Asked, canned, type Reply } from "./canned";
import { aRun, testPlanner } from "./planned";

/** Teams that are honest, money that is, and a source between them that need not be. */
export const planner = testPlanner({
  teams: `
    type Query { teams: [Team] team: Team found: [Found] media: [Media] odd: Odd }
    type Team @key(fields: "id") { id: ID! name: String! size: Int owner: Owner parts: [[Part!]!] }
    type Owner { email: String }
    type Part { n: Int! }
    type Person @key(fields: "id") { id: ID! name: String! }
    union Found = Team | Person
    interface Media { title: String }
    type Book implements Media { title: String pages: Int }
    type Film implements Media { title: String length: Int }
    type Odd { constructor: String toString: Int hasOwnProperty: Odd }
  `,
  evil: `
    type Team @key(fields: "id") { id: ID! rating: Rating stars: Int! values: Values }
    type Rating { value: Int! by: [String!]! }
    type Person @key(fields: "id") { id: ID! karma: Int }
    enum Mood { GOOD BAD }
    scalar Date
    scalar Anything
    type Values { int: Int float: Float string: String boolean: Boolean id: ID mood: Mood date: Date anything: Anything list: [Int!]! }
  `,
  money: `type Team @key(fields: "id") { id: ID! budget: Int } type Person @key(fields: "id") { id: ID! salary: Int }`,
});

/** Without what would hide how one answer is read. */
export const settings: Partial<ExecutionSettings> = {
  echoKeys: () => false,
  joinFetches: false,
  checkScalar: (scalar) => (scalar === "Date" ? (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) : undefined),
};

export const team = (id: string) => ({ __typename: "Team", id, name: `Team ${id}` });
const teams = { data: { teams: [team("1"), team("2")] } };
/** What the honest money answers. */
export const budgets = ({ variables }: Asked): Reply => ({
  data: { _entities: (variables.representations as { id: string }[]).map(({ id }) => ({ budget: Number(id) * 100 })) },
});

/** Runs a query over what the sources answer; teams and money answer honestly unless told otherwise. */
export async function ask(query: string, replies: Parameters<typeof canned>[0]): Promise<Gathered & { asked: readonly Asked[] }> {
  const { transportOf, asked } = canned({ teams: () => teams, money: budgets, ...replies });
  const gathered = await compilePlan(planner.plan(query), planner.typesOf, settings).run(aRun(), transportOf);
  return { ...gathered, asked };
}

/** A source that answers these entities. */
export const entities = (...answers: readonly unknown[]) => ({ evil: () => ({ data: { _entities: answers } }) });
/** Code, path and source of each fault. */
export const told = ({ faults }: Gathered) => faults.map(({ code, path, subgraph }) => [code, path?.join("."), subgraph]);

export const BUDGETED = [
  { ...team("1"), budget: 100 },
  { ...team("2"), budget: 200 },
];
