import type { GraphQLSchema } from "graphql";
import type { NormalisedOperation, OperationVariables } from "../operation/normalised-operation";
import { CompiledProjection } from "./compiled-projection";
import type { Fault, TreeObject } from "./tree";

/** A place of an answer: the client's response names and indexes. */
export type AnswerPath = readonly (string | number)[];

/** A non-nullable value that the tree lacks, or a value that no fetch answered; there is none where a fault tells already. */
export interface Gap {
  readonly path: AnswerPath;
  /** Such as "Team.name". */
  readonly coordinate: string;
  readonly reason: "NULL_IN_NON_NULL" | "NEVER_ANSWERED" | "WRONG_KIND";
}

/** What writing one answer came to, beside its text. */
export interface Written {
  /** The JSON text of `data`: "null" where a non-nullable root field was lost. */
  readonly text: string;
  /** At most as many as asked for. */
  readonly gaps: readonly Gap[];
  readonly gapsLeftOut: number;
  /** Objects written below the root, those in lists one by one: what the answer really came to. */
  readonly nodes: number;
  /** What `@defer` put off at the objects that were written; none in a whole answer. */
  readonly putOff: readonly PutOffPart[];
}

/** One fragment that `@defer` put off, at one object. To be written when the plan's part of that id is ready. */
export interface PutOffPart {
  /** The deferral's: `_d0`, `_d1`, … */
  readonly id: string;
  /** The client's own label. */
  readonly label: string | null;
  /** Where the object stands, from the answer's root. */
  readonly path: AnswerPath;
  /** May itself put off what is nested in it. */
  write(writing: Writing): Written;
}

/** How an answer, or a part of one, is to be written. */
export interface Writing {
  readonly mostGaps: number;
  /** Losses that are told already. */
  readonly faults?: readonly Fault[] | undefined;
  /**
   * No string of the tree needs an escape: so it is where no source's JSON text had a backslash in it. Looking for what
   * needs one is half of what writing costs.
   */
  readonly plain?: boolean | undefined;
  /** Objects that stand at several places of the tree, to be written once for all of them. */
  readonly repeated?: ReadonlySet<TreeObject> | undefined;
}

/**
 * Writes the answer of one document as JSON text, in one walk over the tree, in the order the client asked. Rejects
 * nothing that a source did; throws QUERY_TOO_COSTLY where the text, that of parts included, grew beyond what an answer
 * may be.
 */
export interface Projection {
  /** Everything in its place, `@defer` or not. */
  write(tree: TreeObject | null, variables: OperationVariables, writing: Writing): Written;
  /** The first part: what `@defer` puts off is left out and listed. */
  writeFirst(tree: TreeObject | null, variables: OperationVariables, writing: Writing): Written;
}

/** How long an answer may become, all its parts together, where nothing else is said: 10 million characters. */
export const MOST_CHARACTERS = 10_000_000;

/** Made once an operation; plans for its concrete types and values of its conditions are made as they are met. */
export function compileProjection(
  schema: GraphQLSchema,
  normalised: Pick<NormalisedOperation, "kind" | "selection">,
  mostCharacters: number = MOST_CHARACTERS,
): Projection {
  return new CompiledProjection(schema, normalised, mostCharacters);
}
