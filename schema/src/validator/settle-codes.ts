import type { ContractRecord, ScopeRecord } from "../contract/records";
import type { Findings } from "./finding";
import type { RuleName } from "./rules";

/** Codes that records may refer to: plan items, action lines with their sub-lines, and places. */
export interface KnownCodes {
  readonly items: ReadonlySet<string>;
  readonly actionLines: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

/**
 * The record without its references to codes that don't exist: each is reported and set aside, so that one wrong code
 * doesn't lose a whole activity. A record that would then claim more than it said is refused: null.
 */
export function settleCodes(record: ContractRecord, known: KnownCodes, findings: Findings): ContractRecord | null {
  const sieve = new Sieve(known, findings);
  switch (record.kind) {
    case "ACTIVITY": {
      const items = sieve.items(record.items, (element) => element.item, "/item");
      const actionLines = sieve.lines(record.actionLines);
      const places = sieve.places(record.places, (element) => element.place, "/place");
      return sieve.setAside ? { ...record, ...given({ items, actionLines, places }) } : record;
    }
    case "SCOPE":
      return settleScope(record, sieve, findings);
    case "BUDGET": {
      if (sieve.one(record.item, known.items, "UNKNOWN_ITEM", "/item")) return record;
      const { item: _setAside, ...rest } = record;
      return rest;
    }
    case "OUTPUT": {
      if (sieve.one(record.actionLine, known.actionLines, "UNKNOWN_ACTION_LINE", "/actionLine")) return record;
      findings.note("NO_KNOWN_CODE_LEFT", "/actionLine", record.actionLine);
      return null;
    }
    case "ENTITY":
      return record;
    case "ORGANISATION": {
      if (sieve.one(record.country, known.places, "UNKNOWN_PLACE", "/country")) return record;
      const { country: _setAside, ...rest } = record;
      return rest;
    }
  }
}

/** In a scope a missing axis means all of it, so an axis that loses its last code would turn a narrow claim into a wide one. */
function settleScope(scope: ScopeRecord, sieve: Sieve, findings: Findings): ScopeRecord | null {
  const axes = {
    items: sieve.items(scope.items, (code) => code, ""),
    actionLines: sieve.lines(scope.actionLines),
    places: sieve.places(scope.places, (code) => code, ""),
  };
  if (!sieve.setAside) return scope;
  for (const [axis, codes] of Object.entries(axes)) {
    if (codes?.length === 0) findings.note("NO_KNOWN_CODE_LEFT", `/${axis}`, codes);
  }
  return findings.refuses ? null : { ...scope, ...given(axes) };
}

class Sieve {
  setAside = false;
  readonly #known: KnownCodes;
  readonly #findings: Findings;

  constructor(known: KnownCodes, findings: Findings) {
    this.#known = known;
    this.#findings = findings;
  }

  items<T>(list: T[] | undefined, codeOf: (element: T) => string, within: string): T[] | undefined {
    return this.#keep(list, "/items", within, codeOf, this.#known.items, "UNKNOWN_ITEM");
  }

  lines(list: string[] | undefined): string[] | undefined {
    return this.#keep(list, "/actionLines", "", (code) => code, this.#known.actionLines, "UNKNOWN_ACTION_LINE");
  }

  places<T>(list: T[] | undefined, codeOf: (element: T) => string, within: string): T[] | undefined {
    return this.#keep(list, "/places", within, codeOf, this.#known.places, "UNKNOWN_PLACE");
  }

  one(code: string | undefined, known: ReadonlySet<string>, rule: RuleName, pointer: string): boolean {
    if (code === undefined || known.has(code)) return true;
    this.#findings.note(rule, pointer, code);
    return false;
  }

  #keep<T>(
    list: T[] | undefined,
    pointer: string,
    within: string,
    codeOf: (element: T) => string,
    known: ReadonlySet<string>,
    rule: RuleName,
  ): T[] | undefined {
    if (list === undefined || list.every((element) => known.has(codeOf(element)))) return list;
    this.setAside = true;
    return list.filter((element, index) => this.one(codeOf(element), known, rule, `${pointer}/${index}${within}`));
  }
}

/** The fields that have a value: a field that was missing stays missing. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
