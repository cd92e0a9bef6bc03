import { ArgumentSets } from "@actionline/mirror/asked/argument-sets";
import { EntityReader } from "@actionline/mirror/read/entity-reader";
import { thingsToRead } from "@actionline/mirror/read/things-to-read";
import type { SubgraphShape } from "@actionline/mirror/subgraph-shape";
import type { HarvestTask } from "../feed/harvest";
import type { AskContract } from "../remote/contract-client";

/** How many things of one type an agency is asked about in one go, and at once. */
const [MOST, AT_ONCE] = [1_000, 50];

/** Asks an agency for the values of its own fields, each time of other things, so that its mirror stays near to it. */
export async function readEntities(
  task: Pick<HarvestTask, "db" | "appender" | "clock">,
  {
    agency,
    ask,
    shape,
    budget = MOST,
  }: { readonly agency: string; readonly ask: AskContract; readonly shape: SubgraphShape; readonly budget?: number },
): Promise<number> {
  const { db, appender, clock } = task;
  const asked = await new ArgumentSets(db, clock).recent(agency);
  const reader = new EntityReader({ appender, agency, shape, ask, asked, clock });
  let count = 0;
  for (const entity of shape.entities.values()) {
    const keys = await thingsToRead({ db, agency, entity, budget });
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      count += (await reader.read(entity.name, keys.slice(from, from + AT_ONCE))).asked;
    }
  }
  return count;
}
