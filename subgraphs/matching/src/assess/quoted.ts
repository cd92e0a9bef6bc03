const MOST = 140;

/** A published text inside a sentence: one line, not endless, quotes of its own left as they are. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return `"${line.length > MOST ? `${[...line].slice(0, MOST).join("")}…` : line}"`;
}

/** A list in a sentence: the first few, and how many more. */
export function listed(texts: readonly string[], most = 5): string {
  const shown = texts.slice(0, most).join(", ");
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown;
}
