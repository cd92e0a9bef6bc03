import { authorize } from "@actionline/kit/access";
import { checkedText } from "@actionline/kit/checked-text";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import { WorkBudget } from "@actionline/kit/work-budget";
import type { Alongside } from "@actionline/log/appender";
import type { Idempotency } from "@actionline/log/idempotency";
import { readAtEnd } from "@actionline/log/read-at-end";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import type { StocktakingIndex } from "@actionline/stocktaking/stocktaking-index";
import type { Db } from "mongodb";
import type { Finding } from "./finding";
import { decided, notified, replied, resolved } from "./finding.changes";
import type { DecideFindingInput, NotifyFindingsInput, ReplyToFindingInput, ResolveFindingInput } from "./finding.inputs";
import type { FindingRepository } from "./finding.repository";
import type { FindingIndex } from "./finding-index";
import { type FindingLog, movedSince } from "./finding-log";
import type { KeptFinding } from "./finding-table";
import { TEAM } from "./hearing";
import { overtaken } from "./survey/overtaken";
import { SURVEY_OWNER } from "./survey/reconcile";
import { SurveyedWorld } from "./survey/surveyed-world";
import { voiceOf } from "./voice";

export interface FindingWriterParts {
  readonly db: Db;
  readonly index: StocktakingIndex;
  readonly findings: FindingIndex;
  readonly log: FindingLog;
  readonly idempotency: Idempotency;
  readonly clock: () => Date;
}

/** What an edit of one finding is asked for by. */
interface EditInput {
  readonly finding: string;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey: string;
}

type Keyed = Pick<EditInput, "idempotencyKey">;
const MOST_NOTIFIED = 100;
const MOST_REASON = 2_000;
const MOST_REPLY = 5_000;

/** What people do to findings. Whoever may not see one is told what they would be told if there were none. */
export class FindingWriter {
  readonly #parts: FindingWriterParts;
  readonly #request: RequestContext;
  readonly #findings: FindingRepository;

  constructor(parts: FindingWriterParts, request: RequestContext, findings: FindingRepository) {
    this.#parts = parts;
    this.#request = request;
    this.#findings = findings;
  }

  async notify(input: NotifyFindingsInput): Promise<Finding[]> {
    const { principal } = this.#request;
    authorize(principal, "notifyFinding");
    const ids = input.findings.map(({ finding }) => finding);
    if (ids.length < 1 || ids.length > MOST_NOTIFIED || new Set(ids).size < ids.length) {
      throw hubError("BAD_INPUT", `Name 1 to ${MOST_NOTIFIED} findings, each once.`);
    }
    const { idempotencyKey, ...facts } = input;
    await this.#once("notifyFindings", { idempotencyKey, ...plain(facts) }, async (alongside) => {
      const now = this.#parts.clock();
      const drafts = await Promise.all(input.findings.map(({ finding }) => this.#found(finding)));
      const writes = drafts.map((kept, at) => {
        refuseOtherVersion(kept, input.findings[at]?.expectedVersion);
        return this.#writeOf(kept, notified(kept.record, input.deadline ?? null, now));
      });
      await this.#refuseOvertaken(drafts);
      this.#request.advanceTo(await this.#parts.log.write(writes, alongside));
    });
    return Promise.all(ids.map((id) => this.#shown(id)));
  }

  /** What a person drafted is that person's to judge; what the survey did has to hold at the moment of the notice. */
  async #refuseOvertaken(drafts: readonly KeptFinding[]): Promise<void> {
    const { db, index, findings } = this.#parts;
    const surveyed = drafts.filter((kept) => findings.table.ownerOf(kept) === SURVEY_OWNER);
    if (surveyed.length === 0) return;
    const { asOf } = this.#request;
    await index.reach(asOf.sequence);
    const world = new SurveyedWorld(db, index, asOf, new WorkBudget(() => false, Number.POSITIVE_INFINITY));
    const reasons = await overtaken(
      world,
      surveyed.map(({ record }) => record),
    );
    const [first] = reasons;
    if (first === undefined) return;
    const [id, reason] = first;
    const others = reasons.size === 1 ? "" : ` Others that don't hold as they were drafted: ${reasons.size - 1}.`;
    throw hubError("BAD_INPUT", `Nobody was told: of ${id} the hub finds now: ${reason}${others} Survey anew and choose again.`, {
      findings: [...reasons.keys()],
    });
  }

  async reply(input: ReplyToFindingInput): Promise<Finding> {
    const { principal } = this.#request;
    if (principal.id === null) authorize(principal, "replyToFinding");
    const text = checkedText(input.text, MOST_REPLY, "the reply");
    const { record } = await this.#found(input.finding);
    const organization = voiceOf(record, principal);
    if (organization === null) throw notParty(record);
    return this.#edit("replyToFinding", input, (finding, now) =>
      replied(finding, { organization, by: principal.name, stance: input.stance, text, at: now.toISOString() }),
    );
  }

  decide(input: DecideFindingInput): Promise<Finding> {
    const { principal } = this.#request;
    authorize(principal, "decideFinding");
    const reason = checkedText(input.reason, MOST_REASON, "the reason of the decision");
    return this.#edit("decideFinding", input, (finding, now) => decided(finding, input.outcome, reason, principal.name, now));
  }

  resolve(input: ResolveFindingInput): Promise<Finding> {
    const { principal } = this.#request;
    authorize(principal, "decideFinding");
    const reason = checkedText(input.reason, MOST_REASON, "how it was settled");
    return this.#edit("resolveFinding", input, (finding, now) => resolved(finding, reason, principal.name, now));
  }

  async #edit(mutation: string, input: EditInput, change: (finding: FindingRecord, now: Date) => FindingRecord): Promise<Finding> {
    const kept = await this.#found(input.finding);
    await this.#once(mutation, { ...input }, async (alongside) => {
      refuseOtherVersion(kept, input.expectedVersion);
      const write = this.#writeOf(kept, change(kept.record, this.#parts.clock()));
      this.#request.advanceTo(await this.#parts.log.write([write], alongside));
    });
    return this.#shown(input.finding);
  }

  async #once(mutation: string, input: Keyed, write: (alongside: Alongside) => Promise<void>): Promise<void> {
    const { idempotency, db, clock } = this.#parts;
    if (!(await idempotency.once(this.#request.principal, mutation, input, write))) await readAtEnd(db, this.#request, clock());
  }

  /** The finding at the request's point, if its asker may see it. */
  async #found(id: string): Promise<KeptFinding> {
    await this.#parts.findings.reachPoint(this.#request.asOf);
    const kept = this.#findings.lookUp(id);
    if (kept === null)
      throw hubError("NOT_FOUND", "There is no such finding for you at this point; findings lists those that you may see.");
    return kept;
  }

  async #shown(id: string): Promise<Finding> {
    const finding = await this.#findings.byId(id);
    if (finding === null) throw new Error(`The finding ${id} was written and isn't there.`);
    return finding;
  }

  #writeOf(kept: KeptFinding, record: FindingRecord) {
    return { id: record.id, record, from: kept.sequence, owner: this.#parts.findings.table.ownerOf(kept) };
  }
}

/** A copy without the classes that inputs come in, so that it is told apart by what it says alone. */
const plain = (facts: object): object => JSON.parse(JSON.stringify(facts)) as object;

function refuseOtherVersion({ sequence }: KeptFinding, expected: number | null | undefined): void {
  if (expected !== null && expected !== undefined && expected !== sequence) throw movedSince(expected, sequence);
}

function notParty({ parties, actionLine }: FindingRecord): Error {
  const organizations = [...new Set(parties.map(({ organization }) => organization))];
  const names = actionLine === null ? organizations : [...organizations, `${TEAM}${actionLine}`];
  return hubError("FORBIDDEN", "Only those whom the finding is about may reply: sign in as one who speaks for one of them.", {
    parties: names,
  });
}
