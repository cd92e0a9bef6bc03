/** A Markdown table, its columns padded as a formatter pads them. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [first = [], ...others] = all;
  return [first, widths.map((width) => "-".repeat(width)), ...others].map(line).join("\n");
}

/** The page with one generated part as it is now, between its two markers. */
export function withBlock(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`A page has lost its markers ${start} and ${end}: put them back where the part belongs.`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** What stands between a page's two markers. */
export function blockOf(page: string, name: string): string {
  const found = new RegExp(`<!-- ${name}:start -->\\n([\\s\\S]*?)\\n<!-- ${name}:end -->`).exec(page)?.[1];
  if (found === undefined) throw new Error(`The page has no part called ${name}.`);
  return found.trim();
}
