import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { ThemeRecord } from "@actionline/schema/reference-records";
import type { Db } from "mongodb";

/** Reads cross-cutting themes at one request's point of the log. */
export class ThemeRepository {
  readonly #themes: VersionReader<"THEME">;

  constructor(db: Db, request: RequestContext) {
    this.#themes = new VersionReader(db, "THEME", request);
  }

  /** The theme, or null where the hub holds none of that id. */
  byId(id: string): Promise<ThemeRecord | null> {
    return this.#themes.record(id);
  }

  /** Every theme, in the order of ids. */
  all(): Promise<ThemeRecord[]> {
    return this.#themes.all();
  }
}
