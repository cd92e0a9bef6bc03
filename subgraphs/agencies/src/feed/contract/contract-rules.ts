import type { Rule } from "@actionline/schema/validator/rules";

/** What the adapter for the contract's own records looks at, beside the contract's rules. */
export const CONTRACT_FEED_RULES = {
  LINE_NOT_JSON: { severity: "ERROR", meaning: "The line isn't JSON.", howToFix: "Write one JSON object on each line, in UTF-8." },
  LINE_TOO_LONG: {
    severity: "ERROR",
    meaning: "The line is longer than the million bytes that one record may take.",
    howToFix: "Shorten the record's texts; a document belongs behind a link.",
  },
  LINE_NOT_UTF8: { severity: "ERROR", meaning: "The line isn't UTF-8.", howToFix: "Write the file in UTF-8." },
} as const satisfies Readonly<Record<string, Rule>>;

export type ContractFeedRule = keyof typeof CONTRACT_FEED_RULES;
