import type { SubgraphRequest } from "../engine/transport/transport";

/** A question of one request, as far as its entities are told by it. */
type Asked = Pick<SubgraphRequest, "variables">;

/**
 * Who answered for which entities of one agency in one request: an entity is answered by its agency's server or by the
 * mirror, and never by both, since the two may know it at different times. Entities are looked into only where both answered.
 */
export class EntityLedger {
  readonly #answered = { LIVE: [] as Asked[], MIRROR: [] as Asked[] };

  note(question: Asked, answeredBy: "LIVE" | "MIRROR"): void {
    this.#answered[answeredBy].push(question);
  }

  /** Whether any entity of the question was answered by the one named. */
  holds(question: Asked, answeredBy: "LIVE" | "MIRROR"): boolean {
    const others = this.#answered[answeredBy];
    if (others.length === 0) return false;
    const known = new Set(others.flatMap(entitiesOf));
    return entitiesOf(question).some((entity) => known.has(entity));
  }
}

/** What tells entities apart: type and id, or all that was sent where they have no id. */
function entitiesOf(question: Asked): readonly string[] {
  const lists = Object.values(question.variables()).filter(Array.isArray);
  return lists.flatMap((list: readonly unknown[]) => list.flatMap(entityName));
}

function entityName(sent: unknown): readonly string[] {
  if (typeof sent !== "object" || sent === null || !("__typename" in sent)) return [];
  return [JSON.stringify([sent.__typename, "id" in sent ? sent.id : sent])];
}
