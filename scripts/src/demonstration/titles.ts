import type { ActivityRecord, LocalisedText } from "@actionline/schema/contract/records";
import type { Subject } from "./subjects";

export type ActivityKind = ActivityRecord["activityKind"];

/** A place as a title names it. */
export interface PlaceName {
  readonly en: string;
  readonly fr: string;
  readonly es: string;
}

type Frame = readonly [en: string, fr: string, es: string];

const FRAMES: Readonly<Record<ActivityKind, Frame>> = {
  PROJECT: ["Project on # in @", "Projet sur # : @", "Proyecto sobre #: @"],
  PROGRAMME: ["Programme for # in @", "Programme pour # : @", "Programa para #: @"],
  TRAINING: ["Training on # in @", "Formation sur # : @", "Formación sobre #: @"],
  CONFERENCE: ["Conference on #, @", "Conférence sur #, @", "Conferencia sobre #, @"],
  WEBSITE: ["Website on # in @", "Site sur # : @", "Sitio sobre #: @"],
  GUIDELINES: ["Guidelines on # for @", "Lignes directrices sur # : @", "Directrices sobre #: @"],
  TOOLKIT: ["Toolkit on # for @", "Boîte à outils sur # : @", "Herramientas sobre #: @"],
  PUBLICATION: ["Study of # in @", "Étude sur # : @", "Estudio sobre #: @"],
  DATABASE: ["Register of work on # in @", "Registre des travaux sur # : @", "Registro de trabajos sobre #: @"],
  MEETING: ["Meeting on #, @", "Réunion sur #, @", "Reunión sobre #, @"],
  UNSPECIFIED: ["Work on # in @", "Travaux sur # : @", "Trabajos sobre #: @"],
};

/** Titles of a piece of work, the main language first; six languages where the subject has them and the body works in six. */
export function titlesOf(kind: ActivityKind, subject: Subject, place: PlaceName, main: "en" | "fr" | "es", six: boolean): LocalisedText[] {
  const [en, fr, es] = FRAMES[kind];
  const texts = {
    en: en.replace("#", subject.en).replace("@", place.en),
    fr: fr.replace("#", subject.fr).replace("@", place.fr),
    es: es.replace("#", subject.es).replace("@", place.es),
  };
  const others = (["en", "fr", "es"] as const).filter((language) => language !== main && (six || language === "en"));
  const titles = [main, ...others].map((language) => ({ language, text: texts[language] }));
  if (!six || subject.ar === undefined || subject.ru === undefined || subject.zh === undefined) return titles;
  return [...titles, { language: "ar", text: subject.ar }, { language: "ru", text: subject.ru }, { language: "zh", text: subject.zh }];
}
