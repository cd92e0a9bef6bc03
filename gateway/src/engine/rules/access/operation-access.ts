import type { AskedNode, NormalisedOperation } from "../../operation/normalised-operation";
import { type Denial, denialsIn } from "./denial";
import { type Claims, meets, type Requirement } from "./requirement";
import { type RuledGraph, RuledPlace } from "./ruled-place";
import { type IsDenied, withoutDenied } from "./without-denied";

/** What is left of an operation for someone who may not ask all of it. */
export interface LimitedOperation {
  /** To be planned and run in place of the whole one, and projected: what is denied is written as null. */
  readonly operation: NormalisedOperation;
  readonly denials: readonly Denial[];
}

/** Limited operations kept for one operation: one for each combination of requirements that somebody failed to meet. */
const MOST_KEPT = 64;

/** What one operation requires of whoever asks it. */
export class OperationAccess {
  readonly #operation: NormalisedOperation;
  readonly #root: RuledPlace;
  readonly #required: readonly Requirement[];
  readonly #limited = new Map<string, LimitedOperation>();

  private constructor(operation: NormalisedOperation, root: RuledPlace, required: readonly Requirement[]) {
    this.#operation = operation;
    this.#root = root;
    this.#required = required;
  }

  /** Null where the operation requires nothing. */
  static of(graph: RuledGraph, operation: NormalisedOperation): OperationAccess | null {
    if (!graph.rules.any) return null;
    const type = graph.schema.getRootType(operation.kind);
    if (type === undefined || type === null) throw new Error(`the public schema has no ${operation.kind}`);
    const root = new RuledPlace(graph, type);
    const required = new Set<Requirement>();
    gather(operation.selection, root, required);
    return required.size === 0 ? null : new OperationAccess(operation, root, [...required]);
  }

  /** What is left for someone with these claims; null where nothing is denied. */
  limitedFor(claims: Claims): LimitedOperation | null {
    const unmet = this.#required.filter((requirement) => !meets(claims, requirement));
    if (unmet.length === 0) return null;
    const key = this.#required.map((requirement) => (unmet.includes(requirement) ? "-" : "+")).join("");
    return this.#limited.get(key) ?? this.#keep(key, this.#limit(new Set(unmet)));
  }

  #limit(unmet: ReadonlySet<Requirement>): LimitedOperation {
    const isDenied: IsDenied = (place, field) => place.required(field).some((requirement) => unmet.has(requirement));
    return {
      operation: withoutDenied(this.#operation, this.#root, isDenied),
      denials: denialsIn(this.#operation.selection, this.#root, isDenied),
    };
  }

  #keep(key: string, limited: LimitedOperation): LimitedOperation {
    const [oldest] = this.#limited.keys();
    if (oldest !== undefined && this.#limited.size >= MOST_KEPT) this.#limited.delete(oldest);
    this.#limited.set(key, limited);
    return limited;
  }
}

function gather(selection: readonly AskedNode[], place: RuledPlace, required: Set<Requirement>): void {
  for (const node of selection) {
    if (node.kind === "fragment") {
      gather(node.selection, place.within(node.typeCondition), required);
      continue;
    }
    for (const requirement of place.required(node.name)) required.add(requirement);
    const under = place.under(node.name);
    if (under !== null && node.selection !== null) gather(node.selection, under, required);
  }
}
