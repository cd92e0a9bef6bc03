import type { Principal } from "@actionline/kit/access";
import { hubError } from "@actionline/kit/hub-error";
import type { RunEffect } from "./effect";

/** Records that somebody would publish. */
export interface Records {
  readonly agency: string;
  /** The source's name within the agency. */
  readonly name: string;
  readonly format: "CONTRACT" | "IATI_2_03";
  readonly content: string;
}

/** What records would do to those that the hub holds, and to what follows from them. */
export interface Effect extends RunEffect {
  readonly read: number;
  readonly accepted: number;
  readonly refused: number;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly issues: readonly { readonly rule: string; readonly severity: string; readonly count: number; readonly howToFix: string }[];
}

export interface DryRun {
  readonly id: string;
  readonly state: "RUNNING" | "DONE" | "FAILED";
  readonly reason: string | null;
  readonly effect: Effect | null;
}

/** Finds out, beside everything else, what records would do. */
export interface DryRuns {
  begin(records: Records, principal: Principal): DryRun;
  /** Null for one that isn't known, or is another's. */
  find(id: string, principal: Principal): DryRun | null;
}

export const NO_DRY_RUNS: DryRuns = {
  begin: () => {
    throw hubError("FORBIDDEN", "This hub makes no dry runs of records; use actionline feed --dry-run beside your own.");
  },
  find: () => null,
};
