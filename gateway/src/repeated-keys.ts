const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** Whether some object of a JSON text names a key twice, however it is escaped: readers differ in which of the two they take. */
export function repeatsKey(json: string): boolean {
  const objects: (Set<unknown> | null)[] = [];
  let last = "";
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === "{") objects.push(new Set());
    else if (token === "[") objects.push(null);
    else if (token === "}" || token === "]") objects.pop();
    else if (token === ":" && !remember(objects.at(-1), JSON.parse(last))) return true;
    last = token;
  }
  return false;
}

function remember(keys: Set<unknown> | null | undefined, key: unknown): boolean {
  if (keys === null || keys === undefined) return true;
  const size = keys.size;
  return keys.add(key).size > size;
}
