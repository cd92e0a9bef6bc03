import { type Connection, connect, pageOfList } from "@actionline/kit/connection";
import type { PageArguments } from "@actionline/kit/list-arguments";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Finding } from "./finding";
import { type FindingFilter, findingTest } from "./finding.filter";
import { showFinding } from "./finding.show";
import type { FindingIndex } from "./finding-index";
import type { KeptFinding } from "./finding-table";
import { maySee } from "./may-see";

/** What a list costs. The same for everybody: a cost that grew with what is hidden would tell of it. */
const UNITS_OF_LIST = 200_000;

/** Reads findings for one request: those alone that its asker may see at its point. */
export class FindingRepository {
  readonly #index: FindingIndex;
  readonly #request: RequestContext;
  /** What the asker may see, by the sequence that it was read at: several lists of one request look once. */
  #visible: { readonly sequence: number; readonly findings: readonly KeptFinding[] } | null = null;

  constructor(index: FindingIndex, request: RequestContext) {
    this.#index = index;
    this.#request = request;
  }

  async page(filter: FindingFilter, { first, after }: Pick<PageArguments, "first" | "after">): Promise<Connection<Finding>> {
    const { asOf, principal, work } = this.#request;
    const count = pageSize(first);
    const last = readAfter("findings", asOf, after);
    const test = findingTest(filter, principal);
    await this.#index.reachPoint(asOf);
    await work.draw(UNITS_OF_LIST);
    const rows = this.#seen().filter(({ record }) => test(record));
    const page = pageOfList("findings", rows, orderOf, count, last);
    const shown = new Map(page.rows.map((row) => [showFinding(row, principal), row]));
    const place = (finding: Finding): string[] => [orderOf(shown.get(finding) ?? gone(finding))];
    return connect({ ...page, rows: [...shown.keys()], place }, this.#request);
  }

  /** The finding, or null where there is none, or none for this asker: the two are told apart by nothing. */
  async byId(id: string): Promise<Finding | null> {
    await this.#index.reachPoint(this.#request.asOf);
    const kept = this.lookUp(id);
    return kept === null ? null : showFinding(kept, this.#request.principal);
  }

  /** The version at the request's point, if its asker may see it; for those who have reached that point. */
  lookUp(id: string): KeptFinding | null {
    const kept = this.#index.table.at(this.#request.asOf.sequence).get(id);
    return kept !== undefined && this.#maySee(kept) ? kept : null;
  }

  #seen(): readonly KeptFinding[] {
    const { sequence } = this.#request.asOf;
    if (this.#visible?.sequence !== sequence) {
      const findings = [...this.#index.table.at(sequence).values()].filter((kept) => this.#maySee(kept));
      this.#visible = { sequence, findings: findings.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1)) };
    }
    return this.#visible.findings;
  }

  #maySee(kept: KeptFinding): boolean {
    const { principal, asOf } = this.#request;
    return maySee(kept.record, principal, this.#index.table.judgedAt(kept, asOf.instant));
  }
}

/** The longest standing first; the id tells those of one survey apart. */
const orderOf = ({ record: { since, id } }: KeptFinding): string => `${since} ${id}`;

function gone({ id }: Finding): never {
  throw new Error(`The finding ${id} was shown and isn't on its page.`);
}
