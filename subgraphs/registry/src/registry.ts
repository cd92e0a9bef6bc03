import { authorize, type Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { ConsentRecord } from "@actionline/schema/federation-records";
import type { ActiveSupergraph } from "./active-supergraph";
import type { ComposedSubgraph } from "./composition/job";
import type { PublishInput, PublishResult, Quarantined } from "./publish/publish-input";
import { Publisher } from "./publish/publisher";
import { type PublishVersion, publishesOf } from "./publish/versions";
import type { RecordedOperations } from "./recorded-operations";
import type { RegistryOptions } from "./registry-options";
import { RegistryState } from "./registry-state";
import type { ServerTroubles } from "./troubles/server-troubles";

/** A consent as it is given: its id and owner follow. */
export type GivenConsent = Omit<ConsentRecord, "id">;

/** Who may publish which schema, and the supergraph that follows from it. One a hub: it writes by the hub's appender. */
export class Registry {
  readonly #state: RegistryState;
  readonly #publisher: Publisher;

  private constructor(state: RegistryState) {
    this.#state = state;
    this.#publisher = new Publisher(state);
  }

  /** Composes the hub's own subgraphs with what agencies serve, where that isn't in force already. */
  static async open(options: RegistryOptions): Promise<Registry> {
    return new Registry(await RegistryState.open(options));
  }

  /** The supergraph in force. */
  current(): ActiveSupergraph {
    return this.#state.active;
  }

  /** Calls back with each supergraph that comes into force; gives how to end that. */
  onChange(callback: (active: ActiveSupergraph) => void): () => void {
    return this.#state.parts.keeper.onChange(callback);
  }

  /** What agencies serve, with the text of each. */
  get served(): readonly { readonly agency: string; readonly name: string; readonly sdl: string }[] {
    return this.#state.parts.keeper.served;
  }

  /** What is composed to the supergraph in force. */
  composedSubgraphs(): readonly ComposedSubgraph[] {
    return this.#state.composed;
  }

  /** What users ask for; the gateway tells it, and what is taken back is looked up in it. */
  get operations(): RecordedOperations {
    return this.#state.parts.operations;
  }

  /** Judges a text as a publish of it would, and changes nothing. Anyone may know what would become of a text. */
  async check(input: Pick<PublishInput, "agency" | "sdl" | "url">): Promise<PublishResult> {
    return this.#publisher.check(input);
  }

  /** Publishes a text; what is wrong with it is told in the result. */
  async publish(input: PublishInput, principal: Principal): Promise<PublishResult> {
    authorize(principal, "publishSubgraph", input.agency);
    checkKey(input.idempotencyKey);
    const before = await this.#state.parts.results.find(input);
    if (before !== null) return before;
    return this.#publisher.publish(input, principal);
  }

  /** Takes an agency's subgraph out of the graph; what the hub holds of its records stays. */
  async unpublish(agency: string, principal: Principal): Promise<PublishResult> {
    authorize(principal, "withdrawSubgraph", agency);
    const record = this.#state.records.get(agency);
    if (record === undefined) throw hubError("NOT_FOUND", `${agency} has nothing published.`);
    const without = this.#state.parts.keeper.served.filter((each) => each.agency !== agency);
    await this.#state.settle(without, [{ kind: "SUBGRAPH", subject: agency, operation: "DELETE", owner: agency, record: null }]);
    return this.#publisher.result("ADMITTED", agency, {});
  }

  /** Publishes an earlier text of the agency's once more. */
  async rollback(agency: string, publish: number, principal: Principal): Promise<PublishResult> {
    authorize(principal, "publishSubgraph", agency);
    const earlier = (await this.history(agency)).find(({ record }) => record.publish === publish && record.quarantined === null);
    if (earlier === undefined) throw hubError("NOT_FOUND", `${agency} has no publish ${publish} that was served; its history lists them.`);
    const { sdl, url } = earlier.record;
    return this.#publisher.publish({ agency, sdl, url, force: true }, principal, { rollbackOf: publish });
  }

  /** Every publish of an agency, the latest first. */
  history(agency: string): Promise<PublishVersion[]> {
    return publishesOf(this.#state.options.db, agency);
  }

  /** Notes an owner's leave. What the hub owns the secretariat allows, what an agency owns its publisher. */
  async grantConsent(consent: GivenConsent, principal: Principal): Promise<ConsentRecord> {
    authorizeConsent(consent.owner, principal);
    const id = `${consent.owner}/${consent.agency}/${consent.act}/${consent.element}`;
    const record = { id, ...consent };
    await this.#state.noteConsent({ kind: "CONSENT", subject: id, operation: "UPSERT", owner: consent.owner, record });
    return record;
  }

  /** Takes an owner's leave back: what was admitted by it is put back to what is allowed. */
  async revokeConsent(id: string, principal: Principal): Promise<readonly Quarantined[]> {
    const owner = id.split("/")[0] ?? "";
    authorizeConsent(owner, principal);
    await this.#state.noteConsent({ kind: "CONSENT", subject: id, operation: "DELETE", owner, record: null });
    return this.repair();
  }

  /** Looks whether all that is served may still be, and puts back what may not. */
  repair(): Promise<readonly Quarantined[]> {
    return this.#state.settle(this.#state.parts.keeper.served, []);
  }

  /** The secretariat's word for an address; a publish that waited for it goes on. */
  async approveHost(agency: string, host: string, principal: Principal): Promise<PublishResult | null> {
    authorize(principal, "approveHost", agency);
    const { hosts } = this.#state.parts;
    await hosts.approve(agency, host, principal.id ?? "", this.#state.now);
    const pending = await hosts.release(agency, host);
    if (pending === null) return null;
    return this.#publisher.publish(pending.input, pending.principal);
  }

  /** Notes the key that an agency signs its publishes by; from then on it signs all of them. */
  async registerKey(agency: string, keyId: string, publicKey: string, principal: Principal): Promise<void> {
    authorize(principal, "registerKey", agency);
    await this.#state.parts.signatures.register(agency, keyId, publicKey);
  }

  async revokeKey(agency: string, keyId: string, principal: Principal): Promise<void> {
    authorize(principal, "registerKey", agency);
    await this.#state.parts.signatures.revoke(agency, keyId, this.#state.now);
  }

  /** Signatures that weren't good, since the process began. */
  get refusedSignatures(): number {
    return this.#state.parts.signatures.refused;
  }

  /** What is wrong with agencies' own servers. */
  get troubles(): ServerTroubles {
    return this.#state.parts.troubles;
  }

  /** Addresses that wait for the secretariat's word. */
  waitingHosts(): Promise<{ readonly agency: string; readonly host: string; readonly at: Date }[]> {
    return this.#state.parts.hosts.waiting();
  }

  close(): void {
    this.#state.close();
  }
}

function authorizeConsent(owner: string, principal: Principal): void {
  // The hub's own elements are nobody's agency: a publisher holds its role for one.
  authorize(principal, "consentToSubgraph", owner);
  if (owner === "hub" && !principal.roles.some(({ name }) => name === "SECRETARIAT")) authorize(principal, "approveHost");
}

function checkKey(key: string | null | undefined): void {
  if (key === null || key === undefined || (key.length >= 1 && key.length <= 200)) return;
  throw hubError("BAD_INPUT", "idempotencyKey takes 1 to 200 characters of your own making, such as a UUID.");
}
