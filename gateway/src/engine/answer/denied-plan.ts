import type { NamedStep } from "./fault-places";
import { FieldPlan } from "./object-plan";
import { ValuePlan } from "./value-plan";

/** A field that whoever asks may not have, whatever the tree holds there as a key or as what another field requires. */
export function deniedField(names: NamedStep, before: string, coordinate: string, nonNull: boolean): FieldPlan {
  return nonNull ? new FieldPlan(names, before, new DeniedPlan(coordinate, nonNull)) : new FieldPlan(names, `${before}null`, null);
}

/** What holds it is lost with it; that it is denied is told by the rules of access, so it is no gap. */
class DeniedPlan extends ValuePlan {
  override write(): boolean {
    return false;
  }

  override unanswered(): boolean {
    return false;
  }
}
