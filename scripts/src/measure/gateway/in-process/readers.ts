import DataLoader from "dataloader";
import { type BudgetRecord, budgets, type OrganizationRecord, organizations, type TeamRecord, teams } from "./activity-records";

/** One request's reads, gathered as the hub's own subgraphs gather them: one read for all keys asked in a turn. */
export interface Readers {
  readonly organizations: DataLoader<string, OrganizationRecord | null>;
  readonly teams: DataLoader<string, TeamRecord | null>;
  readonly budgets: DataLoader<string, readonly BudgetRecord[]>;
}

export function openReaders(): Readers {
  return {
    organizations: new DataLoader(async (ids) => ids.map((id) => organizations.get(id) ?? null)),
    teams: new DataLoader(async (ids) => ids.map((id) => teams.get(id) ?? null)),
    budgets: new DataLoader(async (ids) => ids.map((id) => budgets.get(id) ?? [])),
  };
}
