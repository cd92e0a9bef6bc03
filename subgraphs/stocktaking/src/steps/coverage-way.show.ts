import type { ReferenceView } from "../columns/reference-tables";
import type { BaseCell } from "../coverage/expectations";
import type { ChangeStepKind, ChangeStep as TriedStep, ChangeWay as TriedWay } from "./change-step";
import type { StepActorName } from "./coverage-step.enums";
import type { ChangeStep, ChangeWay } from "./coverage-way";
import { sentenceOf } from "./step-sentence";

const ACTORS: Readonly<Record<ChangeStepKind, StepActorName>> = {
  DECLARE_SCOPE: "AGENCY",
  ASSIGN_ITEM: "ORGANIZATION",
  CONNECT_SOURCE: "ORGANIZATION",
  HARVEST_SOURCE: "AGENCY",
  RESOLVE_WITHHELD: "AGENCY",
  WAIT: "NOBODY",
  REJECT_SUGGESTIONS: "SECRETARIAT",
  ACCEPT_SUGGESTION: "SECRETARIAT",
  STATE_TYPE: "SECRETARIAT",
  SIGN_STATEMENT: "TEAM",
  BEGIN_ACTIVITY: "AGENCY",
  NAME_ITEM: "AGENCY",
  NAME_PLACE: "AGENCY",
  REPORT_ACTIVITY: "AGENCY",
  WITHDRAW_SCOPE: "AGENCY",
  WITHDRAW_STATEMENT: "TEAM",
};

/** A way out of a cell's state as the graph shows it. */
export const showWay = ({ state, steps }: TriedWay, cell: BaseCell, view: ReferenceView): ChangeWay => ({
  state,
  steps: steps.map((step) => showStep(step, cell, view)),
});

function showStep(step: TriedStep, cell: BaseCell, view: ReferenceView): ChangeStep {
  const { activities = [], agencies = [], organizations = [], items = [], places = [], ...facts } = factsOf(step, cell);
  return {
    ...{ actionLine: null, year: null, stakeholderType: null, source: null, record: null, count: null, until: null },
    kind: step.kind,
    actor: ACTORS[step.kind],
    text: sentenceOf(step, cell, view),
    agencies: agencies.map((id) => ({ id })),
    organizations: organizations.map((id) => ({ id })),
    items: items.map((id) => ({ id })),
    places: places.map((id) => ({ id })),
    activities,
    filter: activities.length === 0 ? null : { ids: activities },
    ...facts,
  };
}

type Facts = Partial<Pick<ChangeStep, "actionLine" | "year" | "stakeholderType" | "source" | "record" | "count" | "until">> &
  Partial<Record<"activities" | "agencies" | "organizations" | "items" | "places", readonly string[]>>;

function factsOf(step: TriedStep, { item, place, year, type }: BaseCell): Facts {
  switch (step.kind) {
    case "DECLARE_SCOPE": {
      const agencies = step.by.flatMap(({ agency }) => agency ?? []);
      return { agencies, organizations: step.by.map(({ organization }) => organization), items: step.items, places: step.places, year };
    }
    case "ASSIGN_ITEM":
      return { organizations: step.organizations, items: [item] };
    case "CONNECT_SOURCE":
      return { agencies: step.by.agency === null ? [] : [step.by.agency], organizations: [step.by.organization] };
    case "HARVEST_SOURCE":
      return ofSource(step.source);
    case "RESOLVE_WITHHELD":
      return { ...ofSource(step.source), count: step.count };
    case "WAIT":
      return { until: step.until, year };
    case "REJECT_SUGGESTIONS":
      return { activities: activitiesOf(step.suggestions), count: step.count };
    case "ACCEPT_SUGGESTION":
      return { activities: activitiesOf(step.suggestions), count: step.suggestions.length };
    case "STATE_TYPE":
      return { organizations: step.organizations, stakeholderType: step.type };
    case "SIGN_STATEMENT":
      return { actionLine: { code: step.actionLine }, items: [item], places: [place], year, stakeholderType: type };
    case "BEGIN_ACTIVITY":
      return { activities: step.activities, count: step.activities.length };
    case "NAME_ITEM":
      return { activities: step.activities, count: step.activities.length, items: [item] };
    case "NAME_PLACE":
      return { activities: step.activities, count: step.activities.length, places: [place] };
    case "REPORT_ACTIVITY":
      return { items: [item], places: [place], year, stakeholderType: type };
    case "WITHDRAW_SCOPE":
      return { agencies: [step.agency], record: step.scope };
    case "WITHDRAW_STATEMENT":
      return { actionLine: { code: step.actionLine }, record: step.statement };
  }
}

const ofSource = (source: string): Facts => ({
  source: { id: source },
  agencies: source.includes("/") ? [source.slice(0, source.indexOf("/"))] : [],
});

const activitiesOf = (suggestions: readonly { readonly activity: string }[]): string[] => [
  ...new Set(suggestions.map(({ activity }) => activity)),
];
