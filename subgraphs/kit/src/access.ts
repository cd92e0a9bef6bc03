import { hubError } from "./hub-error";

export type RoleName = "PUBLISHER" | "REPRESENTATIVE" | "MODERATOR" | "ACCREDITED" | "SECRETARIAT" | "CHAIR";

/** A role, and where it is held for something: the agency, organization or team. */
export interface Role {
  readonly name: RoleName;
  readonly of: string | null;
}

/** Who is asking. Nobody signed in is a principal too: it has no id and no role. */
export interface Principal {
  readonly id: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
}

export const ANYONE: Principal = { id: null, name: "anyone", roles: [] };

/** The one table of who may do what. An action that isn't here can't be done; reading the published graph needs none. */
export const ACCESS = {
  reviewAssignment: ["SECRETARIAT"],
  nameSnapshot: ["SECRETARIAT"],
  harvestSource: ["SECRETARIAT", "PUBLISHER"],
  pushRecords: ["PUBLISHER"],
  readPrivate: ["SECRETARIAT"],
  setExpectation: ["SECRETARIAT", "MODERATOR"],
  declareScope: ["PUBLISHER"],
  signStatement: ["MODERATOR"],
  recordCommitment: ["SECRETARIAT", "REPRESENTATIVE"],
  decideOverlap: ["SECRETARIAT", "PUBLISHER"],
  surveyFindings: ["SECRETARIAT"],
  notifyFinding: ["SECRETARIAT"],
  decideFinding: ["SECRETARIAT"],
  replyToFinding: ["REPRESENTATIVE", "PUBLISHER", "MODERATOR"],
  saveWatch: ["PUBLISHER", "REPRESENTATIVE", "MODERATOR", "ACCREDITED", "SECRETARIAT", "CHAIR"],
  admitAgency: ["SECRETARIAT"],
  declareSource: ["PUBLISHER", "SECRETARIAT"],
  declareHub: ["SECRETARIAT"],
  redact: ["PUBLISHER", "SECRETARIAT"],
  setAgencyChannel: ["PUBLISHER", "SECRETARIAT"],
  setOrganizationChannel: ["REPRESENTATIVE", "SECRETARIAT"],
  publishSubgraph: ["PUBLISHER"],
  withdrawSubgraph: ["PUBLISHER", "SECRETARIAT"],
  readPublishes: ["PUBLISHER", "SECRETARIAT"],
  consentToSubgraph: ["PUBLISHER", "SECRETARIAT"],
  approveHost: ["SECRETARIAT"],
  registerKey: ["SECRETARIAT"],
} as const satisfies Record<string, readonly RoleName[]>;

export type Action = keyof typeof ACCESS;

/** Whether the principal may do it, to `of` where the role is held for something. */
export function may(principal: Principal, action: Action, of: string | null = null): boolean {
  const allowed: readonly RoleName[] = ACCESS[action];
  return principal.roles.some((role) => allowed.includes(role.name) && (role.of === null || role.of === of));
}

const HELD_FOR_SOMETHING: ReadonlySet<RoleName> = new Set(["PUBLISHER", "REPRESENTATIVE", "MODERATOR"]);

/** Refuses with FORBIDDEN, or UNAUTHENTICATED where nobody is signed in; both name the role that may. */
export function authorize(principal: Principal, action: Action, of: string | null = null): void {
  if (may(principal, action, of)) return;
  const roles = ACCESS[action].map((role) => (of !== null && HELD_FOR_SOMETHING.has(role) ? `${role} of ${of}` : role)).join(" or ");
  if (principal.id === null) {
    throw hubError("UNAUTHENTICATED", `Sign in to do this: send the token of a ${roles} as "Authorization: Bearer <token>".`, {
      roles: ACCESS[action],
    });
  }
  throw hubError("FORBIDDEN", `This is for ${roles}; you are signed in as ${principal.name}.`, { roles: ACCESS[action] });
}
