import { join } from "node:path";

const BANNER = "/** Generated from schema/contract/*.schema.json by `npm run schema`. Do not edit. */";

/** The TypeScript types of the contract's records, from their JSON Schemas. */
export async function contractTypes(root: string): Promise<string> {
  // It brings a formatter along, which no other verb of the command has to wait for.
  const { compileFromFile } = await import("json-schema-to-typescript");
  const folder = join(root, "schema/contract");
  return compileFromFile(join(folder, "record.schema.json"), {
    cwd: folder,
    ignoreMinAndMaxItems: true,
    additionalProperties: false,
    bannerComment: BANNER,
  });
}
