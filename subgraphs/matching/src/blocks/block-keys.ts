import { splitHubId } from "@actionline/schema/hub-id";
import { fewestShared } from "../assess/title-near";
import type { ActivityFeatures } from "../features/activity-features";
import type { TitleFeatures } from "../features/title-features";
import { LIMITS } from "../method";
import { blockHash, mixedHash, shortHash } from "./block-hash";
import { itemHash, placeHash } from "./hierarchy";

/** Of so many tokens of a title every two are a key; of a title of more than fourteen words that leaves some chance. */
const MOST_TOKENS = 6;
/** A record of more cells than this is posted under the first of them only. */
export const MOST_CELLS = 1_024;
const MOST_NAMES = 127;
const MOST_PLACES = 300;

/** A link's target: the key that it stands under, and the block that it may be in by each way to read it. */
export interface Named {
  readonly third: number;
  readonly asRawId: number;
  /** Read as an id of the hub's: the block of its publisher's own, and which of those there it is. */
  readonly asHubId: { readonly block: number; readonly id: number } | null;
}

/** What candidates for one activity are looked up by. */
export interface SameKeys {
  readonly ids: readonly number[];
  /** Ids that the record names as another organization's report on the same activity. */
  readonly named: readonly Named[];
  /** What another record would name it by. */
  readonly names: readonly number[];
  readonly urls: readonly number[];
  /** Pairs of title's tokens within the same places: what every combination with near titles and equal places needs. */
  readonly tokens: readonly number[];
  /** Titles within their source, by which templates are known. */
  readonly templates: readonly number[];
}

/** Tells records of one raw id apart. */
export const hubIdHash = (id: string): number => shortHash("hub", id);

export const templateKey = (source: string, folded: string): number => blockHash("template", source, folded);

export function sameKeysOf({ id, rawId, source, links, urls, titles, places, span }: ActivityFeatures): SameKeys {
  const third = links.filter(({ type }) => type === "THIRD_PARTY").map(({ activity }) => activity);
  const frame = places.length === 0 || span === null ? null : places.join(",");
  return {
    ids: [blockHash("id", rawId)],
    named: third.map(namedBy),
    names: distinct([blockHash("third", rawId), blockHash("third", id)]),
    urls: [...urls.keys()].map((url) => blockHash("url", url)),
    tokens: frame === null ? [] : distinct(titles.flatMap((title) => tokenKeys(frame, title))),
    templates: distinct(titles.map(({ folded }) => templateKey(source, folded))),
  };
}

/** Keys under which a record stands as a third party's: looked up by the one that is named. */
export const thirdKeysOf = ({ links }: ActivityFeatures): number[] =>
  distinct(links.filter(({ type }) => type === "THIRD_PARTY").map(({ activity }) => blockHash("third", activity)));

/** A link names its target by the publisher's own id, or by the hub's, in which that one stands. */
function namedBy(target: string): Named {
  const parts = splitHubId(target);
  const asHubId = parts === null ? null : { block: blockHash("id", parts.raw), id: hubIdHash(target) };
  return { third: blockHash("third", target), asRawId: blockHash("id", target), asHubId };
}

const distinct = (keys: readonly number[]): number[] => [...new Set(keys)];

/**
 * Near titles of `n` tokens have at least `s` in common. Then, in any order that is the same for both, two of them stand
 * among the first `n - s + 2` of each (prefix filtering); so every two of these are a key, in the order of their hashes.
 * Two words together are rare where one may be in every second title of a country. A title of few words is near to an
 * equal one only, and stands under all of it.
 */
function tokenKeys(frame: string, { tokens, folded, kind }: TitleFeatures): number[] {
  const fewest = kind === "WORDS" ? LIMITS.fewestWords : LIMITS.fewestGrams;
  if (tokens.length < fewest) return [blockHash("title", frame, folded)];
  const ordered = [...tokens].sort(byHash).slice(0, Math.min(tokens.length - fewestShared(tokens.length) + 2, MOST_TOKENS));
  return ordered.flatMap((one, at) => ordered.slice(at + 1).map((other) => blockHash("tokens", frame, one, other)));
}

const byHash = (one: string, other: string): number => blockHash("token", one) - blockHash("token", other);

/** Which tokens a title has, in 32 bits: a bit that another title lacks stands for a token that it lacks. */
export const signatureOf = ({ tokens }: TitleFeatures): number =>
  tokens.reduce((bits, token) => bits | (1 << (shortHash("sign", token) & 31)), 0);

/** What candidates for an overlap are found and ranked by, in numbers; null for a record that can have none. */
export interface Profile {
  readonly kind: number;
  readonly items: Uint32Array;
  readonly places: Uint32Array;
  readonly groups: Uint32Array;
}

const STRONG: ReadonlySet<ActivityFeatures["status"]> = new Set(["IMPLEMENTING", "COMPLETED"]);

/** L3 asks for work under way or done, of a stated kind, for a stated group, on an item, in a country or region, with a date. */
export function profileOf({ status, kind, items, places, groups, span }: ActivityFeatures): Profile | null {
  const located = places.filter((place) => place !== "GLOBAL");
  if (!STRONG.has(status) || kind === "UNSPECIFIED" || span === null) return null;
  if (items.length === 0 || located.length === 0 || groups.size === 0) return null;
  return {
    kind: shortHash("kind", kind),
    items: Uint32Array.from(items.slice(0, MOST_NAMES), itemHash),
    places: Uint32Array.from(located.slice(0, MOST_PLACES), placeHash),
    groups: Uint32Array.from([...groups.keys()].sort().slice(0, MOST_NAMES), (group) => shortHash("group", group)),
  };
}

/** The block of (item, place) and kind of work. */
export const cellKey = (kind: number, item: number, place: number): number => mixedHash(kind, item, place);

/** The cells that a record stands in; of more than are looked into, the first. */
export function cellKeysOf(profile: Profile | null): number[] {
  if (profile === null) return [];
  const { kind, items, places } = profile;
  return [...items].flatMap((item) => Array.from(places, (place) => cellKey(kind, item, place))).slice(0, MOST_CELLS);
}

/** Keys that a record stands under, other than its cells. */
export function postedKeys(features: ActivityFeatures): number[] {
  const { ids, urls, tokens, templates } = sameKeysOf(features);
  return [...ids, ...thirdKeysOf(features), ...urls, ...tokens, ...templates];
}
