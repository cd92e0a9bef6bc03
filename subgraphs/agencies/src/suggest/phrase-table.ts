import type { WordRule } from "./rules";

type Options = Partial<Pick<WordRule, "ict" | "needsIct" | "companions">>;

/** Begins a row of the tables of words: the phrases follow in backquotes, with commas between them. */
export function rule(name: string, line: string, item: string | null, weight: number, options: Options = {}) {
  return (text: TemplateStringsArray, ...more: readonly string[]): WordRule => ({
    name,
    line,
    item,
    weight,
    phrases: phrases(text, ...more),
    ict: "STRONG",
    ...options,
  });
}

/** A list of phrases, written in backquotes with commas between them. */
export function phrases(text: TemplateStringsArray, ...more: readonly string[]): string[] {
  return String.raw({ raw: text }, ...more)
    .split(",")
    .map((phrase) => phrase.trim().replace(/\s+/g, " "));
}
