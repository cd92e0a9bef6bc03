import { staleFiles } from "../schema/generated-files";
import type { Check } from "./check";

export const generatedIsCurrent: Check = {
  name: "generated files are current",
  async find(root) {
    const stale = await staleFiles(root);
    return stale.map(({ file, missing }) => ({
      place: file,
      message: `${missing ? "is missing" : "is out of date"}: run \`npm run schema\` and commit it`,
    }));
  },
};
