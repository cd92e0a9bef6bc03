const DAY = 86_400_000;
/** What is harvested as often as this is harvested again as soon as a year has ended. */
const OFTEN = 31;

/** Dates of the set, counted from the last closed year so that the story never ages. */
export class Calendar {
  readonly #today: Date;
  readonly lastClosedYear: number;

  constructor(today: Date) {
    this.#today = today;
    this.lastClosedYear = today.getUTCFullYear() - 1;
  }

  get today(): string {
    return this.#today.toISOString().slice(0, 10);
  }

  /** A year before (negative) or after the last closed one. */
  year(offset: number): number {
    return this.lastClosedYear + offset;
  }

  /** A day such as `03-15` of a year counted from the last closed one. */
  day(offset: number, monthAndDay: string): string {
    return `${this.year(offset)}-${monthAndDay}`;
  }

  /** An instant some days before today, at six in the morning. */
  daysAgo(days: number): Date {
    const midnight = Date.UTC(this.#today.getUTCFullYear(), this.#today.getUTCMonth(), this.#today.getUTCDate());
    return new Date(midnight - days * DAY + 6 * 3_600_000);
  }

  /** The same for a harvest: a recent one comes after New Year, since one before it didn't read the last closed year to its end. */
  harvestedDaysAgo(days: number): Date {
    const at = this.daysAgo(days);
    const newYear = new Date(Date.UTC(this.#today.getUTCFullYear(), 0, 1));
    return days <= OFTEN && at < newYear ? newYear : at;
  }
}
