import { hubError } from "@actionline/kit/hub-error";

// Line breaks and tabs are a writer's own; other control characters, and halves of characters, can't be shown.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const UNSHOWABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Surrogate}]/u;

/** A text that a person wrote, trimmed; refuses one that is empty, too long or can't be shown. */
export function checkedText(text: string, most: number, noun: string): string {
  const trimmed = text.trim();
  if (trimmed.length < 1 || trimmed.length > most) throw hubError("BAD_INPUT", `Give ${noun}, 1 to ${most} characters.`);
  if (UNSHOWABLE.test(trimmed)) throw hubError("BAD_INPUT", `${noun} holds characters that can't be shown; write it again as plain text.`);
  return trimmed;
}
