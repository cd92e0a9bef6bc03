import type { RequestContext } from "@actionline/kit/request-context";
import { VersionReader } from "@actionline/log/versions";
import type { DefinitionRecord } from "@actionline/schema/hub-records";
import type { Db } from "mongodb";
import { COVERAGE_DEFINITION } from "../coverage-graph/coverage-definition";
import type { Definition } from "./definition";
import { showDefinition } from "./definition.show";

/** Reads the definitions that hold at a request's point. */
export class DefinitionRepository {
  readonly #records: VersionReader<"DEFINITION">;

  constructor(db: Db, request: RequestContext) {
    this.#records = new VersionReader(db, "DEFINITION", request);
  }

  async all(): Promise<Definition[]> {
    const logged: readonly DefinitionRecord[] = await this.#records.all();
    const all = logged.some(({ id }) => id === COVERAGE_DEFINITION.id) ? logged : [...logged, COVERAGE_DEFINITION];
    return all.map(showDefinition);
  }
}
