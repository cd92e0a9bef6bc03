import type { Subgraph } from "@actionline/kit/subgraph";
import { ask } from "@actionline/kit/testing/ask";
import type { AsOfInput } from "@actionline/log/as-of";
import { startLog, type TestLog, upsert } from "@actionline/log/testing/start-log";
import type { ActionLineRecord, FacilitatorRecord } from "@actionline/schema/reference-records";
import { buildTeamsSubgraph } from "./subgraph";

let teams: Subgraph;
let log: TestLog;

const CHECKED = { verified: true, confidence: "high", sources: ["AL-F10"] } as const;
const LINES = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11"];
const SUB_LINES = ["eGovernment", "eBusiness", "eLearning", "eHealth", "eEmployment", "eEnvironment", "eAgriculture", "eScience"];

/** A valid action line; a test states only the facts it is about. */
const anActionLine = (id: string, order: number, parent: string | null = null): ActionLineRecord => ({
  id,
  parent,
  order,
  officialName: id,
  shortName: `Subject of ${id}`,
  paragraph: 8,
  sdgLinks: [],
  ...CHECKED,
});

/** A valid assignment; a test states only the facts it is about. */
const aFacilitator = (facts: Partial<FacilitatorRecord> & Pick<FacilitatorRecord, "actionLine" | "organization">): FacilitatorRecord => ({
  id: `${facts.actionLine}/${facts.organization}`,
  role: "LEAD_FACILITATOR",
  from: null,
  to: null,
  fromText: null,
  toText: null,
  ...CHECKED,
  ...facts,
});

beforeAll(async () => {
  // Written before every day that a question is asked on.
  log = await startLog(() => new Date("2006-01-01T00:00:00Z"));
  teams = await buildTeamsSubgraph(log.db);
  await log.append(
    ...LINES.map((code, place) => upsert("ACTION_LINE", anActionLine(code, place + 1))),
    ...SUB_LINES.map((name, place) => upsert("ACTION_LINE", anActionLine(`C7-${name}`, place + 1, "C7"))),
    upsert(
      "FACILITATOR",
      aFacilitator({ actionLine: "C6", organization: "UNDP", role: "INTERIM_FOCAL_POINT", from: "2006-01-01", to: "2008-05-31" }),
    ),
    upsert("FACILITATOR", aFacilitator({ actionLine: "C6", organization: "ITU", from: "2008-06-01", fromText: "June 2008" })),
    upsert(
      "FACILITATOR",
      aFacilitator({ actionLine: "C6", organization: "CCC", role: "CO_FACILITATOR", verified: false, confidence: "low" }),
    ),
  );
});
afterAll(() => log.stop());

/** Each question is a request of its own, with its own point of the log. */
const question = async (operation: string, asOf: AsOfInput | null = null, now = new Date("2026-11-01T12:00:00Z")): Promise<unknown> => {
  const context = teams.context(await log.request(asOf, now));
  log.reads.splice(0);
  return ask(teams.schema, context, operation);
};

describe("teams", () => {
  it("are eighteen: one per line, eight for the sub-lines of C7, none for C7", async () => {
    const answer = (await question("{ teams { id name actionLine { code } } }")) as { teams: { id: string }[] };
    expect(answer.teams).toHaveLength(18);
    expect(answer.teams[0]).toEqual({ id: "C1", name: "Team C1: Subject of C1", actionLine: { code: "C1" } });
    expect(answer.teams.slice(5, 8).map(({ id }) => id)).toEqual(["C6", "C7-eGovernment", "C7-eBusiness"]);
  });

  it("answer null for C7 and for a line that doesn't exist", async () => {
    await expect(question(`{ c7: team(id: "C7") { id } c12: team(id: "C12") { id } }`)).resolves.toEqual({ c7: null, c12: null });
  });

  it("read the facilitators of every team in one find", async () => {
    await question("{ teams { facilitators { role } assignments { current } } }");
    expect([...log.reads].sort()).toEqual(["action_lines", "facilitators"]);
  });

  it("stand at their action lines for other subgraphs, and resolve by id, null for unknown ones", async () => {
    await expect(
      question(`{ _entities(representations: [
        { __typename: "ActionLine", code: "C6" } { __typename: "ActionLine", code: "C7" }
        { __typename: "Team", id: "C12" } { __typename: "Team", id: "C7-eHealth" }
      ]) { ... on ActionLine { code team { id } } ... on Team { name } } }`),
    ).resolves.toEqual({
      _entities: [{ code: "C6", team: { id: "C6" } }, { code: "C7", team: null }, null, { name: "Team C7-eHealth: Subject of C7-eHealth" }],
    });
    expect(log.reads).toEqual(["action_lines"]);
  });
});

describe("facilitators", () => {
  const facilitators = (on: string): string => `{ team(id: "C6") { facilitators${on} { organization { id } } } }`;
  const inTerm = (...ids: string[]): object => ({ team: { facilitators: ids.map((id) => ({ organization: { id } })) } });

  it("are those in term that day, by rank; an unknown beginning counts as in term", async () => {
    await expect(question(facilitators(`(on: "2008-05-31")`))).resolves.toEqual(inTerm("CCC", "UNDP"));
    await expect(question(facilitators(`(on: "2008-06-01")`))).resolves.toEqual(inTerm("ITU", "CCC"));
  });

  it("are today's where no day is given", async () => {
    await expect(question(facilitators(""))).resolves.toEqual(inTerm("ITU", "CCC"));
    await expect(question(facilitators(""), null, new Date("2007-03-01T00:00:00Z"))).resolves.toEqual(inTerm("CCC", "UNDP"));
  });

  it("keep their history, each with its words and how sure it is", async () => {
    await expect(
      question(`{ team(id: "C6") { assignments { organization { id } from to fromText current verified confidence } } }`),
    ).resolves.toEqual({
      team: {
        assignments: [
          { organization: { id: "CCC" }, from: null, to: null, fromText: null, current: true, verified: false, confidence: "LOW" },
          {
            organization: { id: "UNDP" },
            from: "2006-01-01",
            to: "2008-05-31",
            fromText: null,
            current: false,
            verified: true,
            confidence: "HIGH",
          },
          {
            organization: { id: "ITU" },
            from: "2008-06-01",
            to: null,
            fromText: "June 2008",
            current: true,
            verified: true,
            confidence: "HIGH",
          },
        ],
      },
    });
  });

  it("changed today are still yesterday's under yesterday's asOf", async () => {
    const yesterday = await log.append();
    await log.append(
      upsert("FACILITATOR", aFacilitator({ actionLine: "C6", organization: "ITU", from: "2008-06-01", to: "2026-10-31" })),
      upsert("FACILITATOR", aFacilitator({ actionLine: "C6", organization: "UNESCO", from: "2026-11-01" })),
    );
    const asked = facilitators(`(on: "2026-11-01")`);
    await expect(question(asked)).resolves.toEqual(inTerm("UNESCO", "CCC"));
    await expect(question(asked, { sequence: yesterday })).resolves.toEqual(inTerm("ITU", "CCC"));
  });
});
