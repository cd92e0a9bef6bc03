import type { BudgetRecord, OutputRecord, ScopeRecord } from "./contract/records";
import type * as coordination from "./coordination-records";
import type * as federation from "./federation-records";
import type * as hub from "./hub-records";
import type * as reference from "./reference-records";

/** A budget, scope or output as the hub keeps it: with the agency that reported it and the source it came by. */
export type Reported<T> = T & { readonly agency: string; readonly source: string };

/** What the payload of each kind of entry is. */
export interface RecordOfKind {
  INSTRUMENT: reference.InstrumentRecord;
  ACTION_LINE: reference.ActionLineRecord;
  PLAN_ITEM: reference.PlanItemRecord;
  THEME: reference.ThemeRecord;
  PLACE: reference.PlaceRecord;
  PLACE_GROUP: reference.PlaceGroupRecord;
  ORGANIZATION: reference.OrganizationRecord;
  FACILITATOR: reference.FacilitatorRecord;
  AGENCY: hub.AgencyRecord;
  SOURCE: hub.SourceRecord;
  HARVEST: hub.HarvestRecord;
  ACTIVITY: hub.StoredActivity;
  BUDGET: Reported<BudgetRecord>;
  SCOPE: Reported<ScopeRecord>;
  OUTPUT: Reported<OutputRecord>;
  EXPECTATION: hub.ExpectationRecord;
  REVIEW: hub.ReviewRecord;
  STATEMENT: coordination.StatementRecord;
  COMMITMENT: coordination.CommitmentRecord;
  WITHDRAWAL: coordination.WithdrawalRecord;
  OVERLAP: coordination.OverlapRecord;
  OVERLAP_DECISION: coordination.OverlapDecisionRecord;
  FINDING: coordination.FindingRecord;
  DEFINITION: hub.DefinitionRecord;
  SNAPSHOT: hub.SnapshotRecord;
  SUBGRAPH: federation.SubgraphRecord;
  CONSENT: federation.ConsentRecord;
  ENTITY: federation.EntityRecord;
  REDACTION: federation.RedactionRecord;
}
