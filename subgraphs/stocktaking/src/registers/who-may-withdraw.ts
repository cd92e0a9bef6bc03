import type { Action } from "@actionline/kit/access";
import type { RegisterKind } from "@actionline/schema/coordination-records";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import { lineOfItem } from "../columns/plan-tree";
import type { ReferenceView } from "../columns/reference-tables";

/** A line is withdrawn by those who may set it. */
export function whoMayWithdraw(
  register: RegisterKind,
  record: RecordOfKind[RegisterKind],
  view: ReferenceView,
): { readonly action: Action; readonly of: string | null } {
  if (register === "SCOPE" && "agency" in record) return { action: "declareScope", of: record.agency };
  if (register === "STATEMENT" && "signedBy" in record) return { action: "signStatement", of: record.actionLine };
  if (register === "COMMITMENT" && "organization" in record) return { action: "recordCommitment", of: record.organization };
  return { action: "setExpectation", of: "item" in record ? lineOfItem(view, record.item) : null };
}
