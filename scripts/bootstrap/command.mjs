import { createRequire } from "node:module";
import { join } from "node:path";
import { prepare, ROOT } from "./prepare.mjs";

/** Installs and builds what is missing, then hands the words to the actionline command, in this process. */
export async function command(words) {
  await prepare();
  await createRequire(import.meta.url)(join(ROOT, "scripts/dist/actionline.js")).main(words);
}
