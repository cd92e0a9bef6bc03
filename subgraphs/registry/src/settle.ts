import { checkPolicy } from "./admission";
import type { ComposedSubgraph, CompositionVerdict } from "./composition/job";
import { lastGood } from "./last-good";
import type { Prepared } from "./prepare";
import { Refused } from "./problem";
import type { Quarantined } from "./publish/publish-input";
import type { AdmissionTools, Scene } from "./scene";
import { composedAgency, type ServedAgency } from "./served-agency";

export interface Settled {
  readonly supergraphSdl: string;
  readonly served: readonly ServedAgency[];
  readonly quarantined: readonly Quarantined[];
}

/** Finds what agencies can be served when the ground has changed: each as it is where that still fits, else as it last did, else not. */
export async function settle(scene: Scene, tools: AdmissionTools): Promise<Settled> {
  const settling = new Settling(scene, tools);
  await settling.checkEach();
  return settling.composeAll();
}

class Settling {
  readonly #scene: Scene;
  readonly #tools: AdmissionTools;
  /** Why each isn't served as it published: the first reason, which is about its own last text. */
  readonly #quarantined = new Map<string, Quarantined>();
  #served: readonly ServedAgency[];

  constructor(scene: Scene, tools: AdmissionTools) {
    this.#scene = scene;
    this.#tools = tools;
    this.#served = scene.served;
  }

  /** By the text alone: the hub may have taken away what a text refers to, an owner its consent. */
  async checkEach(): Promise<void> {
    for (const each of this.#served) {
      const fault = this.#faultOf(each);
      if (fault !== null) await this.#putBack(each, fault, (earlier) => this.#faultOf(earlier) === null);
    }
  }

  async composeAll(): Promise<Settled> {
    for (;;) {
      const { supergraphSdl, problems } = await this.#compose(this.#served);
      if (supergraphSdl !== null) return { supergraphSdl, served: this.#served, quarantined: [...this.#quarantined.values()] };
      const named = this.#served.filter(({ name }) => problems.some(({ subgraph }) => subgraph === name));
      const culprit = await this.#culprit(named.length > 0 ? named : this.#served);
      if (culprit === null)
        throw new Error(`The hub's own subgraphs don't compose:\n${problems.map(({ message }) => `  - ${message}`).join("\n")}`);
      const fits = async (earlier: ServedAgency): Promise<boolean> =>
        this.#faultOf(earlier) === null &&
        (await this.#compose([...this.#served.filter((each) => each !== culprit), earlier])).supergraphSdl !== null;
      await this.#putBack(culprit, problems[0]?.message ?? "It doesn't compose any more.", fits);
    }
  }

  /** The one without which the rest composes; the first one where it takes several. */
  async #culprit(suspects: readonly ServedAgency[]): Promise<ServedAgency | null> {
    if (suspects.length <= 1) return suspects[0] ?? null;
    for (const suspect of suspects) {
      if ((await this.#compose(this.#served.filter((each) => each !== suspect))).supergraphSdl !== null) return suspect;
    }
    return suspects[0] ?? null;
  }

  #faultOf({ agency, document, directives, sdl }: ServedAgency): string | null {
    const prepared: Prepared = { agency, document, directives, sdl, text: sdl, sdlHash: "", contract: { agency: null, changes: null } };
    try {
      checkPolicy(prepared, { ...this.#scene, served: this.#served }, this.#tools);
      return null;
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
  }

  async #putBack(each: ServedAgency, reason: string, fits: (earlier: ServedAgency) => boolean | Promise<boolean>): Promise<void> {
    const { served } = await lastGood(each, this.#scene, fits);
    this.#served = this.#served.flatMap((other) => (other !== each ? [other] : served === null ? [] : [served]));
    const { agency } = each;
    if (!this.#quarantined.has(agency)) this.#quarantined.set(agency, { agency, reason });
  }

  async #compose(served: readonly ServedAgency[]): Promise<CompositionVerdict> {
    const subgraphs: ComposedSubgraph[] = [...this.#scene.hub, ...served.map(composedAgency)].map(({ name, url, sdl }) => ({
      name,
      url,
      sdl,
    }));
    const job = { subgraphs, comparison: null, probes: null, operations: [] };
    try {
      return await this.#tools.composer.run(job, this.#scene.timeMs);
    } catch (error) {
      if (error instanceof Refused) return { supergraphSdl: null, problems: error.problems, takenBack: [], took: this.#scene.timeMs };
      throw error;
    }
  }
}
