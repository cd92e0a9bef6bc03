import { type DocumentNode, parse } from "graphql";
import type { OperationVariables } from "../operation/normalised-operation";
import type { SubgraphOperation, SubgraphRequest } from "../transport/transport";
import type { Run } from "./execution";
import { jsonText } from "./json-text";

/** The text of a fetch, and everything about its requests that can be written once. */
export class FetchOperation implements SubgraphOperation {
  readonly subgraph: string;
  readonly kind: "query" | "mutation" | "subscription";
  readonly text: string;
  readonly variableNames: readonly string[];
  /** The body up to the values of the variables. */
  readonly prefix: string;
  #document: DocumentNode | null = null;

  constructor(subgraph: string, kind: SubgraphOperation["kind"], text: string, variableNames: readonly string[], operationName?: string) {
    this.subgraph = subgraph;
    this.kind = kind;
    this.text = text;
    this.variableNames = variableNames;
    const named = operationName === undefined ? "" : `,"operationName":${JSON.stringify(operationName)}`;
    this.prefix = `{"query":${JSON.stringify(text)}${named},"variables":{`;
  }

  document(): DocumentNode {
    this.#document ??= parse(this.text, { noLocation: true });
    return this.#document;
  }
}

/** A value for a variable that the plan adds to the client's, as JSON text. */
export interface AddedVariable {
  readonly name: string;
  readonly json: string;
  /** The same as a value that is its taker's own; read from the text where there is no such. */
  value?(): unknown;
}

/** The same variable under another name. */
export class RenamedVariable implements AddedVariable {
  readonly name: string;
  readonly #variable: AddedVariable;

  constructor(variable: AddedVariable, name: string) {
    this.name = name;
    this.#variable = variable;
  }

  get json(): string {
    return this.#variable.json;
  }

  value(): unknown {
    return takenValue(this.#variable);
  }
}

function takenValue(variable: AddedVariable): unknown {
  return variable.value === undefined ? JSON.parse(variable.json) : variable.value();
}

/** One question of one run to one subgraph. Its functions stand by themselves, since transports take them apart. */
export function subgraphQuestion<Scope>(
  operation: FetchOperation,
  run: Run<Scope>,
  added: readonly AddedVariable[],
): SubgraphRequest<Scope> {
  return {
    operation,
    signal: run.signal,
    scope: run.scope,
    variables: () => variablesOf(operation, run.variables, added),
    body: () => bodyOf(operation, run.variables, added),
  };
}

function variablesOf(
  { variableNames }: FetchOperation,
  values: OperationVariables,
  added: readonly AddedVariable[],
): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const name of variableNames) if (Object.hasOwn(values, name)) variables[name] = values[name];
  for (const variable of added) variables[variable.name] = takenValue(variable);
  return variables;
}

function bodyOf({ prefix, variableNames }: FetchOperation, values: OperationVariables, added: readonly AddedVariable[]): string {
  let text = prefix;
  let comma = "";
  for (const name of variableNames) {
    if (!Object.hasOwn(values, name)) continue;
    text += `${comma}"${name}":${jsonText(values[name])}`;
    comma = ",";
  }
  for (const { name, json } of added) {
    text += `${comma}"${name}":${json}`;
    comma = ",";
  }
  return `${text}}}`;
}
