import { hubError } from "@actionline/kit/hub-error";
import { PAGE, pageSize } from "@actionline/kit/page";
import { getNamedType, getNullableType, isCompositeType, isListType } from "graphql";
import type { AskedField } from "./asked-fields";
import type { GatewaySettings } from "./settings";

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
  return estimated;
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
