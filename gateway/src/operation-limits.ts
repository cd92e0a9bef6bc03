import { hubError } from "@actionline/kit/hub-error";
import { PAGE, pageSize } from "@actionline/kit/page";
import { getNamedType, getNullableType, isCompositeType, isListType } from "graphql";
import type { AskedField } from "./asked-fields";
import type { GatewaySettings } from "./settings";

/** Values given to all fields of an operation together; a variable counts at each field that is given it. */
const MOST_VALUES = 5_000;

/** How many records the operation could return; refuses more than the hub gives at once, and pages out of bounds. */
export function estimateNodes(fields: readonly AskedField[], settings: GatewaySettings): number {
  const estimated = total(fields, null, settings);
  if (estimated > settings.nodes) {
    throw hubError(
      "QUERY_TOO_COSTLY",
      `This could return ${estimated} records at once; at most ${settings.nodes}. Ask for smaller pages (first) or fewer lists within lists.`,
      { estimated, most: settings.nodes },
    );
  }
  checkPages(fields);
  checkValues(fields);
  return estimated;
}

/** One variable given to many fields is read anew by each of them: together they take no more than one could. */
function checkValues(fields: readonly AskedField[]): void {
  let left = MOST_VALUES;
  const count = (value: unknown): void => {
    left -= 1;
    if (left < 0) {
      throw hubError(
        "QUERY_TOO_COSTLY",
        `The arguments of all fields hold more than ${MOST_VALUES} values together. Ask in several requests.`,
        {
          most: MOST_VALUES,
        },
      );
    }
    if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) count(inner);
  };
  const visit = (field: AskedField): void => {
    for (const value of Object.values(field.arguments)) count(value);
    field.fields.forEach(visit);
  };
  fields.forEach(visit);
}

function checkPages(fields: readonly AskedField[]): void {
  for (const field of fields) {
    if (paged(field)) pageSize(pageOf(field));
    checkPages(field.fields);
  }
}

/** @param page the page size that a field above asked for and no list has used up yet */
function total(fields: readonly AskedField[], page: number | null, settings: GatewaySettings): number {
  return fields.reduce((sum, field) => sum + nodesOf(field, page, settings), 0);
}

function nodesOf(field: AskedField, page: number | null, settings: GatewaySettings): number {
  if (!isCompositeType(getNamedType(field.definition.type))) return 0;
  const own = paged(field) ? Math.max(1, pageOf(field) ?? PAGE.default) : page;
  if (!isListType(getNullableType(field.definition.type))) return 1 + total(field.fields, own, settings);
  return listSize(field, own, settings) * (1 + total(field.fields, null, settings));
}

function listSize(field: AskedField, page: number | null, settings: GatewaySettings): number {
  if (paged(field)) return page ?? PAGE.default;
  const { name } = field.definition;
  return name === "nodes" || name === "edges" ? (page ?? PAGE.default) : settings.listSize;
}

function paged({ definition }: AskedField): boolean {
  return definition.args.some(({ name }) => name === "first");
}

function pageOf(field: AskedField): number | null {
  const { first } = field.arguments;
  return typeof first === "number" ? first : null;
}
