import type { RequiredField, RequiredSelection } from "../plan/plan";

/** What is required of an object, by the name it has in the tree. */
export function requiredFields(
  requires: readonly RequiredSelection[],
  meets: (condition: string) => boolean,
): Map<string, RequiredSelection[]> {
  const fields = new Map<string, RequiredSelection[]>();
  const add = (selection: RequiredSelection): void => {
    if (selection.kind === "Field") addField(selection, fields);
    else if (selection.typeCondition === undefined || meets(selection.typeCondition)) selection.selections.forEach(add);
  };
  requires.forEach(add);
  return fields;
}

function addField({ alias, name, selections }: RequiredField, fields: Map<string, RequiredSelection[]>): void {
  const key = alias ?? name;
  fields.set(key, [...(fields.get(key) ?? []), ...(selections ?? [])]);
}
