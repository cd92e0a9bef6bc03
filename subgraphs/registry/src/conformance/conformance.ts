import { DEFAULT_LIMITS } from "../limits";
import { type Prepared, prepare } from "../prepare";
import type { Problem } from "../problem";
import { entityProblems } from "./entities";
import { compareServed } from "./served-sdl";

/** A question to an agency's server, through whatever guards the way there; rejects where there is no answer. */
export type CallServer = (
  operation: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{ readonly data?: unknown; readonly errors?: unknown }>;

export interface Conforming {
  readonly agency: string;
  /** As it is being published. */
  readonly sdl: string;
  readonly call: CallServer;
}

/** What an answer holds, taken as nothing at all where it isn't an object. */
export type Answered = Readonly<Record<string, unknown>>;

const OPERATIONS = new Set(["UPSERT", "DELETE", "CONFIRMED", "MERGED_INTO", "SPLIT_INTO"]);
const POLICIES = new Set(["PERSISTENT", "TRANSIENT", "NONE"]);
const LONGEST_CURSOR = 2_000;

/** Asks a server that is being published all that the hub will ask of it, and tells what isn't as the contract says. */
export async function checkConformance({ agency, sdl, call }: Conforming): Promise<readonly Problem[]> {
  const prepared = prepare(agency, sdl, DEFAULT_LIMITS);
  const missing = missingFields(prepared);
  if (missing.length > 0) return missing;
  const found: Problem[] = [];
  const ask = async (what: string, operation: string, check: (data: Answered) => string | null, variables = {}): Promise<void> => {
    const answer = await call(operation, variables).catch((error: unknown) =>
      error instanceof Error ? error.message : "It gave no answer.",
    );
    const wrong =
      typeof answer === "string" ? answer : hasErrors(answer.errors) ? "It answered with an error." : check(objectOf(answer.data));
    if (wrong !== null) found.push(notServed(what, wrong));
  };
  await ask("_service { sdl }", "{ _service { sdl } }", (data) => serviceProblem(agency, prepared, data));
  const descriptor = "{ agency { id name licence contactDesk frequencyDays deletionPolicy contractVersion capabilities } }";
  await ask("agency", descriptor, (data) => agencyProblem(agency, objectOf(data.agency)));
  const changes = "query ($first: Int!) { changes(first: $first) { changes { operation kind id record into origin } cursor more total } }";
  await ask("changes(first: 1)", changes, (data) => changesProblem(objectOf(data.changes)), { first: 1 });
  for (const { representations, operation, check } of entityProblems(prepared)) {
    await ask("_entities", operation, check, { representations });
  }
  return found;
}

export function objectOf(value: unknown): Answered {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Answered) : {};
}

const hasErrors = (errors: unknown): boolean => errors !== undefined && errors !== null && !(Array.isArray(errors) && errors.length === 0);

function missingFields({ contract }: Prepared): Problem[] {
  return (["agency", "changes"] as const).flatMap((name) =>
    contract[name] === null ? [notServed(name, "The schema that is published doesn't have it, and its server is to be asked it.")] : [],
  );
}

function notServed(what: string, wrong: string): Problem {
  const howToFix = "Serve it as contract.graphql in schema/contract says, then publish again.";
  return { code: "CONTRACT_NOT_SERVED", message: `${what}: ${wrong}`, subgraph: null, line: null, column: null, howToFix };
}

function serviceProblem(agency: string, { sdl }: Prepared, data: Answered): string | null {
  const served = objectOf(data._service).sdl;
  if (typeof served !== "string") return "It gives no text.";
  const drift = compareServed(agency, served, sdl);
  return drift.same ? null : drift.reason;
}

function agencyProblem(agency: string, descriptor: Answered): string | null {
  const { id, name, licence, deletionPolicy, contractVersion, capabilities } = descriptor;
  if (id !== agency) return `Its id isn't ${agency}.`;
  if (typeof name !== "string" || name === "") return "It tells no name.";
  if (typeof licence !== "string" || licence === "") return "It tells no licence.";
  if (typeof deletionPolicy !== "string" || !POLICIES.has(deletionPolicy))
    return `Its deletionPolicy is none of ${[...POLICIES].join(", ")}.`;
  if (typeof contractVersion !== "string" || !/^1(\.\d+)?$/.test(contractVersion))
    return "Its contractVersion is none that the hub reads, such as 1.0.";
  return Array.isArray(capabilities) ? null : "Its capabilities are no list.";
}

function changesProblem({ changes, cursor, more }: Answered): string | null {
  if (!Array.isArray(changes)) return "It gives no list of changes.";
  if (changes.length > 1) return `It gives ${changes.length} where 1 was asked for.`;
  if (typeof cursor !== "string" || cursor.length > LONGEST_CURSOR) return `It gives no cursor of at most ${LONGEST_CURSOR} characters.`;
  if (typeof more !== "boolean") return "It doesn't tell whether there is more.";
  const [first] = changes as readonly unknown[];
  if (first === undefined) return null;
  const { operation, record, id, origin } = objectOf(first);
  if (typeof operation !== "string" || !OPERATIONS.has(operation))
    return `The operation of a change is none of ${[...OPERATIONS].join(", ")}.`;
  if (operation === "UPSERT" && Object.keys(objectOf(record)).length === 0) return "An UPSERT has no record.";
  if (operation !== "UPSERT" && typeof id !== "string") return `A ${operation} has no id.`;
  return Array.isArray(origin) ? null : "A change has no origin; give an empty list.";
}
