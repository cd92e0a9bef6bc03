import { authorize } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Appender } from "@actionline/log/appender";
import { readAtEnd } from "@actionline/log/read-at-end";
import { definitionMeant } from "@actionline/stocktaking/coverage/definitions";
import type { Finding } from "./finding";
import type { DraftFindingInput, SurveyFindingsInput } from "./finding.inputs";
import type { SurveyFindingsPayload } from "./finding.payloads";
import type { FindingRepository } from "./finding.repository";
import type { FindingWriterParts } from "./finding.writer";
import { occurrenceId } from "./finding-id";
import { STANDING } from "./finding-state";
import { foundByHand } from "./survey/found-by-hand";
import { idOf } from "./survey/found-finding";
import { draftOf, SECRETARIAT_OWNER } from "./survey/reconcile";
import { surveyFindings } from "./survey/survey-findings";
import { SurveyedWorld } from "./survey/surveyed-world";

export interface FindingDrafterParts extends FindingWriterParts {
  readonly appender: Appender;
}

/** Brings findings up, by a survey or by hand. */
export class FindingDrafter {
  readonly #parts: FindingDrafterParts;
  readonly #request: RequestContext;
  readonly #findings: FindingRepository;

  constructor(parts: FindingDrafterParts, request: RequestContext, findings: FindingRepository) {
    this.#parts = parts;
    this.#request = request;
    this.#findings = findings;
  }

  async survey(input: SurveyFindingsInput): Promise<SurveyFindingsPayload> {
    const { db, index, appender, idempotency, clock } = this.#parts;
    const { principal } = this.#request;
    authorize(principal, "surveyFindings");
    const payload = { drafted: 0, updated: 0, dropped: 0, resolved: 0, holding: [], leftOut: [] } satisfies SurveyFindingsPayload;
    let outcome: SurveyFindingsPayload = payload;
    await idempotency.once(principal, "surveyFindings", { ...input }, async (alongside) => {
      const { holding, leftOut, ...counts } = await surveyFindings(db, index, appender, clock);
      outcome = { ...counts, holding: countsOf(holding), leftOut: countsOf(leftOut) };
      // The survey writes in batches and may be repeated at any point; that it is done is noted once all of them are in.
      this.#request.advanceTo(await appender.append([], alongside));
    });
    return outcome;
  }

  async draft(input: DraftFindingInput): Promise<Finding> {
    const { db, index, findings, idempotency, clock, log } = this.#parts;
    const { principal, asOf, work } = this.#request;
    authorize(principal, "surveyFindings");
    await Promise.all([index.reach(asOf.sequence), findings.reachPoint(asOf)]);
    const world = new SurveyedWorld(db, index, asOf, work);
    const found = await foundByHand(world, input);
    const base = idOf(found);
    const ran = await idempotency.once(principal, "draftFinding", { ...input }, async (alongside) => {
      const id = this.#freeId(base);
      const record = draftOf(id, found, clock().toISOString(), definitionMeant(undefined, world.view).version);
      this.#request.advanceTo(await log.write([{ id, record, from: null, owner: SECRETARIAT_OWNER }], alongside));
    });
    if (!ran) await readAtEnd(db, this.#request, clock());
    return this.#newest(base);
  }

  /** The id of the next finding about the same; refuses while one of them stands. */
  #freeId(base: string): string {
    for (let occurrence = 1; ; occurrence += 1) {
      const id = occurrenceId(base, occurrence);
      const known = this.#findings.lookUp(id);
      if (known === null) return id;
      if (STANDING.has(known.record.state)) {
        throw hubError("BAD_INPUT", `There is a finding about this already, ${id}, in the state ${known.record.state}.`, { finding: id });
      }
    }
  }

  async #newest(base: string): Promise<Finding> {
    let newest: Finding | null = null;
    for (let occurrence = 1; ; occurrence += 1) {
      const finding = await this.#findings.byId(occurrenceId(base, occurrence));
      if (finding === null) break;
      newest = finding;
    }
    if (newest === null) throw new Error(`The finding ${base} was drafted and isn't there.`);
    return newest;
  }
}

const countsOf = <Kind>(counts: ReadonlyMap<Kind, number>): { kind: Kind; count: number }[] =>
  Array.from(counts, ([kind, count]) => ({ kind, count }));
