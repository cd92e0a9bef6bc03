import type { Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { SubgraphRecord } from "@actionline/schema/federation-records";
import { admit } from "../admission";
import { notMirrored } from "../not-mirrored";
import { type Problem, Refused } from "../problem";
import type { RegistryState } from "../registry-state";
import type { Admitted } from "../scene";
import { addressProblem, hostOf } from "./hosts";
import type { PublishInput, PublishResult, PublishState } from "./publish-input";
import { breakingProblems, conflictOf, heldForHost, sequenceProblem } from "./publish-problems";

/** How often a publish is judged anew where others came between. */
const MOST_ATTEMPTS = 5;

/** Brings texts from their publishers into force, or tells why not. */
export class Publisher {
  readonly #state: RegistryState;

  constructor(state: RegistryState) {
    this.#state = state;
  }

  /** What a publish would come to. */
  check(input: Pick<PublishInput, "agency" | "sdl" | "url">): Promise<PublishResult> {
    return this.#told(input.agency, async () => {
      const problem = input.url === null ? null : addressProblem(input.url, this.#state.options.local === true);
      if (problem !== null) throw new Refused([problem]);
      const admitted = await this.#admit(input);
      return this.result("ADMITTED", input.agency, { ...told(admitted), quarantined: admitted.quarantined });
    });
  }

  /** Publishes for somebody who may. */
  publish(
    input: PublishInput,
    principal: Pick<Principal, "id" | "name">,
    extra: Pick<SubgraphRecord, "rollbackOf"> = {},
  ): Promise<PublishResult> {
    return this.#told(input.agency, () => this.#publish(input, principal, extra));
  }

  async #publish(
    input: PublishInput,
    principal: Pick<Principal, "id" | "name">,
    extra: Pick<SubgraphRecord, "rollbackOf">,
  ): Promise<PublishResult> {
    const state = this.#state;
    await this.#checkEnvelope(input);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const record = state.records.get(input.agency);
      const conflict = conflictOf(input, record) ?? sequenceProblem(input, await state.lastPublish(input.agency));
      if (conflict !== null) throw new Refused([conflict]);
      const { number } = state.active;
      const admitted = await this.#admit(input);
      if (isServed(record, admitted, input)) return this.result("UNCHANGED", input.agency, told(admitted));
      const held = await this.#heldFor(input, admitted, principal);
      if (held !== null) return held;
      const facts = { ...told(admitted), quarantined: admitted.quarantined };
      const publish = { input, by: principal.id, ...extra };
      const committed = await state.commit(number, admitted, publish, () => this.result("ADMITTED", input.agency, facts));
      if (committed !== null) return committed;
    }
    throw hubError("LOG_BUSY", "Many publish at this moment; try again in a few seconds.");
  }

  /** What can be told without the text. */
  async #checkEnvelope(input: PublishInput): Promise<void> {
    const signature = await this.#state.parts.signatures.problemOf(input, this.#state.now);
    if (signature !== null) throw new Refused([signature]);
    const address = input.url === null ? null : addressProblem(input.url, this.#state.options.local === true);
    if (address !== null) throw new Refused([address]);
  }

  /** Why a text that may be published isn't yet; null where nothing holds it. */
  async #heldFor(input: PublishInput, { takenBack }: Admitted, principal: Pick<Principal, "id" | "name">): Promise<PublishResult | null> {
    const used = takenBack.filter(({ usedBy }) => usedBy.length > 0);
    if (used.length > 0 && input.force !== true) return this.result("HELD", input.agency, { problems: breakingProblems(used) });
    const { agency, url, sdl } = input;
    if (url === null) return null;
    const host = hostOf(url);
    if (await this.#state.parts.hosts.isApproved(agency, host)) {
      const faults = (await this.#state.options.checkServer?.({ agency, url, sdl })) ?? [];
      if (faults.length > 0) throw new Refused(faults);
      return null;
    }
    await this.#state.parts.hosts.hold(input, principal, this.#state.now);
    return this.result("HELD", input.agency, { problems: [heldForHost(host)] });
  }

  async #admit({ agency, sdl }: Pick<PublishInput, "agency" | "sdl">): Promise<Admitted> {
    return admit(agency, sdl, await this.#state.scene(agency), this.#state.parts.tools);
  }

  async #told(agency: string, work: () => Promise<PublishResult>): Promise<PublishResult> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused) return this.result("REFUSED", agency, { problems: error.problems });
      throw error;
    }
  }

  /** A result, with what stands for the agency now. */
  result(state: PublishState, agency: string, facts: Partial<PublishResult>): PublishResult {
    const record = this.#state.records.get(agency);
    const { number, hash } = this.#state.active;
    const stands = { publish: record?.publish ?? null, base: record?.sdlHash ?? null, supergraph: { number, hash } };
    return { state, ...stands, problems: [], warnings: [], notMirrored: [], quarantined: [], ...facts };
  }
}

function told(admitted: Admitted): Pick<PublishResult, "warnings" | "notMirrored"> {
  const warnings: readonly Problem[] = breakingProblems(admitted.takenBack);
  return { warnings, notMirrored: notMirrored(admitted.prepared) };
}

function isServed(record: SubgraphRecord | undefined, { prepared }: Admitted, { url }: PublishInput): boolean {
  return record !== undefined && record.quarantined === null && record.sdl === prepared.sdl && record.url === url;
}
