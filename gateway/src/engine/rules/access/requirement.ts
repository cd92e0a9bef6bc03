/** Something that whoever asks must be, hold or be allowed, for a field to be answered. */
export type Requirement =
  | { readonly kind: "authenticated" }
  /** All scopes of one of the sets. */
  | { readonly kind: "scopes"; readonly anyOf: readonly (readonly string[])[] }
  /** All policies of one of the sets. */
  | { readonly kind: "policies"; readonly anyOf: readonly (readonly string[])[] };

/** What is known of whoever asks. */
export interface Claims {
  readonly authenticated: boolean;
  readonly scopes: readonly string[];
  /** Whether the policy of that name allows it. */
  readonly policies: (name: string) => boolean;
}

/** Whether the claims meet it. */
export function meets(claims: Claims, requirement: Requirement): boolean {
  if (requirement.kind === "authenticated") return claims.authenticated;
  const has = requirement.kind === "scopes" ? (scope: string) => claims.scopes.includes(scope) : claims.policies;
  return requirement.anyOf.some((all) => all.every((name) => has(name)));
}
