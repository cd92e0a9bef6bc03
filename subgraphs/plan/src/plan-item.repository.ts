import { type Page, pageOfList } from "@actionline/kit/connection";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { PlanItemRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";
import type { ActionLineRepository } from "./action-line.repository";
import { hasWords } from "./has-words";
import type { PlanItemFilter, PlanItemSearch } from "./plan-item.search";

/**
 * Reads plan items at one request's point of the log. A plan is a few hundred items: a question about lists of them
 * reads them once, and a request of references alone reads only those.
 */
export class PlanItemRepository {
  readonly #items: VersionReader<"PLAN_ITEM">;
  readonly #request: RequestContext;
  readonly #lines: ActionLineRepository;
  #whole: Promise<PlanItemRecord[]> | null = null;

  constructor(db: Db, request: RequestContext, lines: ActionLineRepository) {
    this.#items = new VersionReader(db, "PLAN_ITEM", request);
    this.#request = request;
    this.#lines = lines;
  }

  /** The item, or null where no plan has one of that id. */
  async byId(id: string | null): Promise<PlanItemRecord | null> {
    if (id === null) return null;
    if (this.#whole === null) return this.#items.record(id);
    return (await this.#whole).find((item) => item.id === id) ?? null;
  }

  /** The items of a line, in the plan's order. */
  async ofActionLine(code: string): Promise<PlanItemRecord[]> {
    return (await this.#all()).filter(({ actionLine }) => actionLine === code);
  }

  /** The items directly under an item, in the plan's order. */
  async childrenOf(id: string): Promise<PlanItemRecord[]> {
    return (await this.#all()).filter(({ parent }) => parent === id);
  }

  /** The items of these ids that a plan has, in the plan's order. */
  async among(ids: readonly string[]): Promise<PlanItemRecord[]> {
    const named = new Set(ids);
    return (await this.#all()).filter(({ id }) => named.has(id));
  }

  /** One page of the items that meet the filter, in the plan's order. */
  async search({ filter, first, after }: PlanItemSearch): Promise<Page<PlanItemRecord>> {
    const size = pageSize(first);
    const afterKey = readAfter("planItems", this.#request.asOf, after);
    return pageOfList("planItems", await this.#matching(filter ?? {}), planOrder, size, afterKey);
  }

  async #matching({ actionLines, natures, instruments, text, ids }: PlanItemFilter): Promise<PlanItemRecord[]> {
    const lines = actionLines ? await this.#lines.withSubLines(actionLines) : null;
    return (await this.#all()).filter(
      (item) =>
        (lines === null || (item.actionLine !== null && lines.has(item.actionLine))) &&
        (!natures || natures.includes(item.nature)) &&
        (!instruments || (item.instrument !== null && instruments.includes(item.instrument))) &&
        (!ids || ids.includes(item.id)) &&
        (!text || hasWords(`${item.id} ${item.title ?? ""}`, text)),
    );
  }

  #all(): Promise<PlanItemRecord[]> {
    this.#whole ??= this.#items.all().then((items) => {
      const keyed = items.map((item) => ({ item, key: planOrder(item) }));
      return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ item }) => item);
    });
    return this.#whole;
  }
}

/** Instrument, paragraph, id: paragraph 8 before 10, and 9d before its own 9d-i. */
function planOrder({ instrument, paragraph, id }: PlanItemRecord): string {
  return [instrument ?? "~", String(paragraph ?? 9999).padStart(4, "0"), id].join(" ");
}
