/** One field of a key, with those below it where it leads to an object. */
export interface KeyField {
  readonly name: string;
  readonly fields: readonly KeyField[];
}

/** The fields of a key's field set, such as "id organization { id }". */
export function keyFields(fieldSet: string): readonly KeyField[] {
  const top: KeyField[] = [];
  const open: KeyField[][] = [top];
  for (const token of fieldSet.match(/\w+|[{}]/g) ?? []) {
    const level = open.at(-1) ?? top;
    if (token === "}") open.pop();
    else if (token !== "{") level.push({ name: token, fields: [] });
    else open.push(nested(level));
  }
  return top;
}

/** The list that takes what stands between the braces after the last field of a level. */
function nested(level: KeyField[]): KeyField[] {
  const field = level.pop();
  const fields: KeyField[] = [];
  if (field !== undefined) level.push({ name: field.name, fields });
  return fields;
}
