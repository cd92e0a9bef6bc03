import { createHash } from "node:crypto";
import { logEntries } from "@actionline/log/collections";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import { countListed } from "../feed/deletions";
import type { Difference } from "../feed/harvest";
import { type HarvestTask, harvest, prepareHarvest } from "../feed/harvest";
import { harvestStateOf, type Reached } from "../feed/harvest-state";
import { audit } from "./audit";
import { brokenFeed } from "./broken-feed";
import { changesFeed, type ReadingBudget, USUAL_BUDGET } from "./changes-feed";
import { type AskContract, ContractClient } from "./contract-client";
import type { AgencyDescription, ContractPage } from "./contract-page";
import { CursorRefused } from "./remote-fault";
import { toldFault } from "./told-fault";

export interface RemoteTask extends Omit<HarvestTask, "input"> {
  /** The agency's server, over the hub's guarded way out. */
  readonly ask: AskContract;
  /** Where that server is: a cursor is good for one address. */
  readonly address: string;
  readonly budget?: ReadingBudget;
  /** How many changes are asked for at once. */
  readonly first?: number;
  /** Leaves no report where the source has nothing new. */
  readonly quietly?: boolean;
  /** Days after which all of it is read once more, to see whether its changes told everything; 30 where it isn't given. */
  readonly auditDays?: number;
}

const [AUDIT_DAYS, DAY] = [30, 86_400_000];

export interface RemoteHarvest {
  /** Null where nothing was new and no report was asked for. */
  readonly record: HarvestRecord | null;
  /** How the agency described itself; null where its server didn't answer. */
  readonly description: AgencyDescription | null;
}

/**
 * Harvests what changed at an agency's own server since the last time, from the cursor that was reached then; now and again
 * everything, so that what never came by a cursor is found and repaired.
 */
export async function harvestRemote(task: RemoteTask): Promise<RemoteHarvest> {
  await prepareHarvest(task.db);
  const harvested = await follow(task);
  const isWell = harvested.record === null || harvested.record.outcome === "SUCCEEDED";
  if (!isWell || !(await isAuditDue(task))) return harvested;
  const [last] = await logEntries(task.db).find().sort({ _id: -1 }).limit(1).toArray();
  const found = await audit(task);
  if (found.length === 0) return harvested;
  const meantime = await follow({ ...task, quietly: true });
  const differing = await lasting(task, found, last?._id ?? 0);
  if (differing.length === 0) return meantime.record === null ? harvested : meantime;
  await forgetCursor(task);
  return follow({ ...task, quietly: false, differing });
}

/** Differences of records that came by no cursor while they were looked for. */
async function lasting({ db }: RemoteTask, found: readonly Difference[], since: number): Promise<readonly Difference[]> {
  const entries = logEntries(db).find({ _id: { $gt: since }, subject: { $in: found.map(({ id }) => id) } });
  const changed = new Set(await entries.map(({ subject }) => subject).toArray());
  return found.filter(({ id }) => !changed.has(id));
}

async function follow(task: RemoteTask): Promise<RemoteHarvest> {
  const client = new ContractClient(task.source.agency, task.ask, task.first);
  const reached = await reachedBefore(task);
  const begun = await begin(client, reached.cursor).catch((error: unknown) => toldFault(error));
  if ("code" in begun) return { record: await harvest({ ...task, input: { feed: brokenFeed(begun, reached) } }), description: null };
  const { description, page, after } = begun;
  if (task.quietly === true && isNothingNew(page, after, reached)) {
    await passQuietly(task, page.cursor, reached);
    return { record: null, description };
  }
  if (after === null) await forgetCursor(task);
  const isHub = task.source.hub === true && description.capabilities.includes("HUB");
  const source = { ...task.source, hub: isHub };
  const feed = changesFeed({
    client,
    page,
    after,
    whole: after === null,
    keepsProgress: description.deletionPolicy !== "NONE" && (after !== null || (await holdsNothing(task))),
    keepsCursor: description.deletionPolicy !== "NONE",
    reached,
    budget: task.budget ?? USUAL_BUDGET,
    now: () => task.clock().getTime(),
  });
  return { record: await harvest({ ...task, source, input: { feed } }), description };
}

interface Begun {
  readonly description: AgencyDescription;
  readonly page: ContractPage;
  readonly after: string | null;
}

/** How the agency describes itself; rejects where its server doesn't say. */
export function describeAgency(agency: string, ask: AskContract): Promise<AgencyDescription> {
  return new ContractClient(agency, ask).describe();
}

async function begin(client: ContractClient, cursor: string | null): Promise<Begun> {
  if (cursor === null) return { ...(await client.begin(null)), after: null };
  const begun = await client.begin(cursor).catch((error: unknown) => {
    if (error instanceof CursorRefused) return null;
    throw error;
  });
  // What tells no deletions is read from the beginning each time.
  if (begun === null || begun.description.deletionPolicy === "NONE") return begin(client, null);
  return { ...begun, after: cursor };
}

async function reachedBefore({ db, source, address }: RemoteTask): Promise<Reached> {
  const boundTo = createHash("sha256").update(`${source.agency} ${address}`).digest("hex");
  const state = await harvestStateOf(db).findOne({ _id: source.id });
  const reached = state?.reached;
  if (reached?.boundTo === boundTo) return reached;
  return { boundTo, cursor: null, passed: [], surplus: null, total: null };
}

function isNothingNew({ changes, more, total }: ContractPage, after: string | null, reached: Reached): boolean {
  return after !== null && changes.length === 0 && !more && total === reached.total;
}

/** The cursor may lead on past what isn't handed on; no record of that is needed. */
async function passQuietly({ db, source }: RemoteTask, cursor: string, reached: Reached): Promise<void> {
  if (cursor !== reached.cursor) await harvestStateOf(db).updateOne({ _id: source.id }, { $set: { "reached.cursor": cursor } });
}

/** A reading from the beginning that is cut short begins there again: the old cursor lies behind what it has said by then. */
async function forgetCursor({ db, source }: RemoteTask): Promise<void> {
  await harvestStateOf(db).updateOne({ _id: source.id, reached: { $exists: true } }, { $set: { "reached.cursor": null } });
}

async function isAuditDue(task: RemoteTask): Promise<boolean> {
  const { auditDays = AUDIT_DAYS } = task;
  const { cursor, wholeAt } = await reachedBefore(task);
  return cursor !== null && wholeAt !== undefined && task.clock().getTime() - wholeAt.getTime() >= auditDays * DAY;
}

async function holdsNothing({ db, source }: RemoteTask): Promise<boolean> {
  return (await countListed(db, source)) === 0;
}
