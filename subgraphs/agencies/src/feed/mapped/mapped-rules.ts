import type { Rule } from "@actionline/schema/validator/rules";

/** What the adapters for CSV and JSON look at, beside the contract's rules. */
export const MAPPED_RULES = {
  MAPPED_ID_MISSING: {
    severity: "ERROR",
    meaning: "The row has no id of its own, so that it can't be told from others.",
    howToFix: "Give each row an id that stays with it: a project number, a code, an address; never the row's number.",
  },
  MAPPED_WORD_UNKNOWN: {
    severity: "WARNING",
    meaning: "The mapping doesn't say what this word of the source means; it was left out, or taken as `otherwise` says.",
    howToFix: "Add the word to `values` in the mapping, with the contract's word for it.",
  },
  MAPPED_DATE_UNREADABLE: {
    severity: "WARNING",
    meaning: "The date isn't written as the mapping says; it was left out.",
    howToFix: "Set `date` in the mapping to the order that the source writes dates in, or repair the date.",
  },
  MAPPED_NUMBER_UNREADABLE: {
    severity: "WARNING",
    meaning: "The amount isn't a number as the mapping writes numbers; it was left out.",
    howToFix: "Set `decimal` in the mapping to the sign that the source writes before decimals, or repair the amount.",
  },
  MAPPED_PERSON: {
    severity: "WARNING",
    meaning: "The text may tell of a person: it holds what looks like an e-mail address or a telephone number.",
    howToFix: "Take it out at the source; the hub publishes what it is given.",
  },
  CSV_ROW_UNEVEN: {
    severity: "ERROR",
    meaning: "The row has another number of columns than the first one.",
    howToFix: "Put texts that hold the separator, a line break or a quote between quotes, and double the quotes within.",
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type MappedRule = keyof typeof MAPPED_RULES;
