/** A question that a newcomer asks of the demonstration set, ready to be sent, and what its answer shows. */
export interface Question {
  readonly name: string;
  readonly title: string;
  readonly query: string;
  readonly shows: string;
}

/** The questions that `npm start` prints. Their answers over the demonstration set are neither empty nor uniform. */
export const QUESTIONS: readonly Question[] = [
  {
    name: "uncovered-e-health",
    title: "Which e-health items does nobody cover in Africa, and how do you know?",
    query: `{
  coverage(actionLines: ["C7-eHealth"], places: ["002"], by: [ITEM, REGION]) {
    asOf { sequence at }
    definition { version }
    bounds { covered { low high } omitted { low high } completeness N C P O U }
    cells(first: 50) {
      nodes {
        item { id title }
        place { id name }
        year
        state
        basis
        reasons { code text }
        activities
        suggested
        evidence(first: 3) { activity { id title } strength reasons { code } }
        responsible { organization { id name } role claims scopeLevel freshness lastHarvest }
      }
    }
    sources { id freshness asOf error }
  }
}`,
    shows:
      "Three items are covered, two are omitted because those who answer for them made a nil return or report completely, and one is unknown because a harvest failed: silence isn't absence. Each says who answers for it.",
  },
  {
    name: "nurses-in-kenya",
    title: "Who else trains nurses in Kenya?",
    query: `{
  activities(filter: { text: "nurses", countries: ["KE"], actionLines: ["C7-eHealth"] }, first: 10) {
    totalCount
    nodes {
      id
      title
      kind
      status
      period { start end }
      targetGroups
      reporter { id name }
      participants { role name }
      items { item { id } basis }
      links { type activity { id title reporter { name } } }
    }
  }
}`,
    shows:
      "Four agencies do. Two work on the same item in the same year and don't know of each other; the other two name each other as partners of one joint programme.",
  },
  {
    name: "what-by-whom-how-old",
    title: "What was reported, by whom, and how old is it?",
    query: `{
  activityAggregate(groupBy: [REPORTER], orderBy: { field: COUNT }, first: 20) {
    totals { none }
    groups { nodes { keys { value label } count { none } } }
    asOf { sequence at }
    sources { id source { agency { name } } freshness asOf ageSeconds error }
  }
}`,
    shows:
      "Fourteen reporters and what each gave, beside the age of every source: one has lapsed, one is overdue, one is due, and one failed at its last harvest.",
  },
  {
    name: "what-would-it-take",
    title: "What would it take to know, where nobody can tell?",
    query: `{
  coverage(actionLines: ["C7-eHealth"], places: ["002", "142"], by: [ITEM, REGION]) {
    cells(first: 8, states: [UNKNOWN]) {
      nodes {
        item { id title }
        place { id name }
        reasons { code text }
        whatWouldChange { state steps { kind actor text agencies { id name } source { id } } }
      }
    }
  }
}`,
    shows:
      "Cells of which nobody can tell, each with the shortest ways to an answer: who has to declare, which source has to be repaired, which suggestion awaits a person.",
  },
  {
    name: "reported-twice",
    title: "What was possibly reported twice?",
    query: `{
  overlaps(filter: { levels: [L0] }, first: 10) {
    totalCount
    nodes {
      id
      state
      activities { id title reporter { name } }
      assertions { name detail }
      vetoes { name established detail }
    }
  }
  activityAggregate(groupBy: [AGENCY], first: 1) { totals { none confirmed proposed note } }
}`,
    shows:
      "Two pairs of records that may tell of one activity each, with every reason, and the three ways of counting until a person decides.",
  },
];
