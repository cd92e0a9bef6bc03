import { isDeepStrictEqual } from "node:util";
import { ERROR_CODES } from "@actionline/schema/error-code";
import type { HostileRequest } from "./hostile-request";
import { type ReadAnswer, type ReadError, readAnswer } from "./read-answer";
import type { HostileAnswer } from "./send-hostile";

/** What came of a request; a problem is what must never be. */
export interface Judgement {
  readonly outcome: "REFUSED" | "ANSWERED" | "CLOSED";
  readonly problem: string | null;
}

/** Addresses, places in the code, and what only subgraphs know. */
const INSIDES = /node_modules|\n\s+at |\bat [A-Z]\w+\.|\/src\/|\.js:\d|127\.0\.0\.1|localhost|ECONN|mongodb|_entities\(|join__|\b_\d+_\w+/;
/** A refusal may repeat a name that was sent, not multiply it. */
const BYTES = { most: 8_000, times: 3 };

/** Holds what came back against what had to come back. */
export function judge(request: HostileRequest, answer: HostileAnswer | null): Judgement {
  if (answer === null) return { outcome: "CLOSED", problem: request.cut === true ? null : "was closed without an answer" };
  try {
    const read = readAnswer(answer);
    const outcome = read.data === undefined || read.data === null ? "REFUSED" : "ANSWERED";
    return { outcome, problem: problemOf(request, answer, read, outcome) };
  } catch (error) {
    return { outcome: "REFUSED", problem: `can't be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function problemOf(
  { expected, data, body }: HostileRequest,
  { status, text }: HostileAnswer,
  { errors, data: answered }: ReadAnswer,
  outcome: "REFUSED" | "ANSWERED",
): string | null {
  const wrong = errors.map(wrongOf).find((each) => each !== null);
  if (wrong !== undefined && wrong !== null) return wrong;
  if (status >= 500 && !codes(errors).some((code) => code === "OVERLOADED" || code === "DEADLINE")) return `has status ${status}`;
  if (expected !== "EITHER" && outcome !== expected) return `${outcome}, with ${status} ${codes(errors).join(" ")}`;
  if (outcome === "REFUSED") return refusalProblem(errors, text, Buffer.byteLength(body));
  if (expected !== "ANSWERED") return null;
  if (errors.length > 0) return `answered with errors: ${codes(errors).join(" ")}`;
  return data === undefined || isDeepStrictEqual(plain(answered), plain(data)) ? null : `answered otherwise: ${text.slice(0, 200)}`;
}

function refusalProblem(errors: readonly ReadError[], text: string, sent: number): string | null {
  if (errors.length === 0) return "refused without an error";
  return text.length > BYTES.most + BYTES.times * sent ? `refused by ${text.length} bytes` : null;
}

/** What an error must not be: without a code or a sentence, a fault of the hub's own, or one that tells of its insides. */
function wrongOf({ message, extensions }: ReadError): string | null {
  const code = String(extensions?.code);
  if (!Object.hasOwn(ERROR_CODES, code)) return `has an error of no known code: ${code}`;
  if (code === "INTERNAL") return "has an error of the hub's own";
  if (typeof message !== "string" || message.trim() === "") return `has an error ${code} without a sentence`;
  // What was sent may be anything; it stands in quotation marks.
  return INSIDES.test(message.replaceAll(/"[^"]*"/g, "")) ? `tells of its insides: ${message.slice(0, 200)}` : null;
}

const codes = (errors: readonly ReadError[]): unknown[] => errors.slice(0, 3).map(({ extensions }) => extensions?.code);
/** `__proto__` as a key of its own, on both sides alike. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
