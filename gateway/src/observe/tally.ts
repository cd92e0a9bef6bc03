import { Counter, type Registry } from "prom-client";

export interface TallyOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
  readonly registry: Registry;
}

interface Row<Label extends string> {
  readonly labels: Record<Label, string>;
  added: number;
}

/** A counter that adds plain numbers, and hands them to Prometheus' library when somebody reads the figures. */
export class Tally<Label extends string = never> {
  readonly #names: readonly Label[];
  readonly #rows = new Map<string, Row<Label>>();

  constructor({ name, help, labels, registry }: TallyOptions<Label>) {
    this.#names = labels;
    const rows = this.#rows;
    const counter = new Counter<Label>({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      collect: () => {
        for (const row of rows.values()) {
          counter.inc(row.labels, row.added);
          row.added = 0;
        }
      },
    });
  }

  /** @param values of the labels, in their order */
  add(count: number, ...values: readonly string[]): void {
    const key = values.length === 1 ? (values[0] ?? "") : values.join("\n");
    const row = this.#rows.get(key) ?? this.#begin(key, values);
    row.added += count;
  }

  #begin(key: string, values: readonly string[]): Row<Label> {
    const labels = Object.fromEntries(this.#names.map((name, at) => [name, values[at] ?? ""])) as Record<Label, string>;
    const row = { labels, added: 0 };
    this.#rows.set(key, row);
    return row;
  }
}
