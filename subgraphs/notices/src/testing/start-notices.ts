import { ANYONE, may, type Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import { type Answers, subscribe } from "@actionline/kit/testing/subscribe";
import { resolveAsOf } from "@actionline/log/as-of";
import { logState } from "@actionline/log/collections";
import { startLog, type TestLog } from "@actionline/log/testing/start-log";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import type { Db } from "mongodb";
import { EventStream } from "../event/event-stream";
import type { Mail } from "../mail/compose-mail";
import type { NoticeSettings } from "../notice-settings";
import { type Notices, type OpenNoticesOptions, openNotices } from "../open-notices";
import { eventsOf, type StoredEvent } from "../store";
import { buildNoticesSubgraph } from "../subgraph";
import { FakeCells } from "./fake-cells";

export const ANNA: Principal = { id: "anna", name: "Anna", roles: [{ name: "ACCREDITED", of: null }] };
export const BEN: Principal = { id: "ben", name: "Ben", roles: [{ name: "PUBLISHER", of: "who" }] };
export const SECRETARIAT: Principal = { id: "s", name: "the secretariat", roles: [{ name: "SECRETARIAT", of: null }] };

/** Notices over a log of their own, with coverage as the test says it is; nothing runs by itself. */
export interface TestNotices extends TestLog {
  readonly notices: Notices;
  readonly cells: FakeCells;
  /** As if nothing had been written yet; cheaper than a database for each test. */
  reset(): Promise<void>;
  readonly clock: { now: Date };
  readonly principals: Map<string, Principal>;
  readonly mails: Mail[];
  readonly faults: unknown[];
  ask<Answer>(
    operation: string,
    asking?: { readonly variables?: Readonly<Record<string, unknown>>; readonly as?: Principal },
  ): Promise<Answer>;
  /** Subscribes; whoever does ends it. */
  subscribe(
    operation: string,
    asking?: { readonly variables?: Readonly<Record<string, unknown>>; readonly as?: Principal },
  ): Promise<Answers>;
  /** Saves a watch of this slice and follows once, so that what comes after is news; returns its id and the webhook's key. */
  watch(input: Readonly<Record<string, unknown>>, as?: Principal): Promise<{ id: string; secret: string | null }>;
  events(): Promise<StoredEvent[]>;
  /** Notices opened anew over the same database, as after a restart. */
  reopen(options?: Partial<OpenNoticesOptions>): Notices;
}

export async function startNotices(settings: Partial<NoticeSettings> = {}, more: Partial<OpenNoticesOptions> = {}): Promise<TestNotices> {
  const clock = { now: new Date(BEGINNING) };
  const log = await startLog(() => clock.now);
  let cells = new FakeCells();
  const principals = new Map<string, Principal>();
  const mails: Mail[] = [];
  const faults: unknown[] = [];
  const stream = new EventStream(log.db);
  const reopen = (options: Partial<OpenNoticesOptions> = {}): Notices =>
    openNotices({
      db: log.db,
      cells,
      findings: { maySee },
      principalOf: async (id) => principals.get(id) ?? null,
      settings,
      outbox: "unused",
      clock: () => clock.now,
      onFault: (error) => void faults.push(error),
      random: () => 0.5,
      stream,
      mailer: { send: async (mail) => void mails.push(mail), close: () => undefined },
      ...more,
      ...options,
    });
  const build = (): Promise<Subgraph> => buildNoticesSubgraph(log.db, { cells, settings, stream, clock: () => clock.now });
  let subgraph = await build();
  let notices = reopen();
  const reset = async (): Promise<void> => {
    await notices.close();
    await empty(log.db);
    cells = new FakeCells();
    clock.now = new Date(BEGINNING);
    for (const principal of [ANNA, BEN, SECRETARIAT]) principals.set(principal.id ?? "", principal);
    mails.length = 0;
    faults.length = 0;
    subgraph = await build();
    notices = reopen();
  };
  await reset();
  let keys = 0;
  const asked: TestNotices["ask"] = async <Answer>(operation: string, { variables = {}, as = ANYONE } = {}) => {
    const request = new RequestContext(as, await resolveAsOf(log.db, null, clock.now));
    return (await ask(subgraph.schema, subgraph.context(request), operation, variables)) as Answer;
  };
  const subscribed: TestNotices["subscribe"] = async (operation, { variables = {}, as = ANYONE } = {}) => {
    const request = new RequestContext(as, await resolveAsOf(log.db, null, clock.now));
    return subscribe(subgraph, request, operation, variables);
  };
  const watch: TestNotices["watch"] = async (input, as = ANNA) => {
    keys += 1;
    const variables = { input: { name: "mine", slice: {}, idempotencyKey: `key ${keys}`, ...input } };
    const { saveWatch } = await asked<{ saveWatch: { watch: { id: string }; secret: string | null } }>(SAVE, { variables, as });
    await notices.follower.follow();
    return { id: saveWatch.watch.id, secret: saveWatch.secret };
  };
  return {
    ...log,
    get notices() {
      return notices;
    },
    get cells() {
      return cells;
    },
    reset,
    clock,
    principals,
    mails,
    faults,
    reopen,
    ask: asked,
    subscribe: subscribed,
    watch,
    events: () => eventsOf(log.db).find().sort({ position: 1 }).toArray(),
    stop: async () => {
      await notices.close();
      await log.stop();
    },
  };
}

const BEGINNING = "2025-06-01T00:00:00Z";

async function empty(db: Db): Promise<void> {
  const collections = await db.collections();
  await Promise.all(
    collections.filter(({ collectionName }) => collectionName !== "log_state").map((collection) => collection.deleteMany({})),
  );
  // The log's clock goes on from the last instant that it stamped.
  await logState(db).updateOne({ _id: "log" }, { $set: { at: new Date(0) } });
}

export const SAVE = "mutation ($input: SaveWatchInput!) { saveWatch(input: $input) { watch { id feed webhook { url } } secret } }";

/** The rule of the findings subgraph in short: the secretariat, parties once they were told, everybody once the deadline passed. */
function maySee(finding: FindingRecord, principal: Principal, instant: Date): boolean {
  if (may(principal, "readPrivate")) return true;
  if (finding.notifiedAt === null) return false;
  const isParty = principal.roles.some(
    ({ name, of }) =>
      (name === "PUBLISHER" && finding.parties.some(({ agency }) => agency !== null && agency === of)) ||
      (name === "REPRESENTATIVE" && finding.parties.some(({ organization }) => organization === of)) ||
      (name === "MODERATOR" && of !== null && finding.actionLine === of),
  );
  return isParty || (finding.deadline !== null && finding.deadline <= instant.toISOString());
}
