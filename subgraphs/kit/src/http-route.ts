import type { Principal } from "./access";

/** What a route is asked: the parts of its path that it names, and what stands behind the question mark. */
export interface RouteQuestion {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

export interface RouteAnswer {
  readonly contentType: string;
  readonly body: string;
  /** What tells this answer from an earlier one; who holds the same is told so and sent nothing. */
  readonly etag: string;
}

/** Something served by GET beside the graph. The gateway knows its path and nothing of what it is about. */
export interface HttpRoute {
  /** Such as `/feeds/:watch.json`. */
  readonly path: string;
  /** Null where nothing is served under this path; refusals are told like those of the graph. */
  answer(question: RouteQuestion): Promise<RouteAnswer | null>;
}

/** What is posted to a route: by whom, and what. */
export interface Posted {
  readonly principal: Principal;
  /** The body, as JSON. */
  readonly body: unknown;
}

/** Something that takes JSON by POST beside the graph, for those who are signed in or not, as it decides. */
export interface PostRoute {
  /** Such as `/registry`. */
  readonly path: string;
  /** Larger bodies aren't read. */
  readonly mostBytes: number;
  /** Milliseconds that an answer may take. */
  readonly mostMs: number;
  /** The answer, as JSON; refusals are told like those of the graph. */
  answer(posted: Posted): Promise<unknown>;
}
