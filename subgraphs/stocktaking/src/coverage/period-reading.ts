import type { ActivityColumns } from "../columns/activity-columns";
import { EVER, NEVER } from "../columns/activity-row";
import { GrowingColumn } from "../columns/growing-column";
import { remembered } from "../columns/plan-tree";
import type { DefinitionChoices } from "./coverage-definition";

const openEndsOf = remembered((_: ActivityColumns) => new GrowingColumn(Int16Array));

/**
 * By row the last year that a period meets, under a definition that reads it otherwise than the columns do; else undefined.
 * The column is made when such a version is first asked for and grows from there: a row never changes its years.
 */
export function lastYearsOf(columns: ActivityColumns, { completedWithoutEnd }: DefinitionChoices): ArrayLike<number> | undefined {
  if (completedWithoutEnd === "FIRST_YEAR") return undefined;
  const years = openEndsOf(columns);
  for (let row = years.length; row < columns.rows; row += 1) years.push(lastYearWhereOpen(columns, row));
  return years.array;
}

/** Completed work that names no end goes on for good; a period without any date still meets no year. */
function lastYearWhereOpen(columns: ActivityColumns, row: number): number {
  const years = columns.years(row);
  if (years === null) return NEVER.last;
  return columns.status(row) === "COMPLETED" && columns.endDay(row) === null ? EVER.last : years.last;
}
