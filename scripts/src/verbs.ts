/** The verbs of the actionline command, in the order in which its help lists them. */
export const VERBS = ["start", "feed", "new", "ask", "explain", "schema", "doctor", "bench", "soak"] as const;
