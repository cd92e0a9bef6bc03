import type { AskContract } from "../remote/contract-client";

/** A change as an agency's server gives it. */
export interface GivenChange {
  readonly operation: string;
  readonly kind?: string | null;
  readonly id?: string | null;
  readonly record?: unknown;
  readonly into?: readonly string[] | null;
  readonly origin?: readonly string[];
}

export interface GivenPage {
  readonly changes: readonly unknown[];
  readonly cursor: unknown;
  readonly more: unknown;
  readonly total: unknown;
}

export interface Asked {
  readonly after: string | null;
  readonly first: number;
}

/** Changes pages before they are given, as a bad server or a bad network does. */
export type Mischief = (page: GivenPage, asked: Asked, request: number) => GivenPage | Promise<GivenPage>;

/** An agency's server in memory: a list of changes, whose numbers are its cursors. */
export class ContractSource {
  readonly changes: GivenChange[] = [];
  /** Facts about the agency that differ from the usual. */
  description: Readonly<Record<string, unknown>> = {};
  pageSize = 1_000;
  tellsTotal = true;
  mischief: Mischief | null = null;
  /** What it was asked, one after the other. */
  readonly asked: Asked[] = [];
  readonly #agency: string;

  constructor(agency: string) {
    this.#agency = agency;
  }

  upsert(...records: readonly object[]): void {
    for (const record of records) this.changes.push({ operation: "UPSERT", record });
  }

  end(id: string, operation = "DELETE", into: readonly string[] | null = null): void {
    this.changes.push({ operation, kind: "ACTIVITY", id, into });
  }

  /** The ids that it has, with what it says of each: what a hub that follows it has to hold. */
  fold(): Map<string, unknown> {
    const held = new Map<string, unknown>();
    for (const { operation, id, record } of this.changes) {
      if (operation === "UPSERT") held.set(String((record as { readonly id?: unknown }).id), record);
      else if (operation !== "CONFIRMED") held.delete(String(id));
    }
    return held;
  }

  readonly ask: AskContract = async ({ query, variables }) => {
    const asked = { after: (variables.after ?? null) as string | null, first: Number(variables.first) };
    this.asked.push(asked);
    const changes = await (this.mischief?.(this.page(asked), asked, this.asked.length) ?? this.page(asked));
    const agency = query.includes("agency {") && { agency: this.#describe() };
    // Over a wire, so that nothing is shared and nothing is undefined.
    return { data: JSON.parse(JSON.stringify({ ...agency, changes })) };
  };

  page({ after, first }: Asked): GivenPage {
    const from = after === null ? 0 : Number(after);
    const end = Math.min(from + Math.min(first, this.pageSize), this.changes.length);
    return {
      changes: this.changes.slice(from, end),
      cursor: String(end),
      more: end < this.changes.length,
      total: this.tellsTotal ? this.fold().size : null,
    };
  }

  #describe(): object {
    const usual = { name: "An agency", licence: "CC-BY-4.0", contactDesk: null, frequencyDays: 1, deletionPolicy: "PERSISTENT" };
    return { id: this.#agency, ...usual, contractVersion: "1.0", capabilities: [], ...this.description };
  }
}
