import { subgraphNameOf } from "@actionline/schema/agency-names";
import type { ComposedSubgraph, CompositionJob, CompositionVerdict } from "./composition/job";
import { lastGood } from "./last-good";
import type { Consents } from "./ownership/consents";
import type { Prepared } from "./prepare";
import { Refused } from "./problem";
import type { Quarantined } from "./publish/publish-input";
import type { AdmissionTools, Admitted, Scene } from "./scene";
import { composedAgency, type ServedAgency, squatsOn, touches } from "./served-agency";

/** Only who never published can be squatted on: afterwards, others refer to what is there. */
export function isSquatter(agency: string, other: ServedAgency, { served, agencies }: Scene): boolean {
  return !served.some((each) => each.agency === agency) && squatsOn(agency, other, agencies);
}

/** One text on its way into one supergraph. */
export class Admission {
  readonly #prepared: Prepared;
  readonly #consents: Consents;
  readonly #scene: Scene;
  readonly #tools: AdmissionTools;
  readonly #quarantined = new Map<string, Quarantined>();
  #others: readonly ServedAgency[];

  constructor(prepared: Prepared, consents: Consents, scene: Scene, tools: AdmissionTools) {
    this.#prepared = prepared;
    this.#consents = consents;
    this.#scene = scene;
    this.#tools = tools;
    this.#others = scene.served.filter(({ agency }) => agency !== prepared.agency);
  }

  async compose(): Promise<Admitted> {
    const { agency } = this.#prepared;
    for (const other of this.#others.filter((each) => isSquatter(agency, each, this.#scene))) {
      await this.#replace(
        other,
        `It serves names of ${agency}, who publishes them now.`,
        (earlier) => !squatsOn(agency, earlier, this.#scene.agencies),
      );
    }
    const verdict = await this.#tryAll();
    if (verdict.supergraphSdl === null || verdict.problems.length > 0) throw new Refused(verdict.problems);
    return {
      prepared: this.#prepared,
      supergraphSdl: verdict.supergraphSdl,
      takenBack: verdict.takenBack,
      consents: this.#consents.used,
      served: [...this.#others, this.#own()],
      quarantined: [...this.#quarantined.values()],
      took: verdict.took,
    };
  }

  /** With all the others; where that fails, without those that hold on to what is the publisher's. */
  async #tryAll(): Promise<CompositionVerdict> {
    const { agency } = this.#prepared;
    const verdict = await this.#run(this.#others);
    if (verdict.supergraphSdl !== null) return verdict;
    const { agencies } = this.#scene;
    // Who touches what is another's can't blame that other one.
    const holding = this.#others.filter((other) => touches(agency, other, agencies) && !touches(other.agency, this.#prepared, agencies));
    for (const other of holding) {
      const without = await this.#run(this.#others.filter((each) => each !== other));
      if (without.supergraphSdl === null) continue;
      const fits = async (earlier: ServedAgency): Promise<boolean> =>
        (await this.#run(this.#others.map((each) => (each === other ? earlier : each)))).supergraphSdl !== null;
      await this.#replace(other, `It needs what ${agency} has taken back.`, fits);
      return this.#run(this.#others);
    }
    return verdict;
  }

  /** Another's latest earlier text that fits takes the place of the one that doesn't; nothing does where none fits. */
  async #replace(other: ServedAgency, reason: string, fits: (earlier: ServedAgency) => boolean | Promise<boolean>): Promise<void> {
    const { served } = await lastGood(other, this.#scene, fits);
    this.#others = this.#others.flatMap((each) => (each !== other ? [each] : served === null ? [] : [served]));
    const { agency } = other;
    if (!this.#quarantined.has(agency)) this.#quarantined.set(agency, { agency, reason });
  }

  #own(): ServedAgency {
    const { agency, document, directives, sdl } = this.#prepared;
    return { agency, name: subgraphNameOf(agency), document, directives, sdl };
  }

  async #run(others: readonly ServedAgency[]): Promise<CompositionVerdict> {
    const { hub, agencies, operations, timeMs } = this.#scene;
    const { agency, text } = this.#prepared;
    const { limits, composer } = this.#tools;
    const base = this.#quarantined.size === 0 ? this.#scene.base : await this.#baseOf(others);
    const allowed = this.#consents.used.map(({ element, act }) => (act === "extend" ? `${element}.*` : element));
    const subgraphs = [...hub, ...others.map(composedAgency), composedAgency({ ...this.#own(), sdl: text })].map(plain);
    const probes = { count: limits.probes, eachMs: limits.probeMs, plans: limits.probePlans, allMs: limits.probesMs };
    return composer.run({ subgraphs, comparison: { base, agency, agencies, allowed }, probes, operations }, timeMs);
  }

  /** What the graph is without those who were put back, and without the publisher: that they go is nobody's change. */
  async #baseOf(others: readonly ServedAgency[]): Promise<string> {
    const subgraphs = [...this.#scene.hub, ...others.map(composedAgency)].map(plain);
    const job: CompositionJob = { subgraphs, comparison: null, probes: null, operations: [] };
    const { supergraphSdl, problems } = await this.#tools.composer.run(job, this.#scene.timeMs);
    if (supergraphSdl === null) throw new Refused(problems);
    return supergraphSdl;
  }
}

/** Without what a process can't be handed. */
const plain = ({ name, url, sdl }: ComposedSubgraph): ComposedSubgraph => ({ name, url, sdl });
