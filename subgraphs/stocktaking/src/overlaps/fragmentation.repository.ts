import { PAGE } from "@actionline/kit/page";
import type { WorkBudget } from "@actionline/kit/work-budget";
import DataLoader from "dataloader";
import { lineOfItem } from "../columns/plan-tree";
import type { CoverageResult } from "../coverage/coverage-result";
import { holdsIn } from "../coverage/holds-in";
import type { LeadOfCell } from "../coverage/leads-of-cells";
import type { CoverageCell } from "../coverage-graph/coverage-cell";
import type { IndexView } from "../index-view";
import type { CellFragmentation, CellLead } from "./fragmentation";

/** Tells who leads the work in cells, for one request. */
export class FragmentationRepository {
  readonly #index: IndexView;
  readonly #work: WorkBudget;
  readonly #leads: DataLoader<CoverageCell, LeadOfCell[]>;

  constructor(index: IndexView, work: WorkBudget) {
    this.#index = index;
    this.#work = work;
    this.#leads = new DataLoader((cells) => this.#leadsOf(cells));
  }

  /** Null for the roll-up of several cells, and for the world as a whole: leads that never meet aren't fragmentation. */
  async of(cell: CoverageCell): Promise<CellFragmentation | null> {
    const { item, place, year } = cell;
    const { places, organizations } = this.#index.reference;
    if (item === null || place === null || year === null || places.get(place.id)?.level === "GLOBAL") return null;
    const found = await this.#leads.load(cell);
    const team = this.#teamOf(item.id, year);
    const { columns, privateToo } = this.#index;
    const leads = found.map(({ lead, activities }): CellLead => {
      const key = columns.organizationKeys.text(lead);
      const name = columns.nameOfOrganization(key, organizations, privateToo);
      return { organization: organizations.has(key) ? { id: key } : null, name, activities, inTeam: team.has(key) };
    });
    const kind = leads.length < 2 ? "ONE_LEAD" : leads.every(({ inTeam }) => inTeam) ? "COORDINATION" : "FRAGMENTATION";
    return { kind, count: leads.length, leads: leads.slice(0, PAGE.most) };
  }

  #teamOf(item: string, year: number): ReadonlySet<string> {
    const line = lineOfItem(this.#index.reference, item);
    const facilitators = [...this.#index.reference.facilitators.values()];
    const inTerm = facilitators.filter(({ actionLine, from, to }) => actionLine === line && holdsIn(from, to, year));
    return new Set(inTerm.map(({ organization }) => organization));
  }

  /** One pass over the rows for all cells of one answer. */
  async #leadsOf(cells: readonly CoverageCell[]): Promise<LeadOfCell[][]> {
    const found = new Map<CoverageResult, (cell: number) => LeadOfCell[]>();
    for (const { coverage } of cells) {
      const { result, query } = coverage;
      if (found.has(result)) continue;
      const wanted = cells.filter((cell) => cell.coverage.result === result).map(({ counted }) => counted.index);
      const explainer = await this.#index.explainer(query);
      const leads = await this.#work.run(explainer.leads(wanted));
      found.set(result, (cell) => leads.of(cell));
    }
    return cells.map(({ coverage, counted }) => found.get(coverage.result)?.(counted.index) ?? []);
  }
}
