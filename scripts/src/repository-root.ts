import { join } from "node:path";

/** The clone that this command runs from; the same from src and from dist. */
export const repositoryRoot = (): string => join(__dirname, "../..");
