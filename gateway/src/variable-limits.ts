import { hubError } from "@actionline/kit/hub-error";
import type { GatewaySettings } from "./settings";

/** Refuses variables with overlong lists or values nested too deeply, before anything walks them by recursion. */
export function checkVariables(variables: Readonly<Record<string, unknown>>, { listItems, valueDepth }: GatewaySettings): void {
  const open: { value: unknown; depth: number }[] = [{ value: variables, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth > valueDepth) {
      throw hubError("QUERY_TOO_LARGE", `A variable is nested more than ${valueDepth} levels deep.`, { most: valueDepth });
    }
    if (Array.isArray(value) && value.length > listItems) {
      throw hubError("QUERY_TOO_LARGE", `A variable lists ${value.length} items; at most ${listItems}. Ask in several requests.`, {
        most: listItems,
      });
    }
    for (const item of Object.values(value)) open.push({ value: item, depth: depth + 1 });
  }
}
