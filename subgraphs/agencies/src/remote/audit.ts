import { canonicalText, textHash } from "@actionline/log/canonical";
import { versionsOf } from "@actionline/log/collections";
import { Redactions } from "@actionline/log/redaction/redactions";
import type { ContractRecord } from "@actionline/schema/contract/records";
import { countListed, heldFrom, LISTED_KINDS } from "../feed/deletions";
import type { Difference } from "../feed/harvest";
import { harvestStateOf } from "../feed/harvest-state";
import { KnownOrganizations } from "../feed/known-organizations";
import { agencyOfId, changeOf, entryKindOf, type HarvestedKind } from "../feed/stored-record";
import { Turns } from "../feed/turns";
import { SUGGESTION_RULES, suggestAssignments } from "../suggest/suggest";
import { changeLine } from "./change-line";
import { USUAL_BUDGET } from "./changes-feed";
import { ContractClient } from "./contract-client";
import type { ContractPage } from "./contract-page";
import type { RemoteTask } from "./harvest-remote";
import { toldFault } from "./told-fault";

/** More than these are held in memory for no audit. */
const MOST_RECORDS = 250_000;
const MOST_DIFFERENCES = 1_000;

/**
 * Reads all that a source has and holds it against what the hub has of it, writing nothing: cursors tell what changed, and not what
 * was never told. It says in which records the two differ; in none where the reading didn't come to its end.
 */
export async function audit(task: RemoteTask): Promise<readonly Difference[]> {
  const { db, source, clock } = task;
  // Also where there is none, or it breaks off: the next one comes in its time, and not with each look at the source.
  await harvestStateOf(db).updateOne({ _id: source.id, reached: { $exists: true } }, { $set: { "reached.wholeAt": clock() } });
  // A hub hands on what others may say better here.
  if (source.hub === true || (await countListed(db, source)) > MOST_RECORDS) return [];
  const told = await LastWordsOf.read(task);
  return told === null ? [] : differencesOf(task, told);
}

/** The last word of a source on each of its records, as hashes of what the hub would hold. */
class LastWordsOf {
  readonly #task: RemoteTask;
  readonly #known: KnownOrganizations;
  readonly #redactions: Redactions;
  readonly #hashes = new Map<string, string>();
  /** What was refused, or would be held in no form. */
  readonly #unjudged = new Set<string>();

  private constructor(task: RemoteTask, known: KnownOrganizations, redactions: Redactions) {
    this.#task = task;
    this.#known = known;
    this.#redactions = redactions;
  }

  /** Null where the reading broke off. */
  static async read(task: RemoteTask): Promise<LastWordsOf | null> {
    const told = new LastWordsOf(task, await KnownOrganizations.read(task.db), await Redactions.read(task.db));
    const turns = new Turns();
    for await (const page of pagesOf(task)) {
      if (page === null) return null;
      for (const change of page.changes) {
        told.#note(change);
        await turns.pause();
      }
    }
    return told;
  }

  /** What it says of a record: its content's hash, undefined where it has none such, null where that can't be told. */
  of(kind: HarvestedKind, id: string): string | undefined | null {
    return this.#unjudged.has(id) ? null : this.#hashes.get(`${kind} ${id}`);
  }

  /** Its records of one kind. */
  *ids(kind: HarvestedKind): Generator<string> {
    for (const key of this.#hashes.keys()) if (key.startsWith(`${kind} `)) yield key.slice(kind.length + 1);
  }

  /** The hash of what the hub would make of a record now; null where it would keep none of it. */
  hashOf(record: ContractRecord): string | null {
    const { source, suggest = suggestAssignments, suggestionRules = SUGGESTION_RULES } = this.#task;
    const change = this.#redactions.applied(changeOf(record, source, { rules: suggestionRules, suggest }, this.#known));
    return change === null ? null : textHash(canonicalText(change.record));
  }

  #note(given: unknown): void {
    const { validator, source } = this.#task;
    const { accepted, id, kind, record, operation } = validator.check(changeLine(given, "").change);
    if (id === null || agencyOfId(id) !== source.agency) return;
    if (!accepted) this.#unjudged.add(id);
    else if (operation === "UPSERT" && record !== null) {
      this.#unjudged.delete(id);
      const hash = this.hashOf(record);
      if (hash === null) this.#unjudged.add(id);
      else this.#hashes.set(`${entryKindOf(record.kind)} ${id}`, hash);
    } else if (operation !== "CONFIRMED") {
      this.#unjudged.delete(id);
      for (const each of kind === null ? LISTED_KINDS : [entryKindOf(kind)]) this.#hashes.delete(`${each} ${id}`);
    }
  }
}

/** All pages from the beginning, and null in place of those that don't come. */
async function* pagesOf({ source, ask, first, budget = USUAL_BUDGET, clock }: RemoteTask): AsyncGenerator<ContractPage | null> {
  const client = new ContractClient(source.agency, ask, first);
  const until = clock().getTime() + budget.milliseconds;
  let after: string | null = null;
  for (let pages = 0; pages < budget.pages; pages++) {
    const page: ContractPage | null = await client.page(after).catch((error: unknown) => {
      toldFault(error);
      return null;
    });
    yield page;
    if (page === null || !page.more) return;
    if (page.cursor === after || clock().getTime() >= until) break;
    after = page.cursor;
  }
  yield null;
}

async function differencesOf({ db, source }: RemoteTask, told: LastWordsOf): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const kind of LISTED_KINDS) {
    const missing = new Set(told.ids(kind));
    for await (const { subject: id, hash, record } of versionsOf(db, kind).find(heldFrom(source, kind), { batchSize: 1_000 })) {
      missing.delete(id);
      const says = told.of(kind, id);
      if (says === undefined) found.push({ id, what: "it was here still" });
      // What the hub itself works out by other rules than then is no difference between the two.
      else if (says !== null && says !== hash && says !== told.hashOf(record)) {
        found.push({ id, what: "it was another" });
      }
    }
    for (const id of missing) if (told.of(kind, id) !== null) found.push({ id, what: "it was missing" });
  }
  return found.slice(0, MOST_DIFFERENCES);
}
