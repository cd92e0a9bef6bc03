import type { Point } from "@actionline/kit/point";
import { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import { versionsOf } from "@actionline/log/collections";
import { instantsOf } from "@actionline/log/instants";
import { type Freshness, freshnessAt } from "@actionline/schema/freshness";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { showRun } from "../harvest-run.repository";
import type { SourceChange } from "./source-change";

/** A source as far as its age goes. */
interface Ageing {
  readonly id: string;
  readonly frequencyDays: number | null;
  readonly lastGoodAt: Date | null;
}

type Changed = SubscribedEvent<SourceChange>;

/** Reads the log for runs that ended, further with each time, and tells what grew older meanwhile, which nobody enters. */
export class SourceChangeReader {
  readonly #db: Db;
  readonly #subject: { readonly subject?: string };
  /** What was told of each source last. */
  readonly #freshness = new Map<string, Freshness>();
  #at: Point;
  #begun = false;

  /** @param source the one that is meant; null for all */
  constructor(db: Db, source: string | null, after: Point) {
    this.#db = db;
    this.#subject = source === null ? {} : { subject: source };
    this.#at = after;
  }

  /** What has changed since the last time, in order; where it is more than `most`, not all of it. */
  async read(now: Point, most: number): Promise<Changed[]> {
    if (!this.#begun) for (const source of await this.#sourcesAt(this.#at)) this.#freshness.set(source.id, ageOf(source, this.#at.instant));
    this.#begun = true;
    const ended = await this.#ended(now, most);
    const aged = ended.length > most ? [] : await this.#aged(now);
    this.#at = now;
    return [...ended, ...aged];
  }

  async #ended({ sequence: end }: Point, most: number): Promise<Changed[]> {
    if (end === this.#at.sequence) return [];
    const reports = await versionsOf(this.#db, "HARVEST")
      .find({ _id: { $gt: this.#at.sequence, $lte: end }, ...this.#subject, "record.outcome": { $ne: "RUNNING" }, visibility: "PUBLIC" })
      .sort({ _id: 1 })
      .limit(most + 1)
      .toArray();
    if (reports.length === 0) return [];
    const sequences = reports.map(({ _id }) => _id);
    const instants = await instantsOf(this.#db, sequences);
    const frequencies = new Map((await this.#sourcesAt({ sequence: end })).map(({ id, frequencyDays }) => [id, frequencyDays]));
    return reports.flatMap(({ _id: sequence, record }) => {
      const instant = instants.get(sequence);
      const frequencyDays = frequencies.get(record.source);
      if (instant === undefined || frequencyDays === undefined) return [];
      const source = { id: record.source, frequencyDays, lastGoodAt: goodAt(record) };
      return [this.#change({ sequence, instant }, source, record)];
    });
  }

  async #aged(now: Point): Promise<Changed[]> {
    const sources = await this.#sourcesAt(now);
    return sources.flatMap((source) => {
      const known = this.#freshness.get(source.id);
      const isOlder = known !== undefined && known !== ageOf(source, now.instant);
      if (known === undefined) this.#freshness.set(source.id, ageOf(source, now.instant));
      return isOlder ? [this.#change(now, source, null)] : [];
    });
  }

  #change(point: Point, source: Ageing, report: HarvestRecord | null): Changed {
    const { id } = source;
    const freshness = ageOf(source, point.instant);
    const freshnessBefore = this.#freshness.get(id) ?? null;
    this.#freshness.set(id, freshness);
    const run = report === null ? null : showRun(report);
    return SubscribedEvent.of({ sequence: point.sequence, instant: point.instant }, { source: id, run, freshness, freshnessBefore });
  }

  /** Those that are harvested at a point: dozens. */
  async #sourcesAt({ sequence }: Pick<Point, "sequence">): Promise<Ageing[]> {
    const standing = { ...this.#subject, from: { $lte: sequence }, to: { $gt: sequence }, visibility: "PUBLIC" } as const;
    const [sources, reports] = await Promise.all([
      versionsOf(this.#db, "SOURCE").find(standing).sort({ subject: 1 }).toArray(),
      versionsOf(this.#db, "HARVEST")
        .find(standing)
        .project<{ record: Pick<HarvestRecord, "source" | "lastGoodAt"> }>({ "record.source": 1, "record.lastGoodAt": 1 })
        .toArray(),
    ]);
    const good = new Map(reports.map(({ record }) => [record.source, goodAt(record)]));
    return sources.map(({ record: { id, frequencyDays } }) => ({ id, frequencyDays, lastGoodAt: good.get(id) ?? null }));
  }
}

const goodAt = ({ lastGoodAt = null }: Pick<HarvestRecord, "lastGoodAt">): Date | null =>
  lastGoodAt === null ? null : new Date(lastGoodAt);

const ageOf = ({ lastGoodAt, frequencyDays }: Ageing, instant: Date): Freshness => freshnessAt(lastGoodAt, frequencyDays, instant);
