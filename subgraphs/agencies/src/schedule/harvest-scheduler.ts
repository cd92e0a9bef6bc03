import { outsideUrl } from "@actionline/kit/egress/outside-url";
import type { Resolve } from "@actionline/kit/egress/resolve-public";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { prepareMirror } from "@actionline/mirror/known-things";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { ADDRESS } from "../declared/source-desk";
import { endThrownRun } from "../feed/end-thrown-run";
import { type HarvestTask, prepareHarvest } from "../feed/harvest";
import { KnownShapes } from "../feed/known-shapes";
import type { ReadingBudget } from "../remote/changes-feed";
import { type AskContract, askOutside, type SignQuestion, USUAL_LIMITS } from "../remote/contract-client";
import { FILE_LIMITS } from "../remote/fetched-file";
import { harvestRemote } from "../remote/harvest-remote";
import { isHubsFault } from "../remote/told-fault";
import { dueSources, type Followed, type HostedAgency } from "./due-sources";
import { harvestAddress } from "./harvest-address";
import { hostedSource } from "./hosted-source";
import { readEntities } from "./read-entities";
import { LeaseLost, SourceLease } from "./source-lease";
import {
  isTurnOf,
  outcomeOf,
  type SourceTurn,
  sourceTurnsOf,
  TURN_RULES,
  type TurnOutcome,
  type TurnRules,
  waitAfter,
} from "./source-turns";

export interface SchedulerOptions extends Pick<HarvestTask, "client" | "db" | "appender" | "validator" | "clock"> {
  readonly hosted: () => Promise<readonly HostedAgency[]>;
  readonly resolve: Resolve;
  readonly allowLocal: boolean;
  readonly sign?: SignQuestion;
  /** What couldn't be done for a reason of the hub's own. */
  readonly onFault: (error: unknown) => void;
  readonly rules?: Partial<TurnRules>;
  readonly random?: () => number;
  readonly leaseMs?: number;
  readonly budget?: ReadingBudget;
  /** Milliseconds between two readings of an agency's own fields. */
  readonly entitiesMs?: number;
}

const [AT_ONCE, LEASE, ENTITIES] = [4, 30_000, 300_000];
/** A report at least so often that a source that has nothing new stays fresh: an eighth of its period, an hour at most. */
const [QUIET, DAY] = [3_600_000, 86_400_000];

/** Harvests each source when its turn comes, one hub process a source; a turn that another process left off is taken up. */
export class HarvestScheduler {
  readonly #options: SchedulerOptions;
  readonly #rules: TurnRules;
  readonly #shapes = new KnownShapes();
  readonly #random: () => number;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#rules = { ...TURN_RULES, ...options.rules };
    this.#random = options.random ?? Math.random;
  }

  /** Harvests what is due, a few at a time; says which sources these were. */
  async runDue(): Promise<readonly string[]> {
    const { db } = this.#options;
    await Promise.all([prepareHarvest(db), prepareMirror(db)]);
    const due = (await dueSources(this.#options)).values();
    const done: string[] = [];
    const lane = async (): Promise<void> => {
      for (const followed of due) if (await this.#turn(followed)) done.push(followed.id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return done;
  }

  async #turn(followed: Followed): Promise<boolean> {
    const { db, clock, leaseMs = LEASE } = this.#options;
    const lease = await SourceLease.take(db, followed.id, { leaseMs, clock });
    if (lease === null) return false;
    const last = await sourceTurnsOf(db).findOne({ _id: followed.id });
    const turn = last !== null && isTurnOf(last, followed.url) ? last : null;
    try {
      // Whoever had the lease may have had this turn too.
      if (turn !== null && turn.nextAt > clock()) return false;
      const { outcome, ...facts } = await this.#harvest(followed, turn, lease);
      await this.#next(followed, turn, outcome, facts);
      return true;
    } catch (error) {
      if (error instanceof LeaseLost) return false;
      await this.#broken(followed, turn, error);
      return true;
    } finally {
      await lease.release();
    }
  }

  async #harvest(
    followed: Followed,
    turn: SourceTurn | null,
    { fence }: SourceLease,
  ): Promise<{ outcome: TurnOutcome } & Partial<SourceTurn>> {
    const { client, db, appender, validator, clock, resolve, allowLocal, budget } = this.#options;
    const isDeclared = followed.source?.address !== undefined;
    // The port of an agency's server was approved with its host when it was published.
    const ports = isDeclared ? [] : [Number(new URL(followed.url).port)];
    const url = outsideUrl(followed.url, { what: ADDRESS, allowLocal, ports });
    const task = { client, db, appender, validator, clock, fence, ...(isDeclared && { host: url.host }) };
    if (followed.mode === "HOSTED") {
      const ask = askOutside(url, { ...USUAL_LIMITS, resolve, allowLocal }, this.#options.sign);
      const source = followed.source ?? (await hostedSource(followed.agency, ask, task));
      const quietly = await this.#mayBeQuiet(source);
      const { record } = await harvestRemote({ ...task, source, ask, address: url.href, quietly, ...(budget !== undefined && { budget }) });
      const outcome = outcomeOf(record);
      // Another hub hands on records; what the agency that it stands under tells of its own fields is that agency's to say.
      return { outcome, ...(outcome === "WELL" && source.hub !== true && (await this.#entities(followed, turn, ask))) };
    }
    if (followed.source === null) throw new Error("A file's source isn't in the log.");
    const limits = { ...FILE_LIMITS, resolve, allowLocal };
    const { record, version } = await harvestAddress({ ...task, source: followed.source }, { url, known: turn?.version ?? null, limits });
    return { outcome: outcomeOf(record), version };
  }

  /** What an agency tells of its own fields; where it fails, its mirror stays as it was. */
  async #entities({ agency }: Followed, turn: SourceTurn | null, ask: AskContract): Promise<Partial<SourceTurn>> {
    const { clock, entitiesMs = ENTITIES, onFault } = this.#options;
    const now = clock();
    if (turn?.entitiesAt !== undefined && now.getTime() - turn.entitiesAt.getTime() < entitiesMs) return {};
    try {
      const shape = await this.#shapes.of(this.#options.db, agency);
      if (shape !== null) await readEntities(this.#options, { agency, ask, shape });
    } catch (error) {
      if (isHubsFault(error)) onFault(error);
    }
    return { entitiesAt: now };
  }

  /** Nothing new needs no report while the last one is young. */
  async #mayBeQuiet({ id, frequencyDays }: SourceRecord): Promise<boolean> {
    const { db, clock } = this.#options;
    const last = (await versionsOf(db, "HARVEST").findOne({ subject: id, to: OPEN }))?.record;
    if (last?.outcome !== "SUCCEEDED" || last.lastGoodAt === null) return false;
    const most = Math.min(QUIET, ((frequencyDays ?? 1) * DAY) / 8);
    return clock().getTime() - new Date(last.lastGoodAt).getTime() < most;
  }

  async #broken(followed: Followed, turn: SourceTurn | null, error: unknown): Promise<void> {
    const { db, appender, clock, onFault } = this.#options;
    if (isHubsFault(error)) onFault(error);
    if (followed.source !== null && isHubsFault(error)) await endThrownRun({ db, appender, clock, source: followed.source }).catch(onFault);
    await this.#next(followed, turn, "FAILED", {});
  }

  async #next(
    { id, url, mode, source }: Followed,
    turn: SourceTurn | null,
    outcome: TurnOutcome,
    facts: Partial<SourceTurn>,
  ): Promise<void> {
    const { db, clock } = this.#options;
    const failures = outcome === "FAILED" ? (turn?.failures ?? 0) + 1 : 0;
    const wait = waitAfter(outcome, failures, { mode, frequencyDays: source?.frequencyDays ?? null }, this.#rules, this.#random);
    const $set = { url, nextAt: new Date(clock().getTime() + wait), failures, ...facts };
    await sourceTurnsOf(db).updateOne({ _id: id }, { $set }, { upsert: true });
  }
}
