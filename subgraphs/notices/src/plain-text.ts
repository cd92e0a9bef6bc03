import { hubError } from "@actionline/kit/hub-error";

/** Control characters, and those that turn the direction of what follows: a name may hold none. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** A text of one line, trimmed; refuses one that is empty, too long, or holds what can't be seen. */
export function plainText(field: string, text: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed.length >= 1 && trimmed.length <= most && !UNPRINTABLE.test(trimmed)) return trimmed;
  throw hubError("BAD_INPUT", `${field} takes 1 to ${most} characters in one line, none of them invisible.`);
}
