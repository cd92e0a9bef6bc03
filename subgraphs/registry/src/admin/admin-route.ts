import { authorize, type Principal } from "@actionline/kit/access";
import type { PostRoute } from "@actionline/kit/http-route";
import { hubError } from "@actionline/kit/hub-error";
import { canPublish } from "@actionline/schema/agency-names";
import { buildSchema, execute, type GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import type { PublishInput } from "../publish/publish-input";
import type { Registry } from "../registry";
import { ADMIN_SDL } from "./admin-schema";
import type { AdmitAgency, NewAgency } from "./admit-agencies";
import { type DryRuns, NO_DRY_RUNS, type Records } from "./dry-runs";

export interface AdminOptions {
  readonly registry: Registry;
  /** Takes a body in as an agency; nobody is where not given. */
  readonly admitAgency?: AdmitAgency | undefined;
  /** Finds out what records would do; none where not given. */
  readonly dryRuns?: DryRuns | undefined;
}

/** A schema of the greatest length, and as many records as a dry run takes, each sign of them written as an escape. */
const MOST_BYTES = 8_000_000;
const MOST_MS = 120_000;
/** Words of an operation: what is published stands in its variables. */
const MOST_TOKENS = 1_000;
const MOST_ROOTS = 5;

/** What a posted body asks. */
interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** The registry's own endpoint: a graph for publishers and the secretariat, for nobody without a token. */
export function adminRoute(options: AdminOptions): PostRoute {
  const schema = buildSchema(ADMIN_SDL);
  const root = rootOf(options);
  return {
    path: "/registry",
    mostBytes: MOST_BYTES,
    mostMs: MOST_MS,
    answer: async ({ principal, body }) => {
      if (principal.id === null)
        throw hubError("UNAUTHENTICATED", 'Send the token of a publisher or of the secretariat as "Authorization: Bearer <token>".');
      return answerOf(schema, root, askedBy(body), principal);
    },
  };
}

async function answerOf(schema: GraphQLSchema, rootValue: object, asked: Asked, contextValue: Principal): Promise<object> {
  const document = parsed(asked.query);
  const mistakes = validate(schema, document, undefined, { maxErrors: 20 });
  if (mistakes.length > 0) return { errors: mistakes.map(shown) };
  const roots = document.definitions.flatMap((node) => ("selectionSet" in node ? node.selectionSet.selections : []));
  if (roots.length > MOST_ROOTS) throw hubError("QUERY_TOO_WIDE", `Ask for at most ${MOST_ROOTS} things at once.`);
  const { query: _, variables: variableValues, operationName } = asked;
  const { data, errors } = await execute({ schema, document, rootValue, contextValue, variableValues, operationName });
  return { data: data ?? null, ...(errors !== undefined && { errors: errors.map(shown) }) };
}

function parsed(query: string): ReturnType<typeof parse> {
  try {
    return parse(query, { maxTokens: MOST_TOKENS });
  } catch {
    throw hubError(
      "BAD_REQUEST",
      `The operation isn't GraphQL, or has more than ${MOST_TOKENS} words: send what you publish as a variable.`,
    );
  }
}

/** Refusals are told with their codes; a fault of the hub's own without what it says. */
function shown(error: GraphQLError): object {
  const { code } = error.extensions;
  const isOurs = error.originalError !== undefined && typeof code !== "string";
  if (isOurs) process.emitWarning(error.originalError ?? error, "RegistryFault");
  const message = isOurs ? "The registry failed at this; its log says why." : error.message;
  return { message, path: error.path, extensions: { ...error.extensions, code: code ?? (isOurs ? "INTERNAL" : "BAD_REQUEST") } };
}

function askedBy(body: unknown): Asked {
  const given = typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const { query, variables, operationName } = given;
  if (typeof query !== "string") throw hubError("BAD_REQUEST", 'Send {"query": "…", "variables": {…}}.');
  if (variables !== undefined && variables !== null && (typeof variables !== "object" || Array.isArray(variables))) {
    throw hubError("BAD_REQUEST", "variables is an object.");
  }
  return { query, variables: { ...variables }, operationName: typeof operationName === "string" ? operationName : null };
}

const admitNobody: AdmitAgency = () => Promise.reject(hubError("FORBIDDEN", "This hub takes no agencies in."));

type Arguments<T> = (given: T, principal: Principal) => unknown;
type OfAgency = { readonly agency: string };

function rootOf({ registry, admitAgency = admitNobody, dryRuns = NO_DRY_RUNS }: AdminOptions): Readonly<Record<string, Arguments<never>>> {
  const check: Arguments<Pick<PublishInput, "agency" | "sdl"> & { readonly url?: string | null }> = (
    { agency, sdl, url = null },
    principal,
  ) => {
    authorize(principal, "readPublishes", agency);
    return registry.check({ agency, sdl, url });
  };
  const history: Arguments<OfAgency> = async ({ agency }, principal) => {
    authorize(principal, "readPublishes", agency);
    return (await registry.history(agency)).map(({ record, from, to }) => ({ by: null, consents: [], ...record, from, to }));
  };
  const supergraph: Arguments<unknown> = () => ({ ...registry.current(), at: registry.current().at.toISOString() });
  const waitingHosts: Arguments<unknown> = async (_, principal) => {
    authorize(principal, "approveHost");
    return (await registry.waitingHosts()).map(({ at, ...host }) => ({ ...host, at: at.toISOString() }));
  };
  const troubles: Arguments<{ readonly agency?: string | null }> = async ({ agency = null }, principal) => {
    authorize(principal, "readPublishes", agency);
    return (await registry.troubles.list(agency)).map(({ since, until, ...trouble }) => ({
      ...trouble,
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
    }));
  };
  const publish: Arguments<{ readonly input: Omit<PublishInput, "url"> & { readonly url?: string | null } }> = ({ input }, principal) =>
    registry.publish({ ...input, url: input.url ?? null }, principal);
  const dryRun: Arguments<{ readonly id?: string } & Records> = ({ id, ...records }, principal) => {
    if (id !== undefined) return dryRuns.find(id, principal);
    authorize(principal, "publishSubgraph", records.agency);
    return dryRuns.begin(records, principal);
  };
  const unpublish: Arguments<OfAgency> = ({ agency }, principal) => registry.unpublish(agency, principal);
  const rollback: Arguments<OfAgency & { readonly publish: number }> = (given, principal) =>
    registry.rollback(given.agency, given.publish, principal);
  const grantConsent: Arguments<Parameters<Registry["grantConsent"]>[0]> = (consent, principal) =>
    registry.grantConsent({ ...consent, until: consent.until ?? null }, principal);
  const revokeConsent: Arguments<{ readonly id: string }> = ({ id }, principal) => registry.revokeConsent(id, principal);
  const approveHost: Arguments<OfAgency & { readonly host: string }> = ({ agency, host }, principal) =>
    registry.approveHost(agency, host, principal);
  const registerKey: Arguments<OfAgency & { readonly keyId: string; readonly publicKey: string }> = async (
    { agency, keyId, publicKey },
    principal,
  ) => {
    await registry.registerKey(agency, keyId, publicKey, principal);
    return true;
  };
  const revokeKey: Arguments<OfAgency & { readonly keyId: string }> = async ({ agency, keyId }, principal) => {
    await registry.revokeKey(agency, keyId, principal);
    return true;
  };
  const admit: Arguments<{ readonly input: Partial<NewAgency> & Pick<NewAgency, "id" | "name" | "organization"> }> = async (
    { input },
    principal,
  ) => {
    authorize(principal, "admitAgency");
    if (!canPublish(input.id))
      throw hubError(
        "BAD_INPUT",
        `"${input.id}" can't be an agency's short name: use small letters, digits and single hyphens, beginning with a letter.`,
      );
    const { licence = "Not stated yet.", contactDesk = null } = input;
    return { agency: input.id, token: await admitAgency({ ...input, licence, contactDesk }) };
  };
  const queries = { check, history, supergraph, waitingHosts, troubles };
  return {
    ...queries,
    admitAgency: admit,
    publish,
    dryRun,
    unpublish,
    rollback,
    grantConsent,
    revokeConsent,
    approveHost,
    registerKey,
    revokeKey,
  };
}
