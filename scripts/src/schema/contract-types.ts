import { join } from "node:path";
import { compileFromFile } from "json-schema-to-typescript";

const BANNER = "/** Generated from schema/contract/*.schema.json by `npm run schema`. Do not edit. */";

/** The TypeScript types of the contract's records, from their JSON Schemas. */
export async function contractTypes(root: string): Promise<string> {
  const folder = join(root, "schema/contract");
  return compileFromFile(join(folder, "record.schema.json"), {
    cwd: folder,
    ignoreMinAndMaxItems: true,
    additionalProperties: false,
    bannerComment: BANNER,
  });
}
