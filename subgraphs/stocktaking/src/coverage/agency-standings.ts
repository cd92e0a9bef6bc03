import type { HarvestOutcome } from "@actionline/schema/hub-records";
import type { SourceStanding } from "../columns/source-standing";
import type { DefinitionChoices } from "./coverage-definition";

export interface AgencyStanding {
  readonly sources: readonly SourceStanding[];
  /** Some source's last harvest failed, is held or hasn't ended, as far as the definition minds. */
  readonly failing: boolean;
  /** Some source has lapsed, or there is none. */
  readonly lapsed: boolean;
  /** The year in which the source read longest ago was last well read; one never read has lapsed, which says more. */
  readonly readIn: number;
  /** The hub withholds something that some source published. */
  readonly withheld: boolean;
}

/** How each agency's sources stand together: as badly as the worst of them. */
export class AgencyStandings {
  readonly #byAgency = new Map<string, SourceStanding[]>();
  readonly #known = new Map<string, AgencyStanding>();
  readonly #blocking: readonly (HarvestOutcome | null)[];

  constructor(standings: ReadonlyMap<string, SourceStanding>, { blockingHarvests }: Pick<DefinitionChoices, "blockingHarvests">) {
    this.#blocking = blockingHarvests;
    for (const standing of standings.values()) {
      const known = this.#byAgency.get(standing.agency);
      if (known === undefined) this.#byAgency.set(standing.agency, [standing]);
      else known.push(standing);
    }
  }

  of(agency: string): AgencyStanding {
    const known = this.#known.get(agency);
    if (known !== undefined) return known;
    const sources = this.#byAgency.get(agency) ?? [];
    const standing = {
      sources,
      failing: sources.some(({ lastHarvest }) => this.#blocking.includes(lastHarvest)),
      lapsed: sources.length === 0 || sources.some(({ freshness }) => freshness === "LAPSED"),
      readIn: Math.min(...sources.map(({ asOf }) => asOf?.getUTCFullYear() ?? Number.POSITIVE_INFINITY)),
      withheld: sources.some(({ withheld }) => withheld > 0),
    };
    this.#known.set(agency, standing);
    return standing;
  }
}
