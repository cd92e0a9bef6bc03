import type { Point } from "@actionline/kit/point";
import type { DocumentNode } from "graphql";

/** What is asked of an agency's subgraph, as the gateway would ask its server. */
export interface MirrorQuestion {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The point that the request reads at. */
  readonly point: Point;
}

export interface MirrorFault {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly extensions: { readonly code: "NOT_MIRRORED" | "NOT_AS_OF" };
}

/** What the mirror knows: null, and told, where it never saw a value; never an invented one. */
export interface MirrorAnswer {
  readonly data: Record<string, unknown>;
  readonly errors: readonly MirrorFault[];
  /** When the oldest value of the answer was read from the agency; null where the answer holds none. */
  readonly asOf: Date | null;
}

/** Answers in place of one agency's server, by the last good values. */
export interface Mirror {
  answer(question: MirrorQuestion): Promise<MirrorAnswer>;
}
