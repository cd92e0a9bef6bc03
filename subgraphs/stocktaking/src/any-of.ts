/** The condition that a list given as a filter puts on a path; none where it isn't given. */
export function anyOf(path: string, values: readonly (string | number)[] | null | undefined): object[] {
  return values === null || values === undefined ? [] : [{ [path]: { $in: [...values] } }];
}

/** The same where a record that leaves the path out means every value. */
export function anyOfOrAll(path: string, values: readonly (string | number)[] | null | undefined): object[] {
  return values === null || values === undefined ? [] : [{ [path]: { $in: [...values, null] } }];
}
