import type { DocumentNode } from "graphql";
import type { LeaveSignal } from "./on-abort";

/** An operation that goes to a subgraph again and again; the object itself is a key for what is derived from it. */
export interface SubgraphOperation {
  readonly subgraph: string;
  readonly kind: "query" | "mutation" | "subscription";
  readonly text: string;
  /** Parsed once, when first needed. */
  document(): DocumentNode;
}

/** One question to one subgraph. */
export interface SubgraphRequest<Scope = unknown> {
  readonly operation: SubgraphOperation;
  /** Values for the operation's variables, representations among them, as objects: for a subgraph in this process. */
  variables(): Record<string, unknown>;
  /** The whole body as JSON text, `{"query":…,"variables":{…}}`, put together from parts written beforehand. */
  body(): string;
  /** Ends the question when the client leaves, or its time is over. */
  readonly signal: LeaveSignal;
  /** What the engine's user hands to its own transports with each request; the engine never looks into it. */
  readonly scope: Scope;
  /** Of a subscription: whether another graph has taken over since the one that it was planned by. */
  readonly isOfPast?: (() => boolean) | undefined;
}

/**
 * What a subgraph answered, as it came: nothing of it is checked but that `data` is an object, null or missing. It belongs to
 * whom it was given: its objects may become part of the tree, so that a transport hands each of them out once.
 */
export interface SubgraphAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** At most as many as the limit says; `errorsLeftOut` counts the rest. */
  readonly errors: readonly SubgraphFault[];
  readonly errorsLeftOut?: number | undefined;
  /** Bytes of the body; 0 in process. */
  readonly bytes: number;
  /** The subgraph's `Cache-Control`, where it sent one. */
  readonly cacheControl?: string | undefined;
  /** The JSON text that it came as had no backslash in it, so that no string of `data` has anything to escape. */
  readonly plain?: boolean;
  /** What it told beside its data; absent unless the transport keeps it. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** What its values are as of, where the subgraph says so and is asked to. */
  readonly asOf?: Date | undefined;
  /** Who answered, for the ones who ask: a live subgraph, or a mirror of it. */
  readonly answeredBy?: "LIVE" | "MIRROR";
}

/** An error that a subgraph told. From one that isn't trusted, its words go to the log alone. */
export interface SubgraphFault {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** The error itself, of a subgraph in this process; a SourceError of whoever answers for a source keeps its code. */
  readonly original?: unknown;
}

/** The way to one subgraph. */
export interface Transport<Scope = unknown> {
  /**
   * Whether the answers are taken at their word: the subgraph runs in this process, from a schema that is ours, and its
   * executor has already pruned, checked and completed what it answers. Answers of others are pruned, checked and compared.
   */
  readonly trusted: boolean;
  /** Rejects with a SourceError where there is no answer that could be used. */
  ask(request: SubgraphRequest<Scope>): Promise<SubgraphAnswer>;
  /** Absent where the subgraph isn't granted subscriptions. */
  subscribe?(request: SubgraphRequest<Scope>): AsyncIterable<SubgraphAnswer>;
  close(): Promise<void>;
}
