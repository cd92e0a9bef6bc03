import { OutsideFault } from "@actionline/kit/egress/outside-request";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import * as fc from "fast-check";
import type { RemoteTask } from "../remote/harvest-remote";
import type { Mischief } from "./contract-source";
import { record } from "./feed-records";
import { FollowedSource, type WrittenTo } from "./remote-harvests";

/** One thing that happens to a source, or to the hub that follows it. */
export type Step =
  | { readonly type: "UPSERT"; readonly id: number; readonly text: number }
  | { readonly type: "DELETE"; readonly id: number }
  | { readonly type: "MERGE"; readonly id: number; readonly into: number }
  | { readonly type: "SPLIT"; readonly id: number; readonly text: number }
  | { readonly type: "HARVEST"; readonly trouble: Trouble };

/** What goes wrong while a run is under way: a death after so many commits, a failing page, pages that overlap or come again. */
export interface Trouble {
  readonly diesAfter: number | null;
  readonly failsAt: number | null;
  readonly overlap: number;
  readonly replays: number | null;
  readonly expired: boolean;
}

/** What a source goes through, and whether it tells how many records it has. */
export interface History {
  readonly steps: readonly Step[];
  readonly tellsTotal: boolean;
}

const IDS = 8;
const id = fc.nat(IDS - 1);
const text = fc.nat(3);
const trouble: fc.Arbitrary<Trouble> = fc.record({
  diesAfter: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 2 }),
  failsAt: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 1 }),
  overlap: fc.nat(4),
  replays: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 1 }),
  expired: fc.boolean(),
});

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ type: fc.constant("UPSERT" as const), id, text }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("DELETE" as const), id }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("MERGE" as const), id, into: id }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("SPLIT" as const), id, text }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant("HARVEST" as const), trouble }) },
  ),
  { minLength: 5, maxLength: 30 },
);

const histories: fc.Arbitrary<History> = fc.record({ steps, tellsTotal: fc.boolean() });

/** How the hub follows; a test puts one in its place that does it carelessly. */
export type Follow = (source: FollowedSource, options: Partial<RemoteTask>) => Promise<HarvestRecord>;

const carefully: Follow = (source, options) => source.harvest(options);

class Died extends Error {}

/** Which histories are played, and who hears how far it has come. */
export interface Played {
  readonly count: number;
  readonly seed: number;
  readonly follow?: Follow;
  readonly onPlayed?: (played: number, differing: number) => void;
}

/**
 * Plays so many random histories, side by side in as many logs as are given, and says in which of them the hub holds in the end
 * something else than its source.
 */
export async function playHistories(logs: readonly WrittenTo[], asked: Played): Promise<readonly string[]> {
  const { count, seed, follow = carefully, onPlayed = () => undefined } = asked;
  const left = fc.sample(histories, { numRuns: count, seed }).entries();
  const differing: string[] = [];
  let played = 0;
  const lane = async (log: WrittenTo): Promise<void> => {
    for (const [number, history] of left) {
      const difference = await playHistory(log, `history-${number}`, history, follow);
      if (difference !== null) differing.push(`${difference}: ${JSON.stringify(history)}`);
      played += 1;
      onPlayed(played, differing.length);
    }
  };
  await Promise.all(logs.map(lane));
  return differing;
}

/** Plays one history, ends it with undisturbed runs, and says in what the hub differs from the source; null where in nothing. */
async function playHistory(
  log: WrittenTo,
  agency: string,
  { steps: happened, tellsTotal }: History,
  follow: Follow,
): Promise<string | null> {
  const source = new FollowedSource(log, agency);
  source.server.pageSize = 3;
  source.server.tellsTotal = tellsTotal;
  source.server.description = { deletionPolicy: "TRANSIENT" };
  const idOf = (number: number): string => `${agency}:${number}`;
  for (const step of happened) {
    if (step.type === "HARVEST") await disturbed(source, step.trouble, follow);
    else happen(source, step, idOf);
  }
  source.server.mischief = null;
  // A person has looked at what the guards held.
  const undisturbed = { options: { releaseDeletions: true } };
  const last = [await follow(source, undisturbed), await follow(source, undisturbed)].at(-1);
  const [held, told] = [[...(await source.held())], [...expected(source)]].map((each) => JSON.stringify(each));
  return held === told
    ? null
    : `${agency}: the hub holds ${held} and the source ${told}, after ${last?.outcome} ${last?.error?.code ?? ""}`;
}

function expected({ server }: FollowedSource): [string, string][] {
  const titles = [...server.fold()].map(([subject, given]): [string, string] => [
    subject,
    (given as { title: [{ text: string }] }).title[0].text,
  ]);
  return titles.sort(([a], [b]) => (a < b ? -1 : 1));
}

function happen({ server }: FollowedSource, step: Exclude<Step, { type: "HARVEST" }>, idOf: (number: number) => string): void {
  const held = server.fold();
  const named = (number: number, words: number): object => record(idOf(number), { title: [{ language: "en", text: `Words ${words}` }] });
  if (step.type === "UPSERT") server.upsert(named(step.id, step.text));
  else if (held.has(idOf(step.id))) {
    if (step.type === "DELETE") server.end(idOf(step.id));
    else if (step.type === "MERGE" && step.into !== step.id) server.end(idOf(step.id), "MERGED_INTO", [idOf(step.into)]);
    else if (step.type === "SPLIT") {
      const parts = [IDS + 2 * step.id, IDS + 2 * step.id + 1];
      for (const part of parts) server.upsert(named(part, step.text));
      server.end(idOf(step.id), "SPLIT_INTO", parts.map(idOf));
    }
  }
}

async function disturbed(
  source: FollowedSource,
  { diesAfter, failsAt, overlap, replays, expired }: Trouble,
  follow: Follow,
): Promise<void> {
  let [requests, commits] = [0, 0];
  const mischief: Mischief = (page, { after }, request) => {
    if (after === null) return page;
    // Nothing comes again that lies behind what the page before ended with and isn't followed by all that came after it.
    const from = Math.max(0, Number(after) - overlap);
    return replays !== null && request % 5 === replays
      ? source.server.page({ after: null, first: 3 })
      : { ...page, changes: source.server.changes.slice(from, Number(page.cursor)) };
  };
  source.server.mischief = mischief;
  const ask: RemoteTask["ask"] = async (question) => {
    requests += 1;
    if (requests === failsAt) throw new OutsideFault("SOURCE_UNAVAILABLE", "The connection failed.");
    if (expired && question.variables.after !== null && requests === 1) return { errors: [{ extensions: { code: "CURSOR_EXPIRED" } }] };
    return source.server.ask(question);
  };
  const commit: NonNullable<NonNullable<RemoteTask["options"]>["commit"]> = async (appender, changes, alongside) => {
    commits += 1;
    if (diesAfter !== null && commits > diesAfter) throw new Died("the process died");
    return appender.append(changes, alongside);
  };
  const options = { commit, batchRecords: 2, guard: { deletionShare: 1 } };
  await follow(source, { ask, options }).catch((error: unknown) => {
    if (!(error instanceof Died)) throw error;
  });
}
