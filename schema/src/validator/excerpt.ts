const LONGEST_VALUE = 120;
const LONGEST_KEY = 60;

/** What a reader could not see, or a terminal would obey: controls, format characters, half characters, separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A short printable picture of any value: hostile text can't move a cursor, turn a line around or flood a report. */
export function excerpt(value: unknown, longest = LONGEST_VALUE): string {
  if (typeof value === "string") return shorten(printable(value.slice(0, longest * 2)), longest);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return "an object";
  return shorten(String(value), longest);
}

export type PointerPart = string | number;

/** A JSON pointer (RFC 6901) whose keys are printable and short, since keys come from outside too. */
export function pointerTo(path: readonly PointerPart[]): string {
  return path.map((part) => `/${excerpt(String(part), LONGEST_KEY).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Never through the middle of a pair: the cut text must be well formed itself.
  const cut = text.slice(0, longest - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
