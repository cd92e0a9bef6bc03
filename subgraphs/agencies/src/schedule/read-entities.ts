import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { EntityReader } from "@actionline/mirror/read/entity-reader";
import { thingsToRead } from "@actionline/mirror/read/things-to-read";
import { type SubgraphShape, shapeOf } from "@actionline/mirror/subgraph-shape";
import type { HarvestTask } from "../feed/harvest";
import type { AskContract } from "../remote/contract-client";

/** How many things of one type an agency is asked about in one go, and at once. */
const [MOST, AT_ONCE] = [200, 50];

/** Keeps the shapes of agencies' schemas: working one out takes longer than asking. */
export class KnownShapes {
  readonly #shapes = new Map<string, { readonly hash: string; readonly shape: SubgraphShape }>();

  /** The shape of what the agency published; null where it published nothing, or nothing that is served. */
  async of({ db }: Pick<HarvestTask, "db">, agency: string): Promise<SubgraphShape | null> {
    const record = (await versionsOf(db, "SUBGRAPH").findOne({ subject: agency, to: OPEN }))?.record;
    if (record === undefined || record.quarantined !== null) return null;
    const known = this.#shapes.get(agency);
    if (known?.hash === record.sdlHash) return known.shape;
    const shape = shapeOf(record.sdl);
    this.#shapes.set(agency, { hash: record.sdlHash, shape });
    return shape;
  }
}

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
  const reader = new EntityReader({ appender, agency, shape, ask, clock });
  let asked = 0;
  for (const entity of shape.entities.values()) {
    const keys = await thingsToRead({ db, agency, entity, budget });
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      asked += (await reader.read(entity.name, keys.slice(from, from + AT_ONCE))).asked;
    }
  }
  return asked;
}
