import { GraphQLError } from "graphql";
import { EngineError } from "../../engine-error";
import type { OperationVariables } from "../../operation/normalised-operation";
import type { Denial } from "./denial";
import type { Claims } from "./requirement";

/** One error for each field that is denied and asked for with these variables. */
export function accessErrors(denials: readonly Denial[], claims: Claims, variables: OperationVariables): readonly GraphQLError[] {
  const asked = denials.filter(({ conditions }) => conditions.every(({ variable, negated }) => (variables[variable] === true) !== negated));
  const distinct = new Map(asked.map((denial) => [denial.path.join("\n"), denial]));
  return [...distinct.values()].map(({ path, coordinate }) => {
    const refusal = refusalOf(claims, coordinate);
    return new GraphQLError(refusal.message, { path, originalError: refusal, extensions: { code: refusal.code } });
  });
}

/** Why a field isn't answered: to sign in helps whom nobody knows; others need to be given more. */
export function refusalOf({ authenticated }: Claims, coordinate: string): EngineError {
  return authenticated
    ? new EngineError("FORBIDDEN", `What you were granted doesn't include ${coordinate}; ask for it, or leave it out.`)
    : new EngineError("UNAUTHENTICATED", `${coordinate} is answered only to those who say who they are; sign in, or leave it out.`);
}
