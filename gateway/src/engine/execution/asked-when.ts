import { type DirectiveNode, Kind } from "graphql";
import type { Condition, OperationVariables } from "../operation/normalised-operation";

/** When something is asked: every condition must hold, and the object may have to be of a type that isn't known. */
export interface AskedWhen {
  readonly conditions: readonly Condition[];
  readonly perhaps: boolean;
}

export const ALWAYS: AskedWhen = { conditions: [], perhaps: false };

/** When something is asked that stands within something else, by its own `@skip` and `@include`; null for never. */
export function askedWithin({ conditions, perhaps }: AskedWhen, directives: readonly DirectiveNode[] | undefined): AskedWhen | null {
  const own: Condition[] = [];
  for (const { name, arguments: [argument] = [] } of directives ?? []) {
    if (name.value !== "skip" && name.value !== "include") continue;
    const negated = name.value === "skip";
    if (argument?.value.kind === Kind.VARIABLE) own.push({ variable: argument.value.name.value, negated });
    else if (argument?.value.kind === Kind.BOOLEAN && argument.value.value === negated) return null;
  }
  return own.length === 0 ? { conditions, perhaps } : { conditions: [...conditions, ...own], perhaps };
}

/** Whether it is asked whatever the variables and the types. */
export function isAlwaysAsked(alternatives: readonly AskedWhen[]): boolean {
  return alternatives.some(({ conditions, perhaps }) => conditions.length === 0 && !perhaps);
}

/** Whether it is asked for certain, the variables being what they are. */
export function isAsked(alternatives: readonly AskedWhen[], variables: OperationVariables): boolean {
  return alternatives.some(({ conditions, perhaps }) => !perhaps && conditions.every((condition) => holds(condition, variables)));
}

function holds({ variable, negated }: Condition, variables: OperationVariables): boolean {
  return (Object.hasOwn(variables, variable) && variables[variable] === true) !== negated;
}
