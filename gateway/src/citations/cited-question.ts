import { deflateRawSync, inflateRawSync } from "node:zlib";
import { hubError } from "@actionline/kit/hub-error";
import type { Question } from "../front-desk";

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
  if (at === null || ask === null || sha256 === null || !/^[0-9a-f]{64}$/.test(sha256)) throw notWhole();
  const definitions = (parameters.get("under") ?? "").split(",").filter((text) => text !== "");
  return { question: unpack(ask, mostBytes), point: at, definitions, sha256 };
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
