/** Answers the question about activities once, as JSON text. */
export type AskActivities = () => Promise<string>;

export type ExecutorName = "graphql-jit" | "engine";
