import { versionsOf } from "@actionline/log/collections";
import { OPEN } from "@actionline/log/log-entry";
import { type SubgraphShape, shapeOf } from "@actionline/mirror/subgraph-shape";
import type { Db } from "mongodb";

/** Keeps the shapes of agencies' schemas: working one out takes longer than asking. */
export class KnownShapes {
  readonly #shapes = new Map<string, { readonly hash: string; readonly shape: SubgraphShape }>();

  /** The shape of what the agency published; null where it published nothing, or nothing that is served. */
  async of(db: Db, agency: string): Promise<SubgraphShape | null> {
    const record = (await versionsOf(db, "SUBGRAPH").findOne({ subject: agency, to: OPEN }))?.record;
    if (record === undefined || record.quarantined !== null) return null;
    const known = this.#shapes.get(agency);
    if (known?.hash === record.sdlHash) return known.shape;
    const shape = shapeOf(record.sdl);
    this.#shapes.set(agency, { hash: record.sdlHash, shape });
    return shape;
  }
}
