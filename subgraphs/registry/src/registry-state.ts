import type { Change } from "@actionline/log/log-entry";
import type { SubgraphRecord } from "@actionline/schema/federation-records";
import type { ActiveSupergraph } from "./active-supergraph";
import { isOfNow } from "./composition/is-of-now";
import type { ComposedSubgraph } from "./composition/job";
import { hashOf } from "./prepare";
import type { PublishResult, Quarantined } from "./publish/publish-input";
import { changesOf, type Publish, putBack, recordOf, upsert } from "./publish/subgraph-records";
import { knownAgencies, openConsents, openRecords, publishesOf } from "./publish/versions";
import type { RegistryOptions } from "./registry-options";
import { partsOf, type RegistryParts } from "./registry-parts";
import type { Admitted, Scene } from "./scene";
import { composedAgency, type ServedAgency } from "./served-agency";
import { settle } from "./settle";
import type { AlongsideNext, Next } from "./supergraph-keeper";
import { notePutBack, type PutBack } from "./troubles/note-put-back";

/** Milliseconds that composing may take where nobody waits for a verdict: a hub that begins has to begin. */
const SETTLING_MS = 120_000;

/** What is published and what is in force, and the ways to change both together. */
export class RegistryState {
  readonly options: RegistryOptions;
  readonly parts: RegistryParts;
  #records: ReadonlyMap<string, SubgraphRecord> = new Map();

  private constructor(options: RegistryOptions) {
    this.options = options;
    this.parts = partsOf(options);
  }

  static async open(options: RegistryOptions): Promise<RegistryState> {
    const state = new RegistryState(options);
    state.#records = await openRecords(options.db);
    const active = await state.parts.keeper.read(state.#records);
    if (options.observe !== true && !isOfNow(active, options)) await state.#composeAnew(active);
    return state;
  }

  get now(): Date {
    return (this.options.clock ?? (() => new Date()))();
  }

  get active(): ActiveSupergraph {
    const { active } = this.parts.keeper;
    if (active === null) throw new Error("no supergraph is in force yet: a hub that writes has to open first");
    return active;
  }

  /** What each agency has published and not taken back. */
  get records(): ReadonlyMap<string, SubgraphRecord> {
    return this.#records;
  }

  /** What is composed to the supergraph in force. */
  get composed(): readonly ComposedSubgraph[] {
    const { hub, keeper } = this.parts;
    return [...hub, ...keeper.served.map(composedAgency)].map(({ name, url, sdl }) => ({ name, url, sdl }));
  }

  /** The number of an agency's last publish, also of one that it took back; 0 for none. */
  async lastPublish(agency: string): Promise<number> {
    const [last] = await publishesOf(this.options.db, agency, 1);
    return last?.record.publish ?? 0;
  }

  async scene(publisher: string | null): Promise<Scene> {
    const { db } = this.options;
    const { hub, keeper, time } = this.parts;
    if (publisher !== null && !time.isKnown) await time.measure(this.active.sdl, this.composed, SETTLING_MS);
    const [agencies, consents, operations] = await Promise.all([knownAgencies(db), openConsents(db), this.parts.operations.recent()]);
    return {
      hub,
      served: keeper.served,
      agencies: publisher === null ? agencies : [...new Set([...agencies, publisher])],
      consents,
      base: keeper.active?.sdl ?? "",
      now: this.now,
      operations,
      earlier: async (agency) => (await publishesOf(db, agency)).flatMap(({ record }) => (record.quarantined === null ? [record.sdl] : [])),
      timeMs: time.mostMs,
    };
  }

  /** Takes an admitted text in; null where another came between. */
  async commit(number: number, admitted: Admitted, publish: Publish, resultOf: () => PublishResult): Promise<PublishResult | null> {
    const { input } = publish;
    const { supergraphSdl, served, quarantined } = admitted;
    const record = recordOf(admitted, publish, (await this.lastPublish(input.agency)) + 1);
    const records = new Map([...putBack(this.#records, served, quarantined), [input.agency, record]]);
    const changes = [upsert(record), ...changesOf(records, quarantined)];
    const next = { supergraphSdl, served, changes, urls: new Map([[input.agency, input.url]]) };
    const what = { quarantined, served, restored: [input.agency], at: this.now };
    const active = await this.#replace(number, next, records, what, async (session, { number: next, hash }) => {
      const stands = { publish: record.publish, base: record.sdlHash, supergraph: { number: next, hash } };
      await this.parts.results.note(input, { ...resultOf(), ...stands }, this.now, session);
    });
    if (active === null) return null;
    this.parts.time.note(admitted.took);
    return resultOf();
  }

  async noteConsent(change: Change<"CONSENT">): Promise<void> {
    await this.options.appender.append([change]);
  }

  /** Serves these, each as far as it may be; the entries given are written with it. */
  async settle(served: readonly ServedAgency[], changes: readonly Change<"SUBGRAPH">[]): Promise<readonly Quarantined[]> {
    for (;;) {
      const number = this.parts.keeper.active?.number ?? 0;
      const scene = await this.scene(null);
      const settled = await settle({ ...scene, served, timeMs: Math.max(scene.timeMs, SETTLING_MS) }, this.parts.tools);
      const { supergraphSdl, quarantined } = settled;
      const records = putBack(this.#records, settled.served, quarantined);
      const restored = changes.filter(({ operation }) => operation === "DELETE").map(({ subject }) => subject);
      for (const agency of restored) records.delete(agency);
      const all = [...changes, ...changesOf(records, quarantined)];
      if (all.length === 0 && hashOf(supergraphSdl) === this.parts.keeper.active?.hash) return [];
      const next = { supergraphSdl, served: settled.served, changes: all, urls: new Map<string, string | null>() };
      const what = { quarantined, served: settled.served, restored, at: this.now };
      if ((await this.#replace(number, next, records, what)) !== null) return quarantined;
    }
  }

  close(): void {
    if (this.options.composer === undefined) this.parts.composer.close();
  }

  /** Puts what is next in force, with the records that go with it; null where another came between. */
  async #replace(
    number: number,
    next: Next,
    records: ReadonlyMap<string, SubgraphRecord>,
    what: PutBack,
    alongside: AlongsideNext = async () => undefined,
  ): Promise<ActiveSupergraph | null> {
    const before = this.#records;
    const replaced = this.parts.keeper.replace(number, next, async (session, active) => {
      await alongside(session, active);
      await notePutBack(this.parts.troubles, what, session);
      this.#records = records;
    });
    const active = await replaced.catch((error: unknown) => {
      this.#records = before;
      throw error;
    });
    if (active === null) return null;
    for (const each of what.quarantined) this.options.onQuarantine?.(each);
    return active;
  }

  async #composeAnew(active: ActiveSupergraph | null): Promise<void> {
    const { hubSupergraph } = this.options;
    const { served } = this.parts.keeper;
    if (served.length > 0 || hubSupergraph === undefined) return void (await this.settle(served, []));
    const next = { supergraphSdl: hubSupergraph, served, changes: [], urls: new Map() };
    await this.parts.keeper.replace(active?.number ?? 0, next, async () => undefined);
  }
}
