/** Types that libraries print with a schema; they are taken out of it. */
export const TYPES_OF_LIBRARIES: ReadonlySet<string> = new Set([
  ...["_Any", "_Entity", "_Service", "_FieldSet", "FieldSet", "link__Purpose", "link__Import"],
  ...["FieldSet", "ContextFieldValue", "Scope", "Policy"].map((name) => `federation__${name}`),
]);

/** Root fields that libraries print with a schema; likewise. */
export const ROOT_FIELDS_OF_LIBRARIES: ReadonlySet<string> = new Set(["_service", "_entities"]);
