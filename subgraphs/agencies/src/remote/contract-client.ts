import { askJson } from "@actionline/kit/egress/ask-json";
import { OutsideFault, type OutsideLimits } from "@actionline/kit/egress/outside-request";
import { type AgencyDescription, type ContractPage, descriptionOf, pageOf } from "./contract-page";
import { DESCRIPTION_QUESTION, FIRST_QUESTION, PAGE_QUESTION } from "./contract-questions";
import { CursorRefused, RemoteFault } from "./remote-fault";

/** A question to an agency's subgraph, through whatever guards the way there. */
export type AskContract = (question: {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}) => Promise<{ readonly data?: unknown; readonly errors?: unknown }>;

/** What goes with a question so that an agency can tell the hub from everybody else. */
export type SignQuestion = (url: string, body: string) => Readonly<Record<string, string>>;

/** Limits of one question to a server that may be anybody's. */
export const USUAL_LIMITS = { timeoutMs: 3_000, mostBytes: 5_000_000 } as const;

/** Asks at an address, over the hub's guarded way out. */
export function askOutside(url: URL, limits: OutsideLimits, sign: SignQuestion = () => ({})): AskContract {
  return async (question) => {
    const body = JSON.stringify(question);
    const answer = await askJson(url, body, sign(url.href, body), limits);
    if (typeof answer !== "object" || answer === null) throw new OutsideFault("SOURCE_INVALID_SHAPE", "Its answer isn't a GraphQL answer.");
    return answer;
  };
}

const MOST_CHANGES = 1_000;

/** One agency's server, asked by the contract; for fewer changes at once where it gives more than may be read. */
export class ContractClient {
  readonly #agency: string;
  readonly #ask: AskContract;
  #first: number;

  constructor(agency: string, ask: AskContract, first = MOST_CHANGES) {
    this.#agency = agency;
    this.#ask = ask;
    this.#first = first;
  }

  async describe(): Promise<AgencyDescription> {
    return descriptionOf(await this.#data(DESCRIPTION_QUESTION, null), this.#agency);
  }

  /** Who answers, and what changed behind the cursor. */
  async begin(after: string | null): Promise<{ readonly description: AgencyDescription; readonly page: ContractPage }> {
    const data = await this.#data(FIRST_QUESTION, after);
    return { description: descriptionOf(data, this.#agency), page: pageOf(data) };
  }

  async page(after: string | null): Promise<ContractPage> {
    return pageOf(await this.#data(PAGE_QUESTION, after));
  }

  async #answer(query: string, after: string | null): ReturnType<AskContract> {
    for (;;) {
      try {
        const variables = query === DESCRIPTION_QUESTION ? {} : { after, first: this.#first };
        return await this.#ask({ query, variables });
      } catch (error) {
        if (!(error instanceof OutsideFault)) throw error;
        if (error.status === GONE && after !== null) throw new CursorRefused();
        if (error.code !== "SOURCE_TOO_LARGE" || this.#first === 1) throw error;
        this.#first = Math.ceil(this.#first / 4);
      }
    }
  }

  async #data(query: string, after: string | null): Promise<unknown> {
    const answer = await this.#answer(query, after);
    const codes = codesOf(answer.errors);
    if (codes === null) return answer.data;
    if (after !== null && codes.some((code) => REFUSALS.has(code))) throw new CursorRefused();
    throw new RemoteFault("SOURCE_ERROR", "The server answered with an error of its own. What was read before stays.");
  }
}

const GONE = 410;
/** How servers say that a cursor leads nowhere any more. */
const REFUSALS = new Set(["CURSOR_EXPIRED", "CURSOR_INVALID", "badResumptionToken"]);

/** Codes of an answer's errors; null where it has none. */
function codesOf(errors: unknown): readonly string[] | null {
  if (errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0)) return null;
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, 20).map((error: unknown) => {
    const { extensions } = (error ?? {}) as { readonly extensions?: { readonly code?: unknown } };
    return typeof extensions?.code === "string" ? extensions.code : "";
  });
}
