import { hubError } from "./hub-error";

// Line breaks, tabs and the marks that right-to-left writing needs are a writer's own. Other control characters, halves of
// characters, and what turns the direction of all that follows, the hub's own words with it, can't be shown.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const UNSHOWABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/u;

/** A text that a person wrote, trimmed; refuses one that is empty, too long or can't be shown. */
export function checkedText(text: string, most: number, noun: string): string {
  const trimmed = text.trim();
  if (trimmed.length < 1 || trimmed.length > most) throw hubError("BAD_INPUT", `Give ${noun}, 1 to ${most} characters.`);
  if (UNSHOWABLE.test(trimmed)) throw hubError("BAD_INPUT", `${noun} holds characters that can't be shown; write it again as plain text.`);
  return trimmed;
}
