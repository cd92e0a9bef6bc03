import type { GrowingColumn } from "./growing-column";

/** How sure the links of a cluster are: confirmed ones alone, or proposed ones too. */
export type ClusterKind = "confirmed" | "proposed";

/** Records of one and the same activity at one point of the log. Clusters are numbered from 0 on, anew at each point. */
export interface Clusters {
  /** The number of a subject's cluster over confirmed links; -1 for one that stands alone. */
  confirmed(subject: number): number;
  /** The same over confirmed and proposed links. */
  proposed(subject: number): number;
  /** How many clusters there are. */
  size(kind: ClusterKind): number;
  /** The subject whose first version came first: its hub id is the cluster's, and later records don't change it. */
  representative(kind: ClusterKind, cluster: number): number;
  /** The subjects of a cluster, the one whose first version came first in front. */
  members(kind: ClusterKind, cluster: number): readonly number[];
}

/** The linked subjects at a point, and which links hold there. */
export interface Linked {
  /** By subject's number: its place among the linked ones plus one. */
  readonly places: GrowingColumn<Uint32Array>;
  /** By place: the subject's number. */
  readonly linked: Uint32Array;
  /** By place: the row of the subject's first version. */
  readonly first: Int32Array;
  /** Places of linked subjects, two for each link. */
  readonly confirmed: readonly number[];
  readonly proposed: readonly number[];
}

/** Clusters that more links can be added to. */
export interface JoinedClusters extends Clusters {
  /** By place: a place nearer to the root of its set, over confirmed links and over all. */
  readonly parents: readonly [confirmed: Uint32Array, all: Uint32Array];
}

export const NO_CLUSTERS: Clusters = {
  confirmed: () => -1,
  proposed: () => -1,
  size: () => 0,
  representative: noCluster,
  members: noCluster,
};

function noCluster(kind: ClusterKind, cluster: number): never {
  throw new RangeError(`There is no ${kind} cluster ${cluster} at this point.`);
}

/**
 * Connected components of the confirmed links, and of these and the proposed ones together.
 *
 * @param base clusters of an earlier point that all hold still, to which the links are added
 */
export function clustersOf({ places, linked, first, confirmed, proposed }: Linked, base: JoinedClusters | null = null): JoinedClusters {
  const [sureBefore, allBefore] = base?.parents ?? [];
  const sureParents = grown(sureBefore, linked.length);
  const allParents = grown(allBefore, linked.length);
  join(sureParents, confirmed, first);
  join(allParents, confirmed, first);
  join(allParents, proposed, first);
  const sure = new Components(sureParents, linked, first);
  const all = new Components(allParents, linked, first);
  const { array } = places;
  // A subject that was linked after this point was built has no place in it.
  const of = (components: Components) => (subject: number) => components.numbers[(array[subject] ?? 0) - 1] ?? -1;
  return {
    parents: [sureParents, allParents],
    confirmed: of(sure),
    proposed: of(all),
    size: (kind) => (kind === "confirmed" ? sure : all).roots.length,
    representative: (kind, cluster) => (kind === "confirmed" ? sure : all).root(cluster) ?? noCluster(kind, cluster),
    members: (kind, cluster) => (kind === "confirmed" ? sure : all).members(cluster) ?? noCluster(kind, cluster),
  };
}

/** A copy, in which every new place is a set of its own. */
function grown(parents: Uint32Array | undefined, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  if (parents !== undefined) larger.set(parents);
  for (let place = parents?.length ?? 0; place < length; place += 1) larger[place] = place;
  return larger;
}

/** Joins the sets of each two places. The root is the one whose first version came first, so that it names the cluster. */
function join(parents: Uint32Array, links: readonly number[], first: Int32Array): void {
  for (let at = 0; at < links.length; at += 2) {
    const one = rootOf(parents, links[at] ?? 0);
    const other = rootOf(parents, links[at + 1] ?? 0);
    if (one === other) continue;
    if ((first[one] ?? 0) < (first[other] ?? 0)) parents[other] = one;
    else parents[one] = other;
  }
}

function rootOf(parents: Uint32Array, place: number): number {
  let at = place;
  for (;;) {
    const parent = parents[at] ?? at;
    if (parent === at) return at;
    const above = parents[parent] ?? parent;
    parents[at] = above; // halves the way for the next one
    at = above;
  }
}

class Components {
  /** By place: the number of its cluster; -1 where it stands alone. */
  readonly numbers: Int32Array;
  /** By cluster: the place of its root. */
  readonly roots: readonly number[];
  readonly #linked: Uint32Array;
  readonly #first: Int32Array;
  #members: readonly number[][] | null = null;

  constructor(parents: Uint32Array, linked: Uint32Array, first: Int32Array) {
    this.#linked = linked;
    this.#first = first;
    this.numbers = new Int32Array(parents.length).fill(-1);
    const roots: number[] = [];
    for (let place = 0; place < parents.length; place += 1) {
      const root = rootOf(parents, place);
      if (root === place) continue;
      if (this.numbers[root] === -1) this.numbers[root] = roots.push(root) - 1;
      this.numbers[place] = this.numbers[root] ?? -1;
    }
    this.roots = roots;
  }

  root(cluster: number): number | undefined {
    const place = this.roots[cluster];
    return place === undefined ? undefined : this.#linked[place];
  }

  members(cluster: number): readonly number[] | undefined {
    this.#members ??= this.#listMembers();
    return this.#members[cluster];
  }

  #listMembers(): number[][] {
    const lists: number[][] = this.roots.map(() => []);
    const places = Array.from(this.numbers.keys()).filter((place) => this.numbers[place] !== -1);
    places.sort((one, other) => (this.#first[one] ?? 0) - (this.#first[other] ?? 0));
    for (const place of places) lists[this.numbers[place] ?? -1]?.push(this.#linked[place] ?? 0);
    return lists;
  }
}
