/** For each object type the numbers of the fragments that apply to it; sets that are part of another one are left out. */
export function setsTogether(
  objects: readonly string[],
  fragments: readonly { readonly objects: ReadonlySet<string> }[],
): readonly (readonly number[])[] {
  if (fragments.length === 0) return [];
  const distinct = new Map<string, readonly number[]>();
  for (const object of objects) {
    const numbers = fragments.flatMap((fragment, number) => (fragment.objects.has(object) ? [number] : []));
    distinct.set(numbers.join(), numbers);
  }
  return [...distinct.values()];
}
