import type { Page } from "@actionline/kit/connection";
import { pageSize, readAfter } from "@actionline/kit/page";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Version } from "@actionline/log/log-entry";
import { refuseSucceeded } from "@actionline/log/successors";
import { VersionReader } from "@actionline/log/versions";
import type { BudgetRecord } from "@actionline/schema/contract/records";
import { splitHubId } from "@actionline/schema/hub-id";
import type { Reported } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import type { ActivitiesOfBudgets } from "./activities-of-budgets";
import { AnsweringSources } from "./answering-sources";
import type { BudgetVersion } from "./budget";
import { couldAnswer, meeting } from "./budget.filter";
import type { BudgetFilter, BudgetSearch } from "./budget.search";
import { type BudgetsOf, BudgetsOfActivities } from "./budgets-of-activities";

const LIST = "budgets";

/** Reads budgets at one request's point of the log. */
export class BudgetRepository {
  readonly #db: Db;
  readonly #budgets: VersionReader<"BUDGET">;
  readonly #request: RequestContext;
  readonly #ofActivities: BudgetsOfActivities;
  readonly #activities: ActivitiesOfBudgets;
  readonly #sources: AnsweringSources;

  constructor(db: Db, request: RequestContext, activities: ActivitiesOfBudgets) {
    this.#db = db;
    this.#budgets = new VersionReader(db, "BUDGET", request);
    this.#request = request;
    this.#ofActivities = new BudgetsOfActivities(db, this.#budgets, activities);
    this.#activities = activities;
    this.#sources = new AnsweringSources(db, request);
  }

  /** The budget, or null where the hub holds none of that id. */
  async byId(id: string): Promise<BudgetVersion | null> {
    const version = await this.#budgets.version(id);
    if (version === null) return null;
    await this.#sources.note(({ id: source }) => source === version.record.source);
    return shown(version);
  }

  /** The budget; where it was merged or split, an error that says into what. */
  async asked(id: string): Promise<BudgetVersion | null> {
    return (await this.byId(id)) ?? refuseSucceeded({ db: this.#db, kind: "BUDGET", request: this.#request }, id);
  }

  /** One page of the budgets that meet the filter, in the order of ids. */
  async search({ filter, first, after }: BudgetSearch): Promise<Page<BudgetVersion>> {
    const size = pageSize(first);
    const afterId = readAfter(LIST, this.#request.asOf, after);
    const page = await this.#budgets.page(meeting(await this.#withMerged(filter ?? {})), afterId, size);
    await this.#sources.note((source) => couldAnswer(filter ?? {}, source));
    return { ...page, rows: page.rows.map(shown), list: LIST, place: ({ id }) => [id] };
  }

  /** Amounts of an activity are those of what was merged into it too. */
  async #withMerged(filter: BudgetFilter): Promise<BudgetFilter> {
    if (!filter.activities) return filter;
    const activities = await Promise.all(filter.activities.map((id) => this.#activities.withMerged(id)));
    return { ...filter, activities: [...new Set(activities.flat())] };
  }

  /** The first budgets of an activity, in the order of ids; its cursors read on in the list filtered by that activity. */
  async ofActivity(activity: string, first: number | null | undefined): Promise<Page<BudgetVersion>> {
    const size = pageSize(first);
    const { versions, total }: BudgetsOf = await this.#ofActivities.firstOf(activity, size);
    const rows = versions.map(shown);
    const gave = new Set(rows.map(({ source }) => source));
    await this.#sources.note(({ id, agency }) => gave.has(id) || agency === splitHubId(activity)?.agency);
    return { list: LIST, rows, place: ({ id }) => [id], hasNextPage: total > rows.length, hasPreviousPage: false, totalCount: total };
  }
}

function shown({ _id: sequence, record }: Version<Reported<BudgetRecord>>): BudgetVersion {
  return { ...record, sequence };
}
