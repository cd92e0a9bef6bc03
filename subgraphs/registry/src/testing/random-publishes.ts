import { Supergraph } from "@apollo/federation-internals";
import { GraphQLObjectType, type GraphQLSchema, isObjectType, lexicographicSortSchema, printType } from "graphql";
import { admit } from "../admission";
import { compose } from "../composition/compose";
import { DEFAULT_LIMITS } from "../limits";
import { Refused } from "../problem";
import type { Scene } from "../scene";
import { composedAgency, knownSubgraph } from "../served-agency";
import { DIRECT_COMPOSER } from "./direct-composer";
import { drawSdl, mutated } from "./draw-sdl";
import { SMALL_HUB, smallSupergraph } from "./small-hub";
import { EXTENDED } from "./start-registry";

export interface PublishTrial {
  readonly count: number;
  readonly seed: number;
  /** POLICY is the registry's; STOCK lets in whatever composes. */
  readonly variant: "POLICY" | "STOCK";
  /** Whether bytes of the texts are changed too. */
  readonly mutate: boolean;
  readonly say?: (line: string) => void;
}

export interface PublishOutcome {
  readonly admitted: number;
  readonly refused: ReadonlyMap<string, number>;
  /** What was admitted and changes what isn't the publisher's, with the seed that draws it. */
  readonly violations: readonly string[];
  /** What was neither admitted nor refused. */
  readonly faults: readonly string[];
  /** Milliseconds of the slowest verdict. */
  readonly slowest: number;
}

const TOOLS = { composer: DIRECT_COMPOSER, limits: DEFAULT_LIMITS, extendable: EXTENDED, load: async () => undefined };

/** Publishes texts drawn at random as one agency, and looks by means of its own whether anything of others changed. */
export async function randomPublishes({ count, seed, variant, mutate, say }: PublishTrial): Promise<PublishOutcome> {
  const scene = smallScene();
  const before = othersIn(scene.base);
  const refused = new Map<string, number>();
  const [violations, faults]: [string[], string[]] = [[], []];
  let [admitted, slowest] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const drawn = drawSdl(seed + index);
    const sdl = mutate ? mutated(drawn, seed + index) : drawn;
    const began = performance.now();
    const verdict = await verdictOf(sdl, scene, variant).catch((error: unknown) => `fault: ${String(error)}`);
    slowest = Math.max(slowest, performance.now() - began);
    if (verdict.startsWith("fault: ")) faults.push(`${seed + index}: ${verdict}`);
    else if (verdict.startsWith("schema")) {
      admitted += 1;
      if (othersIn(verdict) !== before) violations.push(`${seed + index}`);
    } else refused.set(verdict, (refused.get(verdict) ?? 0) + 1);
    if (index % 1_000 === 999) say?.(`${index + 1} publishes: ${admitted} admitted, ${violations.length} that change what is others'`);
  }
  return { admitted, refused, violations, faults, slowest };
}

function smallScene(): Scene {
  const hub = SMALL_HUB.map(({ name, sdl }) => ({ ...knownSubgraph(name, sdl), url: `in-process:${name}`, sdl }));
  const facts = { consents: [], operations: [], earlier: async () => [], now: new Date("2026-11-01T09:00:00Z"), timeMs: 10_000 };
  return { hub, served: [], agencies: ["evil", "nordlys"], base: smallSupergraph(), ...facts };
}

/** The supergraph, or the code of the refusal. */
async function verdictOf(sdl: string, scene: Scene, variant: PublishTrial["variant"]): Promise<string> {
  try {
    if (variant === "POLICY")
      return (await admit("evil", sdl, scene, { ...TOOLS, limits: { ...DEFAULT_LIMITS, probes: 0 } })).supergraphSdl;
    const composed = compose(
      [...scene.hub, composedAgency({ agency: "evil", name: "agency_evil", sdl })].map(({ name, url, sdl: text }) => ({
        name,
        url,
        sdl: text,
      })),
    );
    return "supergraphSdl" in composed ? composed.supergraphSdl : "COMPOSITION_FAILED";
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]?.code ?? "?";
    throw error;
  }
}

/** All that users see of what isn't the agency's, and who answers for each field of it. By the federation library, and none of the registry's code. */
export function othersIn(supergraphSdl: string): string {
  const api = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  return `${withoutOwn(api)}\n${answerersOf(supergraphSdl)}`;
}

function withoutOwn(schema: GraphQLSchema): string {
  return Object.values(lexicographicSortSchema(schema).getTypeMap())
    .filter(({ name }) => !name.startsWith("__") && !isOwn(name))
    .map((type) => printType(isObjectType(type) ? othersFieldsOf(type) : type))
    .join("\n");
}

/** The type as it is without the agency's fields, and what they say of themselves. */
function othersFieldsOf(type: GraphQLObjectType): GraphQLObjectType {
  const { fields, ...rest } = type.toConfig();
  return new GraphQLObjectType({ ...rest, fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !isOwn(name))) });
}

const isOwn = (name: string): boolean => name.startsWith("evil_");

/** Fields of others' that the agency's subgraph would answer for, but for keys. */
function answerersOf(supergraphSdl: string): string {
  const found: string[] = [];
  let type = "";
  for (const line of supergraphSdl.split("\n")) {
    type = /^(?:type|interface) (\w+)/.exec(line)?.[1] ?? type;
    const field = /^\s+(\w+)[(:]/.exec(line)?.[1];
    if (field === undefined || isOwn(field) || isOwn(type)) continue;
    for (const [mark] of line.matchAll(/@join__field\(graph: AGENCY_EVIL[^)]*\)/g))
      if (!mark.includes("external: true")) found.push(`${type}.${field}`);
  }
  return found.join("\n");
}
