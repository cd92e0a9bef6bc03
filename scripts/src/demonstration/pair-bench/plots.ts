import { COUNTRIES, type Country } from "../countries";
import { SUBJECTS, type Subject } from "../subjects";
import type { ActivityKind } from "../titles";

/** Whom the work is for, in the languages of the titles. */
export interface Group {
  readonly en: string;
  readonly fr: string;
  readonly es: string;
}

/** A piece of ground that one pair of the benchmark has to itself: no other pair shares its item and country. */
export interface Plot {
  readonly number: number;
  readonly subject: Subject;
  readonly country: Country;
  readonly group: Group;
  readonly kind: ActivityKind;
  /** The year in which the work begins. */
  readonly year: number;
}

const GROUPS: readonly Group[] = `
nurses|infirmières|enfermeras
school leavers|jeunes diplômés|egresados
village teachers|enseignants de village|maestros rurales
fishers|pêcheurs|pescadores
women who run small shops|commerçantes|comerciantes
civil servants|fonctionnaires|funcionarios
persons with disabilities|personnes handicapées|personas con discapacidad
small farmers|petits agriculteurs|pequeños agricultores
network operators|opérateurs de réseau|operadores de redes
librarians|bibliothécaires|bibliotecarios
journalists|journalistes|periodistas
displaced families|familles déplacées|familias desplazadas
law makers|législateurs|legisladores
craftspeople|artisans|artesanos
older persons|personnes âgées|personas mayores
young programmers|jeunes développeurs|jóvenes programadores
`
  .trim()
  .split("\n")
  .map((row) => {
    const [en = "", fr = "", es = ""] = row.split("|");
    return { en, fr, es };
  });

const KINDS: readonly ActivityKind[] = ["TRAINING", "PROJECT", "PROGRAMME", "CONFERENCE", "TOOLKIT", "DATABASE", "WEBSITE", "GUIDELINES"];
/** Subjects that carry a title in Arabic, Russian and Chinese too. */
const IN_SIX_LANGUAGES = SUBJECTS.filter(({ ru }) => ru !== undefined);
const IN_THREE_LANGUAGES = SUBJECTS.filter(({ ru }) => ru === undefined);

/** Hands out plots, none twice: neighbours in the order differ in every axis, so that no two pairs look alike by accident. */
export class Plots {
  #three = 0;
  #six = 0;

  next(six = false): Plot {
    const subjects = six ? IN_SIX_LANGUAGES : IN_THREE_LANGUAGES;
    const turn = six ? this.#six++ : this.#three++;
    const lap = Math.floor(turn / subjects.length);
    if (lap >= COUNTRIES.length) throw new Error("All plots are taken; add subjects or countries.");
    const number = turn + (six ? 5_000 : 1_000);
    return {
      number,
      subject: at(subjects, turn),
      // Each lap over the subjects moves every one of them on to another country.
      country: at(COUNTRIES, turn + lap * 7),
      group: at(GROUPS, turn * 3 + lap),
      kind: at(KINDS, turn + lap * 3),
      year: 2018 + ((turn * 5 + lap) % 7),
    };
  }
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error("There is nothing in an empty list.");
  return found;
}
