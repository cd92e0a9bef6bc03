import type { LocalisedText } from "@actionline/schema/contract/records";
import type { Mapping } from "./mapping";
import type { XmlElement } from "./xml-element";

const LONGEST_TEXT = 20_000;
const LANGUAGE = /^([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)$/;

/** `EN` and `en` are one language: BCP 47 tells languages apart without regard to case. Null where it is no code. */
export function languageCode(text: string): string | null {
  const parts = LANGUAGE.exec(text);
  return parts === null ? null : `${parts[1]?.toLowerCase()}${parts[2] ?? ""}`;
}

/** The language an element states, else the activity's own. */
export function languageOf(element: XmlElement, mapping: Mapping): string {
  const stated = element.attribute("xml:lang");
  if (stated === null) return mapping.language;
  const language = languageCode(stated);
  if (language !== null) return language;
  mapping.note("IATI_LANGUAGE_UNUSABLE", element, "xml:lang", stated);
  return "und";
}

/** The texts of an element's narratives; empty ones, which tools write for lack of a text, say nothing. */
export function narratives(element: XmlElement, mapping: Mapping): LocalisedText[] {
  return element.take("narrative").flatMap((narrative) => {
    const language = languageOf(narrative, mapping);
    const text = textOf(narrative, mapping);
    return text === "" ? [] : [{ language, text }];
  });
}

/** The texts with the activity's main language first, and otherwise in the file's order. */
export function mainFirst(texts: readonly LocalisedText[], mapping: Mapping): LocalisedText[] {
  const isMain = ({ language }: LocalisedText): boolean => language === mapping.language;
  return [...texts.filter(isMain), ...texts.filter((text) => !isMain(text))];
}

function textOf(narrative: XmlElement, mapping: Mapping): string {
  const text = narrative.text().trim();
  const length = text.length + narrative.cutText;
  if (length <= LONGEST_TEXT) return text;
  mapping.note("IATI_TEXT_CUT", narrative, null, `${length} characters: ${text.slice(0, 60)}`);
  // Not through the middle of a character outside the basic plane.
  return text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, "");
}
