import type { RegistryLimits } from "../limits";
import { type Place, Problems, refuseIfAny } from "../problem";

/** Control characters, halves of characters, and what turns the direction of all that follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const UNSHOWABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff\p{Surrogate}]/u;
/** The same, written as an escape within a text: it would be shown once the text is read. */
const ESCAPED = /\\u(?:00[01][0-9a-f]|007f|00[89][0-9a-f]|202[a-e]|206[6-9]|d[89a-f][0-9a-f]{2}|\{)/i;

/** What can be told of a text without parsing it; refuses what no parser should be given. */
export function checkText(sdl: string, subgraph: string, limits: RegistryLimits): void {
  checkSize(sdl, subgraph, limits);
  const problems = new Problems(subgraph);
  checkCharacters(sdl, problems);
  refuseIfAny(problems);
  checkNesting(sdl, problems, limits);
  refuseIfAny(problems);
}

function checkSize(sdl: string, subgraph: string, limits: RegistryLimits): void {
  const problems = new Problems(subgraph);
  const bytes = sdl.length > limits.bytes ? sdl.length : Buffer.byteLength(sdl);
  if (bytes > limits.bytes) {
    const message = `The schema's text has ${bytes} bytes; at most ${limits.bytes} are read.`;
    problems.add("SDL_TOO_LARGE", undefined, message, "Publish fewer types, or shorten the descriptions.");
  }
  refuseIfAny(problems);
}

function checkCharacters(sdl: string, problems: Problems): void {
  for (const pattern of [UNSHOWABLE, ESCAPED]) {
    const found = pattern.exec(sdl);
    if (found === null) continue;
    const fix = "Take the character out; tabs and line breaks may stay.";
    problems.add("SDL_SYNTAX", placeAt(sdl, found.index), "The text holds a character that can't be shown to anybody.", fix);
  }
}

/** Parsers go down a level for each bracket: before one is asked, it is clear that it gets to the end. */
function checkNesting(sdl: string, problems: Problems, { nesting }: RegistryLimits): void {
  let depth = 0;
  for (let index = 0; index < sdl.length; index += 1) {
    const sign = sdl[index];
    if (sign === "#") index = endOf(sdl, "\n", index);
    else if (sign === '"') index = endOfString(sdl, index);
    else if (sign === "[" || sign === "(" || sign === "{") depth += 1;
    else if (sign === "]" || sign === ")" || sign === "}") depth -= 1;
    if (depth <= nesting) continue;
    problems.add("SDL_LIMITS", placeAt(sdl, index), `Brackets stand more than ${nesting} deep within one another.`, "Nest less.");
    return;
  }
}

/** Where a string's last sign is; where nothing ends it, the parser tells. */
function endOfString(sdl: string, start: number): number {
  if (sdl.startsWith('"""', start)) {
    let end = sdl.indexOf('"""', start + 3);
    while (end > 0 && sdl[end - 1] === "\\") end = sdl.indexOf('"""', end + 3);
    return end < 0 ? sdl.length : end + 2;
  }
  for (let index = start + 1; index < sdl.length; index += 1) {
    if (sdl[index] === "\\") index += 1;
    else if (sdl[index] === '"' || sdl[index] === "\n") return index;
  }
  return sdl.length;
}

function endOf(sdl: string, sign: string, start: number): number {
  const end = sdl.indexOf(sign, start);
  return end < 0 ? sdl.length : end;
}

export function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
