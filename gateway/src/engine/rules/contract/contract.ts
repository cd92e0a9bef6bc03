/** Which part of a graph somebody is shown, by `@tag`. */
export interface Contract {
  /** Only what has one of these tags is shown; everything where there are none. A type's tag stands for all its fields. */
  readonly include: readonly string[];
  /** What has one of these tags isn't shown, whatever else it has. */
  readonly exclude: readonly string[];
}
