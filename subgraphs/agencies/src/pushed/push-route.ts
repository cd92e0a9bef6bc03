import { authorize } from "@actionline/kit/access";
import type { PostRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import type { HarvestRecord, SourceRecord } from "@actionline/schema/hub-records";
import { type HarvestTask, harvest } from "../feed/harvest";
import { SourceLease } from "../schedule/source-lease";
import { linesFeed, type PushedFeed, pushedFeed } from "./pushed-feed";

export type PushOptions = Pick<HarvestTask, "client" | "db" | "appender" | "validator" | "clock">;

const MOST_BYTES = 20_000_000;
const MOST_MS = 120_000;
const LEASE = 30_000;
const AGENCY = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Takes an agency's changes as they are sent: `{ "agency": "meridian", "changes": [...] }`, or with `"lines"`, the contract's
 * lines as one text, in place of the list. `"complete": true` says that they are all that the agency has. It answers with the
 * report. What was sent before may be sent again: nothing is entered twice.
 */
export function pushRoute(options: PushOptions): PostRoute {
  return {
    path: "/push",
    mostBytes: MOST_BYTES,
    mostMs: MOST_MS,
    answer: async ({ principal, body }) => {
      const pushed = pushOf(body);
      authorize(principal, "pushRecords", pushed.agency);
      return { report: await take(pushed, options) };
    },
  };
}

interface Push {
  readonly agency: string;
  readonly feed: PushedFeed;
}

async function take({ agency, feed }: Push, options: PushOptions): Promise<HarvestRecord> {
  const source = await pushedSource(agency, options);
  const lease = await SourceLease.take(options.db, source.id, { leaseMs: LEASE, clock: options.clock });
  if (lease === null)
    throw hubError("LOG_BUSY", "An earlier push of this agency is still being taken in; send this one again in a few seconds.");
  try {
    return await harvest({ ...options, source, fence: lease.fence, input: { feed } });
  } finally {
    await lease.release();
  }
}

/** The agency's source for what it sends; made when it sends for the first time. */
async function pushedSource(agency: string, { db, appender }: PushOptions): Promise<SourceRecord> {
  const id = `${agency}/pushed`;
  const known = await versionsOf(db, "SOURCE").findOne({ subject: id, to: OPEN });
  if (known !== null) return known.record;
  const record = (await versionsOf(db, "AGENCY").findOne({ subject: agency, to: OPEN }))?.record;
  if (record === undefined) throw hubError("NOT_FOUND", "The hub has no such agency; ask the secretariat to take it in first.");
  const facts = { format: "CONTRACT", mode: "MIRRORED", frequencyDays: null, caveat: null } as const;
  const source: SourceRecord = { id, agency, name: `${record.name}: what it sends`, licence: record.licence, ...facts };
  await appender.append([{ kind: "SOURCE", subject: id, operation: "UPSERT", owner: "hub:sources", record: source }]);
  return source;
}

function pushOf(body: unknown): Push {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw refused("the body is a JSON object");
  const { agency, changes, lines, complete = false } = body as Readonly<Record<string, unknown>>;
  if (typeof agency !== "string" || !AGENCY.test(agency)) throw refused("`agency` is the agency's short name");
  if (typeof complete !== "boolean") throw refused("`complete` is true or false");
  if (Array.isArray(changes) && lines === undefined) return { agency, feed: pushedFeed(changes, complete) };
  if (typeof lines === "string" && changes === undefined) return { agency, feed: linesFeed(lines, complete) };
  throw refused("either `changes` is a list of the contract's changes, or `lines` is a text of them, one a line");
}

function refused(what: string): Error {
  return hubError("BAD_INPUT", `Send it as the contract says: ${what}.`);
}
