/** The verbs of the actionline command, in the order in which its help lists them. */
export const VERBS = [
  "start",
  "feed",
  "new",
  "publish",
  "check",
  "dry-run",
  "unpublish",
  "history",
  "rollback",
  "approve-host",
  "ask",
  "explain",
  "schema",
  "doctor",
  "bench",
  "soak",
] as const;
