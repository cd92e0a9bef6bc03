const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether some object of a JSON text names a key twice, however it is escaped: readers differ in which of the two they
 * take. The text is known to be JSON.
 */
export function repeatsKey(json: string): boolean {
  const objects: (Set<unknown> | null)[] = [];
  let key = "";
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === '"') {
      const end = endOfText(json, at);
      key = json.slice(at, end + 1);
      at = end;
    } else if (sign === "{") objects.push(new Set());
    else if (sign === "[") objects.push(null);
    else if (sign === "}" || sign === "]") objects.pop();
    else if (sign === ":" && !remember(objects.at(-1), key)) return true;
  }
  return false;
}

/** Where the text that begins at a quotation mark ends: at the next one that isn't escaped. */
function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && escaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function escaped(json: string, quote: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

function remember(keys: Set<unknown> | null | undefined, key: string): boolean {
  if (keys === null || keys === undefined || key.charCodeAt(0) !== QUOTE) return true;
  const { size } = keys;
  return keys.add(key.includes("\\") ? JSON.parse(key) : key.slice(1, -1)).size > size;
}
