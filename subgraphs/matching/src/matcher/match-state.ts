import { versionsOf } from "@actionline/log/collections";
import type { Db } from "mongodb";
import { assess } from "../assess/assess";
import type { ExchangePort, MatchContext } from "../assess/match-context";
import { mayBeSecondReport } from "../assess/sameness";
import { BLOCK_SIZES, type BlockSizes } from "../blocks/block-sizes";
import { Hierarchy } from "../blocks/hierarchy";
import { MatchIndex } from "../blocks/match-index";
import { ActivityReader, heldAt, type ReadActivity } from "./activity-reader";
import { candidatesOf, isBornOut } from "./candidates";
import type { FoundOverlap } from "./found-overlap";

export interface MatchOptions {
  /** Rates for amounts in different currencies; without it only amounts in one currency are compared. */
  readonly exchange?: ExchangePort | null;
  readonly sizes?: BlockSizes;
}

/** The index at one point of the log, and the pairs that follow from it. */
export class MatchState {
  readonly reader: ActivityReader;
  readonly index: MatchIndex;
  /** The point that the index stands at. */
  sequence: number;
  readonly #context: MatchContext;

  private constructor(
    reader: ActivityReader,
    hierarchy: Hierarchy,
    sequence: number,
    { exchange = null, sizes = BLOCK_SIZES }: MatchOptions,
  ) {
    this.reader = reader;
    this.index = new MatchIndex(hierarchy, sizes);
    this.sequence = sequence;
    const timesInSource = (source: string, title: string): number => this.index.timesInSource(source, title);
    this.#context = { ...hierarchy.context, timesInSource, exchange };
  }

  /** Reads every activity as it was at a sequence, one after the other. */
  static async at(db: Db, sequence: number, options: MatchOptions = {}): Promise<MatchState> {
    const read = async <K extends "PLACE" | "PLAN_ITEM">(kind: K) =>
      (await versionsOf(db, kind).find(heldAt(sequence)).toArray()).map(({ record }) => record);
    const [places, items] = await Promise.all([read("PLACE"), read("PLAN_ITEM")]);
    const state = new MatchState(new ActivityReader(db), new Hierarchy(places, items), sequence, options);
    for await (const { sequence: version, features } of state.reader.all(sequence)) state.index.load(version, features);
    return state;
  }

  /**
   * All pairs of some living activities that are to stand in the log, each once: L0, and the L3 that are among the best of
   * both. What they are compared with is read at once for all of them.
   */
  async pairsOf(activities: readonly ReadActivity[]): Promise<FoundOverlap[]> {
    const candidates = candidatesOf(this.index, activities);
    const read = new Map(activities.map((activity) => [activity.sequence, activity]));
    const wanted = [...new Set(candidates.map(({ other }) => other))].filter((version) => !read.has(version));
    for (let at = 0; at < wanted.length; at += MOST_READ) {
      for (const other of await this.reader.versions(wanted.slice(at, at + MOST_READ), this.sequence)) read.set(other.sequence, other);
    }
    const kept = candidates.flatMap(({ version, other, grounds }) => {
      const [one, two] = [read.get(version), read.get(other)];
      if (one === undefined || two === undefined) return [];
      const { level, assertions, vetoes } = assess(one.features, two.features, this.#context);
      if (!isBornOut(grounds, assertions)) return [];
      const asksForReview = grounds.has("CELL");
      const second = vetoes.length === 0 && mayBeSecondReport(one.features, two.features, assertions);
      return level === "L0" || (level === "L3" && asksForReview) || second ? [{ one, two, asksForReview }] : [];
    });
    return this.#found(kept);
  }

  /** Assessed once more with the amounts of both: they are read only for pairs that they may decide or add to. */
  async #found(kept: readonly Kept[]): Promise<FoundOverlap[]> {
    if (kept.length === 0) return [];
    const involved = new Map(kept.flatMap(({ one, two }) => [one, two]).map((activity) => [activity.sequence, activity]));
    const features = await this.reader.withBudgets([...involved.values()], this.sequence);
    const of = ({ record, features: without }: ReadActivity) => features.get(record.id) ?? without;
    return kept.flatMap(({ one, two, asksForReview }) => {
      const assessment = assess(of(one), of(two), this.#context);
      if (assessment.level !== "L0" && !(assessment.level === "L3" && asksForReview)) return [];
      const isPrivate = assessment.level === "L3" || one.visibility === "PRIVATE" || two.visibility === "PRIVATE";
      return [{ assessment, visibility: isPrivate ? ("PRIVATE" as const) : ("PUBLIC" as const) }];
    });
  }
}

interface Kept {
  readonly one: ReadActivity;
  readonly two: ReadActivity;
  /** Each is among the other's best for L3. */
  readonly asksForReview: boolean;
}

/** So many versions are read at once. */
const MOST_READ = 2_000;
