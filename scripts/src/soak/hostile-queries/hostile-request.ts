import type { OutgoingHttpHeaders } from "node:http";
import type { SeededRandom } from "@actionline/gateway/engine/testing/operations/seeded-random";

/** What has to come of a request: an error and nothing else, the whole answer, or either where both are right. */
export type Expected = "REFUSED" | "ANSWERED" | "EITHER";

/** One request that means no good, or stands just inside a limit. */
export interface HostileRequest {
  readonly name: string;
  readonly expected: Expected;
  readonly body: string | Buffer;
  readonly headers: OutgoingHttpHeaders;
  /** What the answer's data are, where that is known. */
  readonly data?: unknown;
  /** The hub may close before it was sent whole, so that nobody reads the refusal. */
  readonly cut?: boolean;
}

/** Draws requests of one kind, each time of another size. */
export type HostileKind = (random: SeededRandom) => HostileRequest;

const HEADERS = { "content-type": "application/json", accept: "application/graphql-response+json" };

interface Asked {
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly data?: unknown;
  readonly headers?: OutgoingHttpHeaders;
}

/** A question as a body of JSON. */
export function question(name: string, expected: Expected, query: string, asked: Asked = {}): HostileRequest {
  const { data, headers, ...more } = asked;
  return sent(name, expected, JSON.stringify({ query, ...more }), { ...(data !== undefined && { data }), ...(headers && { headers }) });
}

/** A body as it is. */
export function sent(
  name: string,
  expected: Expected,
  body: string | Buffer,
  { headers = {}, ...more }: Partial<Omit<HostileRequest, "name" | "expected" | "body">> = {},
): HostileRequest {
  return { name, expected, body, headers: { ...HEADERS, ...headers }, ...more };
}

/** So many texts in a row, each told its place. */
export function times(count: number, text: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => text(at)).join(" ");
}

/** A size on either side of a limit: near it, or far beyond. */
export function around(random: SeededRandom, limit: number, most: number): number {
  return random.chance(0.5) ? Math.max(1, random.between(Math.floor(limit / 2), limit + Math.ceil(limit / 2))) : random.between(1, most);
}

/** What is within a limit is answered; what is beyond is refused. */
export const upTo = (limit: number, size: number): Expected => (size <= limit ? "ANSWERED" : "REFUSED");
