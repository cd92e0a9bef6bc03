import type { Rule } from "@actionline/schema/validator/rules";

/** What is looked at where a source is followed on its own server, beside the contract's rules. */
export const REMOTE_RULES = {
  CONTRADICTION: {
    severity: "ERROR",
    meaning: "The server gave the same place of its sequence twice, with different content; the first was kept.",
    howToFix: "Let each change stand behind a cursor of its own, and never change what stands behind one.",
  },
} as const satisfies Readonly<Record<string, Rule>>;
