import type { ActivityRecord } from "@actionline/schema/contract/records";
import { activityFrom } from "./activity-draft";
import type { Calendar } from "./calendar";
import { referenceTo } from "./cast";
import { COUNTRIES, type Country, countriesIn } from "./countries";
import { PARTNERS } from "./partners";
import type { Random } from "./random";
import { LINES_NAMED_ALONE, ROUTINES, type Routine } from "./routines";
import { SUBJECTS, type Subject, TAGS_OF_LINE } from "./subjects";
import { titlesOf } from "./titles";

/** The everyday work of all agencies: about nineteen in twenty of the set's activities. */
export function everydayWork(calendar: Calendar, randomFor: (name: string) => Random): ActivityRecord[] {
  return ROUTINES.flatMap((routine) => new Desk(routine, calendar, randomFor(routine.agency)).work());
}

/** One agency's desk: draws its activities one after the other, none twice. */
class Desk {
  readonly #routine: Routine;
  readonly #calendar: Calendar;
  readonly #random: Random;
  readonly #subjects: readonly Subject[];
  readonly #countries: readonly Country[];
  readonly #done = new Set<string>();

  constructor(routine: Routine, calendar: Calendar, random: Random) {
    this.#routine = routine;
    this.#calendar = calendar;
    this.#random = random;
    this.#subjects = SUBJECTS.filter((subject) => routine.lines.includes(subject.line));
    this.#countries = COUNTRIES.filter((country) => routine.regions.includes(country.region));
  }

  work(): ActivityRecord[] {
    const drawn: ActivityRecord[] = [];
    if (this.#routine.count > this.#subjects.length * this.#countries.length)
      throw new Error("More work is asked for than its subjects and countries give.");
    while (drawn.length < this.#routine.count) {
      const next = this.#draw(drawn);
      if (next !== null) drawn.push(next);
    }
    return drawn;
  }

  /** Null where this piece of work is there already: two everyday records never look like one. */
  #draw(before: readonly ActivityRecord[]): ActivityRecord | null {
    const random = this.#random;
    const subject = random.pick(this.#subjects);
    const country = random.pick(this.#countries);
    const kind = random.pick(this.#routine.kinds);
    const where = this.#where(country);
    const key = `${subject.item} ${where.places.map(({ place }) => place).join("+")}`;
    if (this.#done.has(key)) return null;
    this.#done.add(key);
    const raw = `${subject.item.slice(4)}-${country.code}-${String(before.length + 1).padStart(4, "0")}`;
    const { period, status } = this.#when();
    return activityFrom({
      agency: this.#routine.agency,
      raw,
      titles: titlesOf(kind, subject, where.name, country.language, this.#routine.six === true),
      description: [{ language: "en", text: `${where.name.en}: ${subject.en}, for ${this.#routine.groups.join(" and ")}.` }],
      activityKind: kind,
      status,
      period,
      participants: this.#participants(),
      ...this.#assignment(subject),
      ...this.#tags(subject.line),
      places: where.places,
      targetGroups: [random.pick(this.#routine.groups)],
      ...this.#links(before),
      updatedAt: `${this.#calendar.day(this.#routine.starts ? -2 : -1, "12-15")}T08:00:00Z`,
    });
  }

  #when(): Pick<ActivityRecord, "period" | "status"> {
    const [earliest, latest] = this.#routine.starts ?? [-5, 1];
    const first = this.#random.between(earliest, latest);
    const last = first + this.#random.between(0, 3);
    const month = String(this.#random.between(1, 6)).padStart(2, "0");
    const start = this.#calendar.day(first, `${month}-${String(this.#random.between(1, 28)).padStart(2, "0")}`);
    const open = last >= 0 && this.#random.chance(0.15);
    const period = open ? { start } : { start, end: this.#calendar.day(last, `${this.#random.between(10, 12)}-28`) };
    if (this.#random.chance(0.04)) return { period, status: this.#random.pick(["SUSPENDED", "CANCELLED"] as const) };
    if (first > 0) return { period, status: this.#random.pick(["PLANNED", "PLANNED", "IMPLEMENTING"] as const) };
    return { period, status: last <= 0 && !open ? "COMPLETED" : "IMPLEMENTING" };
  }

  #where(country: Country): { name: Record<"en" | "fr" | "es", string>; places: NonNullable<ActivityRecord["places"]> } {
    const draw = this.#random.next();
    if (draw > 0.97)
      return { name: { en: "all regions", fr: "toutes les régions", es: "todas las regiones" }, places: [{ place: "GLOBAL" }] };
    if (draw > 0.92) return { name: { ...country, en: `${country.en} and its neighbours` }, places: [{ place: country.subregion }] };
    if (draw > 0.84) return this.#several(country);
    return { name: country, places: [{ place: country.code }] };
  }

  #several(country: Country) {
    const others = countriesIn(country.region).filter((each) => each.code !== country.code);
    const second = this.#random.pick(others);
    const name = {
      en: `${country.en} and ${second.en}`,
      fr: `${country.fr} et ${second.fr}`,
      es: `${country.es} y ${second.es}`,
    };
    const shared = this.#random.chance(0.5);
    const places = [country, second].map(({ code }, index) => ({ place: code, ...(shared ? { percentage: index === 0 ? 60 : 40 } : {}) }));
    return { name, places };
  }

  #assignment(subject: Subject): Pick<ActivityRecord, "items" | "actionLines"> {
    if (LINES_NAMED_ALONE.has(subject.line) && this.#random.chance(0.08)) return { actionLines: [subject.line] };
    const also = this.#random.chance(0.12) ? this.#random.pick(this.#subjects) : subject;
    if (also.item === subject.item)
      return { items: [{ item: subject.item }], ...(subject.line === "C7-eLearning" ? { actionLines: [subject.line] } : {}) };
    return {
      items: [
        { item: subject.item, weight: 60 },
        { item: also.item, weight: 40 },
      ],
    };
  }

  #tags(line: string): Pick<ActivityRecord, "sdgs" | "sectors"> {
    const tags = TAGS_OF_LINE[line];
    if (tags === undefined) throw new Error(`The table of tags lacks ${line}.`);
    const [goal, target] = this.#random.pick(tags.goals);
    return {
      ...(this.#random.chance(0.7) ? { sdgs: [{ goal, ...(this.#random.chance(0.5) ? { target } : {}) }] } : {}),
      ...(this.#random.chance(0.6) ? { sectors: [{ vocabulary: "DAC-5", code: this.#random.pick(tags.sectors), percentage: 100 }] } : {}),
    };
  }

  #participants(): NonNullable<ActivityRecord["participants"]> {
    const participants: NonNullable<ActivityRecord["participants"]> = [{ role: "LEAD", organisation: referenceTo(this.#routine.agency) }];
    if (this.#random.chance(0.35)) participants.push({ role: "FUNDER", organisation: referenceTo("larkspur") });
    if (this.#random.chance(0.4)) participants.push({ role: "IMPLEMENTER", organisation: this.#random.pick(PARTNERS) });
    return participants;
  }

  /** Now and then a child names its programme; one in a hundred names a record that no source here holds. */
  #links(before: readonly ActivityRecord[]): Pick<ActivityRecord, "links" | "hierarchyLevel"> {
    const programme = before.findLast((activity) => activity.activityKind === "PROGRAMME");
    if (programme !== undefined && this.#random.chance(0.06))
      return { links: [{ type: "PARENT", activity: programme.id }], hierarchyLevel: 2 };
    return this.#random.chance(0.01) ? { links: [{ type: "THIRD_PARTY", activity: "XI-NONE-0000-unknown" }] } : {};
  }
}
