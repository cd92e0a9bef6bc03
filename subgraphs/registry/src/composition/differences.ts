import { agencyOfName, subgraphNameOf } from "@actionline/schema/agency-names";
import { MOST_PROBLEMS } from "../problem";
import type { Comparison } from "./job";
import type { Element, Joins, SupergraphElements } from "./supergraph-elements";

/** Something of another's that a publish would change. */
export interface Difference {
  readonly coordinate: string;
  readonly message: string;
}

/** How a field's type is told in a supergraph where its subgraphs don't all say the same. */
const SAME_AS_EVERYWHERE = /^join__(field|enumValue|type)(\(.*\))?$/;

/**
 * What a publish changes that isn't the publisher's: in what users see, and in who answers. Nothing may; the publisher's
 * own subgraph may refer to what others own, by the keys that they have.
 */
export function differencesOf(before: SupergraphElements, after: SupergraphElements, comparison: Omit<Comparison, "base">): Difference[] {
  const found: Difference[] = [];
  const allowed = new Set(comparison.allowed);
  const graph = subgraphNameOf(comparison.agency).toUpperCase();
  for (const coordinate of new Set([...before.coordinates, ...after.coordinates])) {
    if (found.length >= MOST_PROBLEMS) break;
    if (isOwn(coordinate, comparison, before) || allowed.has(coordinate) || allowed.has(coordinate.replace(/[ .].*/, ".*"))) continue;
    const message = judge(coordinate, { old: before.at(coordinate), now: after.at(coordinate) }, { after, before, graph });
    if (message !== null) found.push({ coordinate, message });
  }
  return found;
}

/** Whether what the coordinate names is the publisher's: a type by its name, an object's field by its own or its type's. */
export function isOwn(
  coordinate: string,
  { agency, agencies }: Pick<Comparison, "agency" | "agencies">,
  before: SupergraphElements,
): boolean {
  if (coordinate.startsWith("@")) return false;
  const [type = "", field] = coordinate.split(/ implements | = |\./);
  if (coordinate.includes(" ")) return agencyOfName(type, agencies) === agency;
  const kind = before.kinds.get(type);
  if (field !== undefined && (kind === undefined || kind === "OBJECT")) {
    const owner = agencyOfName(field, agencies);
    if (owner !== null) return owner === agency;
  }
  return agencyOfName(type, agencies) === agency;
}

interface Change {
  readonly old: Element | undefined;
  readonly now: Element | undefined;
}

interface Scene {
  readonly before: SupergraphElements;
  readonly after: SupergraphElements;
  /** The publisher's, as the supergraph writes it. */
  readonly graph: string;
}

function judge(coordinate: string, { old, now }: Change, scene: Scene): string | null {
  if (old === undefined) return "It would be added:";
  if (now === undefined) return "It would be lost:";
  if (old.shown !== now.shown) return "Users would see it changed:";
  for (const subgraph of new Set([...old.joins.keys(), ...now.joins.keys()])) {
    if (subgraph === scene.graph) continue;
    if (!sameJoins(old.joins.get(subgraph), now.joins.get(subgraph))) return "Another subgraph would answer for it otherwise:";
  }
  return judgeOwnJoins(coordinate, now.joins, scene);
}

/** Marks that say nothing more than that the subgraph has the element. */
const PLAIN = new Set(["join__field", "join__enumValue"]);

function sameJoins(old: readonly string[] | undefined, now: readonly string[] | undefined): boolean {
  const told = (joins: readonly string[] | undefined): string => (joins ?? []).filter((join) => !PLAIN.has(join)).join(" ");
  return (old === undefined) === (now === undefined) && told(old) === told(now);
}

/** The publisher's subgraph may hold others' elements as keys, or to require them; nothing else. */
function judgeOwnJoins(coordinate: string, joins: Joins, { before, graph }: Scene): string | null {
  const own = joins.get(graph);
  if (own === undefined) return null;
  const [type = "", field] = coordinate.split(".");
  for (const join of own) {
    if (!SAME_AS_EVERYWHERE.test(join)) return "Your subgraph would take part in it:";
    if (/isInterfaceObject: true|override: "|usedOverridden|provides: "|overrideLabel/.test(join))
      return "Your subgraph would answer for it:";
    if (join.startsWith("join__type") && !isTheirKey(join, type, before)) return "It would get another key:";
    if (field !== undefined && join.startsWith("join__field") && !/external: true/.test(join) && !inAnyKey(type, field, before))
      return "Your subgraph would answer for it:";
  }
  return null;
}

function isTheirKey(join: string, type: string, before: SupergraphElements): boolean {
  const key = /key: "([^"]*)"/.exec(join)?.[1];
  return key === undefined || keysIn(type, before).includes(key);
}

function inAnyKey(type: string, field: string, before: SupergraphElements): boolean {
  if (type === "Query") return false;
  return keysIn(type, before).some((key) => key.split(/\W+/).includes(field));
}

function keysIn(type: string, { keys }: SupergraphElements): readonly string[] {
  return [...(keys.get(type)?.values() ?? [])].flat();
}
