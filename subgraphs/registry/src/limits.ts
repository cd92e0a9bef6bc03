/** What one agency's schema may be at most, and what its admission may take. */
export interface RegistryLimits {
  readonly bytes: number;
  /** Brackets within one another. */
  readonly nesting: number;
  readonly tokens: number;
  readonly types: number;
  readonly fields: number;
  readonly fieldsOfType: number;
  readonly argumentsOfField: number;
  readonly keysOfType: number;
  readonly fieldSetDepth: number;
  readonly fieldSetLength: number;
  readonly interfacesOfType: number;
  /** Types that implement interfaces, each counted once for each. */
  readonly implementations: number;
  readonly valuesOfEnum: number;
  readonly descriptionLength: number;
  readonly nameLength: number;
  readonly directives: number;
  /** Milliseconds that composing may take; or three times what the last one took, whichever is more. */
  readonly compositionMs: number;
  readonly compositionMiB: number;
  /** Questions planned to try a schema. */
  readonly probes: number;
  /** Milliseconds that one of them may take. */
  readonly probeMs: number;
  /** Plans that may be weighed for one of them, or twice as many as before. */
  readonly probePlans: number;
  /** Milliseconds that all of them may take; what isn't tried by then isn't. */
  readonly probesMs: number;
  /** A supergraph is one document of the database, which holds 16 MB. */
  readonly supergraphBytes: number;
}

export const DEFAULT_LIMITS: RegistryLimits = {
  bytes: 256_000,
  nesting: 32,
  tokens: 60_000,
  types: 500,
  fields: 3_000,
  fieldsOfType: 100,
  argumentsOfField: 20,
  keysOfType: 20,
  fieldSetDepth: 3,
  fieldSetLength: 500,
  interfacesOfType: 10,
  implementations: 500,
  valuesOfEnum: 500,
  descriptionLength: 4_000,
  nameLength: 64,
  directives: 5_000,
  compositionMs: 10_000,
  compositionMiB: 512,
  probes: 200,
  probeMs: 250,
  probePlans: 100,
  probesMs: 2_000,
  supergraphBytes: 12_000_000,
};
