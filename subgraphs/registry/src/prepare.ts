import { createHash } from "node:crypto";
import { prefixOf, subgraphNameOf } from "@actionline/schema/agency-names";
import { type DocumentNode, parse, print } from "graphql";
import type { RegistryLimits } from "./limits";
import { Problems, refuseIfAny } from "./problem";
import { checkDirectives } from "./stages/check-directives";
import { checkCounts } from "./stages/counts";
import type { Directives } from "./stages/directives";
import { parseSdl } from "./stages/parse-sdl";
import { type ServedContract, takeOut } from "./stages/take-out";
import { checkText } from "./stages/text";
import { isTypeNode } from "./stages/type-nodes";

/** A text that was read and found within the limits. What is in it is the next to be asked. */
export interface Prepared {
  readonly agency: string;
  /** As published, blanks where something was taken out: every line is where its author knows it. */
  readonly text: string;
  readonly document: DocumentNode;
  readonly directives: Directives;
  readonly contract: ServedContract;
  /** In the one way of writing that is kept. */
  readonly sdl: string;
  readonly sdlHash: string;
}

/** Reads a text as cheaply as can be, the cheapest look first. Throws Refused. */
export function prepare(agency: string, sdl: string, limits: RegistryLimits): Prepared {
  const subgraph = subgraphNameOf(agency);
  checkText(sdl, subgraph, limits);
  const whole = parseSdl(sdl, subgraph, limits);
  checkCounts(whole, subgraph, limits);
  const directives = checkDirectives(whole, subgraph);
  const { text, contract } = takeOut(sdl, whole, directives);
  if (text.trim() === "") throw new Error("a text was taken out whole");
  const document = parse(text);
  refuseEmpty(document, agency, subgraph);
  const kept = print(document);
  return { agency, text, document, directives, contract, sdl: kept, sdlHash: hashOf(kept) };
}

function refuseEmpty(document: DocumentNode, agency: string, subgraph: string): void {
  if (document.definitions.some(isTypeNode)) return;
  const problems = new Problems(subgraph);
  const fix = `Add fields of your own, such as extend type Team @key(fields: "id") { id: ID! ${prefixOf(agency)}note: String }; records alone need no publish.`;
  problems.add("SDL_SYNTAX", undefined, "Beside the contract's own fields there is nothing in the schema.", fix);
  refuseIfAny(problems);
}

/** SHA-256 of a text, hexadecimal. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
