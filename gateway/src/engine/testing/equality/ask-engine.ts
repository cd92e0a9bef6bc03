import type { GraphQLError } from "graphql";
import type { Fault } from "../../answer/tree";
import { Engine } from "../../engine";
import { type AnswerInParts, type EngineAnswer, InvalidOperation, type WholeAnswer } from "../../engine-api";
import { EngineError } from "../../engine-error";
import { DEFAULT_LIMITS } from "../../engine-options";
import type { FetchReport } from "../../execution/execution";
import type { PlannerKind } from "../../plan/planner-message";
import { draw } from "../graph/draw";
import type { TestScope } from "../graph/subgraph-schemas";
import type { TestGraph } from "../graph/test-graph";
import type { TestOperation } from "../operations/test-operation";
import type { Answer, Answered } from "./answer";
import { pathsOf } from "./ask-monolith";
import { mergePart } from "./merge-parts";
import { subgraphTransport } from "./subgraph-transport";

export interface AskedEngineOptions {
  /** Whether a subgraph is taken at its word, or its answers are read as those of a stranger; by `isTrusted` where left out. */
  readonly trusted?: (subgraph: string) => boolean;
  readonly threads?: number;
  readonly planner?: PlannerKind;
  readonly onFetch?: (report: FetchReport) => void;
  readonly onFault?: (fault: Fault) => void;
}

/** Some of the test graph's subgraphs, among them some that others hang on. */
export function isTrusted(subgraph: string): boolean {
  return ["accounts", "catalogue", "ledger", "places", "shipping", "search"].includes(subgraph);
}

/** Our engine over the subgraphs of the test graph. */
export class AskedEngine {
  readonly #graph: TestGraph;
  readonly #engine: Engine<TestScope>;
  readonly #onFetch: ((report: FetchReport) => void) | undefined;

  private constructor(graph: TestGraph, engine: Engine<TestScope>, { onFetch }: AskedEngineOptions) {
    this.#graph = graph;
    this.#engine = engine;
    this.#onFetch = onFetch;
  }

  static async open(graph: TestGraph, options: AskedEngineOptions = {}): Promise<AskedEngine> {
    const { trusted = isTrusted } = options;
    let drawn = 0;
    const engine = await Engine.open<TestScope>({
      supergraphSdl: graph.supergraphSdl,
      transportOf: ({ name }) => subgraphTransport(name, schemaNamed(graph, name), trusted(name)),
      // Who is given a moved field is drawn alike in every run.
      random: () => draw(`share ${drawn++}`) / 2 ** 32,
      rules: { claimsOf: ({ persona }) => ({ ...persona, policies: (name) => persona.policies.includes(name) }) },
      ...(options.onFault !== undefined && { hooks: { onFault: options.onFault } }),
      ...(options.planner !== undefined && { planner: options.planner }),
      limits: {
        errors: 10_000,
        planner: {
          ...DEFAULT_LIMITS.planner,
          planTime: 60_000,
          threads: options.threads ?? 1,

          evaluatedPlans: 1_000,
        },
      },
    });
    return new AskedEngine(graph, engine, options);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  /** How an operation is asked of the subgraphs. */
  async explain({ query, operationName }: TestOperation): Promise<string> {
    const { current } = this.#engine;
    return current.explain(await current.prepare({ query, operationName }));
  }

  /** The answer, its parts put together. */
  async ask(operation: TestOperation, world: string): Promise<Answer> {
    const [answer, ...others] = await this.events(operation, world);
    if (answer === undefined || others.length > 0) throw new Error("an operation has one answer");
    return answer;
  }

  /** What each event of a subscription is answered; the one answer of anything else. */
  async events({ query, operationName, variables }: TestOperation, world: string): Promise<readonly Answer[]> {
    const { current } = this.#engine;
    const request = {
      variables,
      signal: new AbortController().signal,
      scope: this.#graph.scopeOf(world),
      onFetch: this.#onFetch,
      overrideLabels: draw(world) % 2 === 0 ? ["new-climate"] : [],
    };
    try {
      return await answersOf(await current.execute(await current.prepare({ query, operationName }), request));
    } catch (error) {
      if (error instanceof InvalidOperation) return [{ kind: "refused", reason: error.message }];
      if (error instanceof EngineError && REFUSALS.has(error.code)) return [{ kind: "refused", reason: error.message }];
      throw error;
    }
  }
}

const REFUSALS: ReadonlySet<string> = new Set(["BAD_INPUT", "BAD_REQUEST"]);

async function answersOf(answer: EngineAnswer): Promise<readonly Answer[]> {
  if (answer.kind === "parts") return [await together(answer)];
  if (answer.kind === "whole") return [wholeOf(answer)];
  const answers: Answer[] = [];
  for await (const event of answer.events) answers.push(wholeOf(event));
  return answers;
}

function wholeOf({ data, errors }: WholeAnswer): Answer {
  if (data === undefined) return { kind: "refused", reason: errors[0]?.message ?? "" };
  return { kind: "answered", data, ...toldIn(errors) };
}

/** Errors, without those that only tell what whoever asks may not see. */
function toldIn(errors: readonly GraphQLError[]): Required<Pick<Answered, "errors" | "denied">> {
  const denied = errors.filter(isDenial);
  return { errors: pathsOf(errors.filter((error) => !isDenial(error))), denied: pathsOf(denied) };
}

function isDenial({ extensions }: GraphQLError): boolean {
  return extensions.code === "FORBIDDEN" || extensions.code === "UNAUTHENTICATED";
}

async function together({ first, parts }: AnswerInParts): Promise<Answer> {
  const data: unknown = JSON.parse(first.data ?? "null");
  const told = [...first.errors];
  for await (const batch of parts) {
    for (const part of batch) {
      mergePart(data, part.path, JSON.parse(part.data));
      told.push(...part.errors);
    }
  }
  return { kind: "answered", data: JSON.stringify(data), ...toldIn(told), inParts: true };
}

function schemaNamed(graph: TestGraph, name: string) {
  const schema = graph.schemas.get(name);
  if (schema === undefined) throw new Error(`there is no subgraph ${name}`);
  return schema;
}
