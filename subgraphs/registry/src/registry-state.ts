import type { Change } from "@actionline/log/log-entry";
import type { SubgraphRecord } from "@actionline/schema/federation-records";
import type { Db } from "mongodb";
import type { ActiveSupergraph } from "./active-supergraph";
import { Composer } from "./composition/composer";
import type { Composing } from "./composition/job";
import { outOfDateIn } from "./composition/out-of-date";
import { DEFAULT_LIMITS } from "./limits";
import { EXTENDABLE } from "./ownership/extendable";
import { hashOf } from "./prepare";
import { type Problem, Refused } from "./problem";
import { Hosts } from "./publish/hosts";
import type { PublishResult, Quarantined } from "./publish/publish-input";
import { PublishResults } from "./publish/results";
import { Signatures } from "./publish/signatures";
import { changesOf, type Publish, putBack, recordOf, upsert } from "./publish/subgraph-records";
import { knownAgencies, openConsents, openRecords, publishesOf } from "./publish/versions";
import { RecordedOperations } from "./recorded-operations";
import type { RegistryOptions } from "./registry-options";
import type { AdmissionTools, Admitted, Scene } from "./scene";
import { composedAgency, knownSubgraph, type ServedAgency } from "./served-agency";
import { settle } from "./settle";
import { SupergraphKeeper } from "./supergraph-keeper";
import { ServerTroubles } from "./troubles/server-troubles";

/** How long a last good composition may be exceeded. */
const TIMES_AS_LONG = 3;

/** Milliseconds that composing may take where nobody waits for a verdict: a hub that begins has to begin. */
const SETTLING_MS = 120_000;

/** Everything that a registry stands on: what is published, what is in force, and the ways to change both together. */
export class RegistryState {
  readonly keeper: SupergraphKeeper;
  readonly results: PublishResults;
  readonly hosts: Hosts;
  readonly signatures: Signatures;
  readonly operations: RecordedOperations;
  readonly troubles: ServerTroubles;
  readonly tools: AdmissionTools;
  readonly #options: RegistryOptions;
  readonly hub: Scene["hub"];
  readonly #composer: Composing;
  #records: ReadonlyMap<string, SubgraphRecord> = new Map();
  /** Milliseconds that the last good composition took. */
  #took = 0;

  private constructor(options: RegistryOptions) {
    const { db, execArgv } = options;
    this.#options = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.keeper = new SupergraphKeeper(options);
    this.results = new PublishResults(db);
    this.hosts = new Hosts(db);
    this.signatures = new Signatures(db);
    this.operations = new RecordedOperations(db, options.clock ?? (() => new Date()));
    this.troubles = new ServerTroubles(db);
    this.#composer = options.composer ?? new Composer({ memoryMiB: limits.compositionMiB, execArgv });
    this.tools = {
      composer: this.#composer,
      limits,
      extendable: options.extendable ?? EXTENDABLE,
      load: options.load ?? (async () => undefined),
    };
    this.hub = options.hub.map(({ name, sdl }) => ({ ...knownSubgraph(name, sdl), url: `in-process:${name}`, sdl }));
  }

  static async open(options: RegistryOptions): Promise<RegistryState> {
    const state = new RegistryState(options);
    state.#records = await openRecords(options.db);
    const active = await state.keeper.read(state.#records);
    if (options.observe !== true && !state.#isOfNow(active)) await state.#composeAnew(active);
    return state;
  }

  get db(): Db {
    return this.#options.db;
  }

  get now(): Date {
    return (this.#options.clock ?? (() => new Date()))();
  }

  get local(): boolean {
    return this.#options.local === true;
  }

  get active(): ActiveSupergraph {
    const { active } = this.keeper;
    if (active === null) throw new Error("no supergraph is in force yet: a hub that writes has to open first");
    return active;
  }

  /** What each agency has published and not taken back. */
  get records(): ReadonlyMap<string, SubgraphRecord> {
    return this.#records;
  }

  /** The number of an agency's last publish, also of one that it took back; 0 for none. */
  async lastPublish(agency: string): Promise<number> {
    const [last] = await publishesOf(this.db, agency, 1);
    return last?.record.publish ?? 0;
  }

  async checkServer(agency: string, url: string, sdl: string): Promise<readonly Problem[]> {
    return (await this.#options.checkServer?.({ agency, url, sdl })) ?? [];
  }

  async scene(publisher: string | null): Promise<Scene> {
    const { db } = this;
    if (publisher !== null && this.#took === 0) await this.#composeOwn();
    const [agencies, consents, operations] = await Promise.all([knownAgencies(db), openConsents(db), this.operations.recent()]);
    return {
      hub: this.hub,
      served: this.keeper.served,
      agencies: publisher === null ? agencies : [...new Set([...agencies, publisher])],
      consents,
      base: this.keeper.active?.sdl ?? "",
      now: this.now,
      operations,
      earlier: async (agency) => (await publishesOf(db, agency)).flatMap(({ record }) => (record.quarantined === null ? [record.sdl] : [])),
      timeMs: Math.max(this.tools.limits.compositionMs, TIMES_AS_LONG * this.#took),
    };
  }

  /** Takes an admitted text in; null where another came between. */
  async commit(number: number, admitted: Admitted, publish: Publish, resultOf: () => PublishResult): Promise<PublishResult | null> {
    const { input } = publish;
    const { quarantined } = admitted;
    const record = recordOf(admitted, publish, (await this.lastPublish(input.agency)) + 1);
    const records = new Map([...putBack(this.#records, admitted.served, quarantined), [input.agency, record]]);
    const changes = [upsert(record), ...changesOf(records, quarantined)];
    const next = { supergraphSdl: admitted.supergraphSdl, served: admitted.served, changes, urls: new Map([[input.agency, input.url]]) };
    const before = this.#records;
    const active = await this.keeper
      .replace(number, next, async (session, { number: next, hash }) => {
        const stands = { publish: record.publish, base: record.sdlHash, supergraph: { number: next, hash } };
        await this.results.note(input, { ...resultOf(), ...stands }, this.now, session);
        this.#records = records;
      })
      .catch((error: unknown) => {
        this.#records = before;
        throw error;
      });
    if (active === null) return null;
    this.#took = admitted.took;
    this.#tellOf(quarantined);
    return resultOf();
  }

  async noteConsent(change: Change<"CONSENT">): Promise<void> {
    await this.#options.appender.append([change]);
  }

  /** Serves these, each as far as it may be; the entries given are written with it. */
  async settle(served: readonly ServedAgency[], changes: readonly Change<"SUBGRAPH">[]): Promise<readonly Quarantined[]> {
    for (;;) {
      const number = this.keeper.active?.number ?? 0;
      const scene = await this.scene(null);
      const settled = await settle({ ...scene, served, timeMs: Math.max(scene.timeMs, SETTLING_MS) }, this.tools);
      const records = putBack(this.#records, settled.served, settled.quarantined);
      for (const { subject, operation } of changes) if (operation === "DELETE") records.delete(subject);
      const all = [...changes, ...changesOf(records, settled.quarantined)];
      const { supergraphSdl } = settled;
      if (all.length === 0 && hashOf(supergraphSdl) === this.keeper.active?.hash) return [];
      const active = await this.keeper.replace(
        number,
        { supergraphSdl, served: settled.served, changes: all, urls: new Map() },
        async () => {
          this.#records = records;
        },
      );
      if (active === null) continue;
      this.#tellOf(settled.quarantined);
      return settled.quarantined;
    }
  }

  close(): void {
    if (this.#options.composer === undefined) this.#composer.close();
  }

  /**
   * How long this machine takes to compose what is in force: what a publish adds is judged by that. What is in force has to
   * be what its subgraphs compose to; every publisher would else be told of changes that are nobody's.
   */
  async #composeOwn(): Promise<void> {
    const subgraphs = [...this.hub, ...this.keeper.served.map(composedAgency)].map(({ name, url, sdl }) => ({ name, url, sdl }));
    const job = { subgraphs, comparison: null, probes: null, operations: [] };
    const { took, supergraphSdl } = await this.#composer.run(job, SETTLING_MS);
    const outOfDate = supergraphSdl === null ? null : outOfDateIn(this.active.sdl, supergraphSdl);
    if (outOfDate !== null) throw new Refused([outOfDate]);
    this.#took = took;
  }

  /** Whether what is in force was made of the hub's subgraphs as they are now. */
  #isOfNow(active: ActiveSupergraph | null): boolean {
    if (active === null) return false;
    const own = new Map(active.subgraphs.filter(({ agency }) => agency === null).map(({ name, sdlHash }) => [name, sdlHash]));
    const { hub, hubSupergraph } = this.#options;
    if (own.size !== hub.length || hub.some(({ name, sdl }) => own.get(name) !== hashOf(sdl))) return false;
    return hubSupergraph === undefined || active.subgraphs.length > hub.length || active.hash === hashOf(hubSupergraph);
  }

  async #composeAnew(active: ActiveSupergraph | null): Promise<void> {
    const { hubSupergraph } = this.#options;
    const { served } = this.keeper;
    if (served.length > 0 || hubSupergraph === undefined) return void (await this.settle(served, []));
    const next = { supergraphSdl: hubSupergraph, served, changes: [], urls: new Map() };
    await this.keeper.replace(active?.number ?? 0, next, async () => undefined);
  }

  #tellOf(quarantined: readonly Quarantined[]): void {
    for (const each of quarantined) this.#options.onQuarantine?.(each);
  }
}
