import type { QueryPlanner } from "@graphql-hive/router-query-planner";
import { type DocumentNode, Kind, print, visit } from "graphql";
import { apolloPlanning } from "./apollo-planner";
import { ownPlan } from "./hive-plan";
import { mapFetches } from "./map-fetches";
import type { QueryPlan } from "./plan";
import type { Planning, ShownSupergraph } from "./supergraph-planner";

const PERCENT = /^percent\(([\d.]+)\)$/;

/**
 * Plans by `@graphql-hive/router-query-planner`, which is faster and optional: it runs on fewer machines. What it can't
 * plan, `@defer` and arguments taken from the context, `@apollo/query-planner` does, and whatever it fails on.
 */
export function hivePlanning(shown: ShownSupergraph): Planning {
  const planner = newPlanner(print(shown.document));
  const contextual = contextualFields(shown.document);
  let other: Planning | null = null;
  return (operation, overrideLabels) => {
    const plan = defers(operation) ? null : planOf(planner, operation, overrideLabels);
    if (plan !== null && !asks(plan, contextual)) return plan;
    other ??= apolloPlanning(shown);
    return other(operation, overrideLabels);
  };
}

function newPlanner(supergraphSdl: string): QueryPlanner {
  // Here, so that it is looked for only where it is wanted.
  const module = require("@graphql-hive/router-query-planner") as { readonly QueryPlanner: new (sdl: string) => QueryPlanner };
  return new module.QueryPlanner(supergraphSdl);
}

/** Null where it fails: why doesn't matter, for the other planner is asked then. */
function planOf(planner: QueryPlanner, operation: DocumentNode, overrideLabels: readonly string[]): QueryPlan | null {
  const active = new Set(overrideLabels);
  try {
    return ownPlan(planner.plan(print(operation), null, active, drawnBy(active, planner.overridePercentages)));
  } catch {
    return null;
  }
}

/** A number that makes the same shares active as are: the planner draws by number, and here it was drawn before. */
function drawnBy(active: ReadonlySet<string>, shares: readonly number[]): number {
  const drawn = new Set([...active].map((label) => Number(PERCENT.exec(label)?.[1])));
  const [over, under] = [shares.filter((share) => drawn.has(share)), shares.filter((share) => !drawn.has(share))];
  return (Math.max(0, ...under) + Math.min(100, ...over)) / 2;
}

function defers(operation: DocumentNode): boolean {
  let found = false;
  visit(operation, {
    [Kind.DIRECTIVE]: ({ name }) => {
      found ||= name.value === "defer";
    },
  });
  return found;
}

/** Names of the fields that take arguments from the context. */
function contextualFields(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(supergraph, {
    [Kind.FIELD_DEFINITION]: ({ name, directives }) => {
      const args = directives?.flatMap((directive) => directive.arguments ?? []);
      if (args?.some((argument) => argument.name.value === "contextArguments")) names.add(name.value);
    },
  });
  return names;
}

function asks(plan: QueryPlan, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  const name = new RegExp(`\\b(?:${[...names].join("|")})\\b`);
  let found = false;
  mapFetches(plan, (fetch) => {
    found ||= name.test(fetch.operation);
    return [fetch];
  });
  return found;
}
