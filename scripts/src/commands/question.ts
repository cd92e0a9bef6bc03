import { readFile } from "node:fs/promises";

/** The question that a person gives: written out, or in a file. */
export async function readQuestion(given: string): Promise<string> {
  if (!given.endsWith(".graphql")) return given;
  return readFile(given, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new Error(`There is no file ${given}; give a query in quotes or the path of a .graphql file.`);
    throw new Error(`The file ${given} can't be read (${error.code}): check that it is a file that you may read.`);
  });
}

/** The values of a question's variables. */
export function readVariables(given: string | undefined): Record<string, unknown> {
  if (given === undefined) return {};
  try {
    const variables: unknown = JSON.parse(given);
    if (typeof variables === "object" && variables !== null && !Array.isArray(variables)) return { ...variables };
  } catch {
    // Told below, as what is JSON and no object is.
  }
  throw new Error(`--variables takes a JSON object, such as '{"id":"agency:1"}'.`);
}
