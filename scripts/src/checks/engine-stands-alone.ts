import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Check } from "./check";
import { importsOf } from "./imports-point-down";
import { packagesOf, sourceFiles } from "./packages";

const ENGINE = "gateway/src/engine/";

/** The engine knows nothing of the hub, so that anyone could take its folder. */
export const engineStandsAlone: Check = {
  name: "the engine stands alone",
  async find(root) {
    const gateway = (await packagesOf(root)).find(({ folder }) => folder === "gateway");
    const files = gateway === undefined ? [] : (await sourceFiles(root, gateway)).filter((file) => file.startsWith(ENGINE));
    const found = await Promise.all(
      files.map(async (file) => {
        const imports = importsOf(await readFile(join(root, file), "utf8"));
        return imports
          .filter((specifier) => leavesTheEngine(file, specifier))
          .map((specifier) => ({ place: file, message: `imports ${specifier}` }));
      }),
    );
    return found.flat();
  },
};

/** Whether an import of an engine's file leads to the hub: to a package of ours, or up out of the folder. */
export function leavesTheEngine(file: string, specifier: string): boolean {
  if (specifier.startsWith("@actionline/")) return true;
  return specifier.startsWith(".") && !posix.join(posix.dirname(file), specifier).startsWith(ENGINE);
}
