import { deflateRawSync, inflateRawSync } from "node:zlib";
import { hubError } from "@actionline/kit/hub-error";
import { pointOfName } from "@actionline/kit/point";
import type { Question } from "../question";

/** What an address of a citation tells. */
export interface CitedQuestion {
  readonly question: Question;
  /** The name of the point. */
  readonly point: string;
  /** Such as coverage@1.1.0, in order of id. */
  readonly definitions: readonly string[];
  /** SHA-256 of the answer's bytes, hexadecimal. */
  readonly sha256: string;
}

/** Servers and mail programs cut longer addresses. */
const LONGEST_ADDRESS = 8_000;
const SHA256 = /^[0-9a-f]{64}$/;
/** The definitions of an address, which come back in a header: ids and versions, and nothing that a header can't hold. */
const DEFINITIONS = /^([\w-]{1,40}@[\w.-]{1,20}(,(?!$)|$)){0,20}$/;

/** The path that asks a cited question again; null where it would be too long to be kept whole. */
export function writeAddress({ question, point, definitions, sha256 }: CitedQuestion): string | null {
  const { query, variables = {} } = question;
  const packed = deflateRawSync(JSON.stringify([query, variables])).toString("base64url");
  const parts = new URLSearchParams({ at: point, under: definitions.join(","), sha256, ask: packed });
  const address = `/cite?${parts}`;
  return address.length > LONGEST_ADDRESS ? null : address;
}

/**
 * Reads an address again. It may be anybody's making: what it asks goes through every check that a question goes through.
 *
 * @param mostBytes of the question once unpacked
 */
export function readAddress(parameters: URLSearchParams, mostBytes: number): CitedQuestion {
  const at = parameters.get("at");
  const sha256 = parameters.get("sha256");
  const ask = parameters.get("ask");
  const under = parameters.get("under") ?? "";
  if (at === null || ask === null || sha256 === null) throw notWhole();
  // A point's own name alone: the name that somebody gave a point says less, and may be of any letters.
  if (pointOfName(at) === null || !SHA256.test(sha256) || !DEFINITIONS.test(under)) throw notWhole();
  return { question: unpack(ask, mostBytes), point: at, definitions: under === "" ? [] : under.split(","), sha256 };
}

function unpack(ask: string, mostBytes: number): Question {
  try {
    const text = inflateRawSync(Buffer.from(ask, "base64url"), { maxOutputLength: mostBytes }).toString("utf8");
    const parts: unknown = JSON.parse(text);
    if (!Array.isArray(parts)) throw notWhole();
    const [query, variables]: unknown[] = parts;
    if (typeof query === "string" && typeof variables === "object" && variables !== null && !Array.isArray(variables)) {
      return { query, variables: variables as Record<string, unknown> };
    }
  } catch {
    // Not packed by the hub, or cut: said below.
  }
  throw notWhole();
}

const notWhole = (): Error =>
  hubError("CITATION_INVALID", "This isn't a whole citation of this hub; copy the address as Citation.address told it.");
