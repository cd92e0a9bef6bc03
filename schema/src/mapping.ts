/** Where one value of a record comes from, in the words of a source that was never made for the hub. */
export interface MappedValue {
  /** A column of a CSV file, or the way through a JSON record, such as `name` or `dates/start`. */
  readonly from?: string;
  /** What it is in every record. */
  readonly value?: string;
  /** What stands between several values in one cell. */
  readonly split?: string;
  /** What the source's words are in the contract's. */
  readonly values?: Readonly<Record<string, string>>;
  /** What a word is that `values` doesn't name; without it, such a word is left out and told. */
  readonly otherwise?: string;
  /** The order of a date's parts: `Y-M-D` where nothing is said; `Y` for a year alone. */
  readonly date?: "Y-M-D" | "D/M/Y" | "M/D/Y" | "Y";
  /** The sign before the decimals of a number, a point where nothing is said. */
  readonly decimal?: "." | ",";
  /** The language of a text, as BCP 47 says it. */
  readonly language?: string;
}

/** How an activity is made of a row. */
export interface MappedActivity {
  /** The source's own id: it has to stay the same for the same thing, so never a row's number. */
  readonly id: MappedValue;
  readonly title: MappedValue | readonly MappedValue[];
  readonly description?: MappedValue | readonly MappedValue[];
  readonly activityKind?: MappedValue;
  readonly status: MappedValue;
  readonly start?: MappedValue;
  readonly end?: MappedValue;
  readonly reporter: MappedValue;
  readonly funders?: MappedValue;
  readonly leads?: MappedValue;
  readonly implementers?: MappedValue;
  readonly items?: MappedValue;
  readonly actionLines?: MappedValue;
  readonly sdgs?: MappedValue;
  readonly places?: MappedValue;
  readonly targetGroups?: MappedValue;
  readonly homepage?: MappedValue;
}

/** How an amount is made of the same row; a row without the amount has none. */
export interface MappedBudget {
  readonly amount: MappedValue;
  readonly currency: MappedValue;
  readonly measure: MappedValue;
  readonly start: MappedValue;
  readonly end: MappedValue;
  readonly provider?: MappedValue;
}

/** A mapping file: how the records of a CSV or JSON source become the contract's. */
export interface Mapping {
  readonly mapping: 1;
  /** Whether the source lists all that it has, so that what it no longer lists is gone. */
  readonly complete: boolean;
  /** Of a CSV file: what stands between two columns; a comma where nothing is said. */
  readonly separator?: string;
  /** Of a JSON file: the way to the list of records; the file itself where nothing is said. */
  readonly records?: string;
  readonly activity: MappedActivity;
  readonly budgets?: readonly MappedBudget[];
}
