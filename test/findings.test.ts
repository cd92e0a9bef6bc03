import type { Answer } from "@actionline/gateway/front-desk";
import type { RoleName } from "@actionline/kit/access";
import { NURSES_CAST } from "@actionline/scripts/demonstration/overlap-story";
import { NOW, startHub, type TestHub } from "./support/start-hub";

let hub: TestHub;
let now = NOW;
let number = 0;

const { agency, organization, other } = NURSES_CAST;
/** Who asks: nobody in particular, the secretariat, the two parties, and somebody whom the finding isn't about. */
const ROLES: Readonly<Record<string, readonly [RoleName, string | null]>> = {
  secretariat: ["SECRETARIAT", null],
  one: ["REPRESENTATIVE", organization],
  other: ["PUBLISHER", other.agency],
  outsider: ["REPRESENTATIVE", "UNESCO"],
};
const OTHERS = [undefined, "outsider"] as const;

const LIST = `query ($filter: FindingFilter, $after: String, $asOf: AsOf) {
  findings(filter: $filter, first: 1, after: $after, asOf: $asOf) {
    totalCount nodes { id state } pageInfo { hasNextPage endCursor } asOf { name } cite { address note }
  }
}`;
const ONE = `query ($id: ID!, $asOf: AsOf) {
  finding(id: $id, asOf: $asOf) {
    id state level wording publicSince item { id title } activities { id title } parties { organization { id } replied }
    replies { stance text by organization { id } } decision { outcome by } version
  }
}`;
const OVERLAPS = `query ($asOf: AsOf) { overlaps(filter: { levels: [L3] }, asOf: $asOf) { totalCount nodes { id state } } }`;

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string | null };
  readonly asOf: { readonly name: string };
  readonly cite: { readonly address: string | null; readonly note: string | null };
}
interface Shown {
  readonly state: string;
  readonly [field: string]: unknown;
}

const candidates = { kinds: ["L3_CANDIDATE_DUPLICATION"] };
const ask = (query: string, variables: Record<string, unknown>, token?: string) => hub.ask(query, variables, token);
const list = async (variables: Record<string, unknown>, token?: string): Promise<Page> =>
  (await ask(LIST, variables, token)).findings as Page;
const one = async (id: string, token?: string, asOf?: object): Promise<Shown | null> =>
  (await ask(ONE, { id, asOf }, token)).finding as Shown | null;
const overlaps = async (token?: string, asOf?: object): Promise<number> =>
  ((await ask(OVERLAPS, { asOf }, token)).overlaps as Page).totalCount;
const answer = async (query: string, variables: Record<string, unknown>, token?: string): Promise<Answer["body"]> =>
  (await hub.hub.execute({ query, variables }, { token })).body;

async function act(name: string, type: string, shown: string, input: object, token: string): Promise<unknown> {
  number += 1;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${shown} } }`;
  return (await ask(query, { input: { idempotencyKey: `key ${number}`, ...input } }, token))[name];
}
const reply = (finding: string, stance: string, token: string) =>
  act("replyToFinding", "ReplyToFindingInput", "finding { state }", { finding, stance, text: `${stance}, says ${token}.` }, token);

/** The one candidate duplication that the set plants, as the secretariat sees it. */
async function candidate(): Promise<string> {
  const { nodes, totalCount } = await list({ filter: candidates }, "secretariat");
  expect(totalCount).toBe(1);
  return nodes[0]?.id ?? "";
}

/** What is answered about a finding and about one that isn't there, told apart by nothing but the id that was asked for. */
async function expectHidden(id: string, token: string | undefined): Promise<void> {
  const unknown = "finding-000000000000000000000000";
  const questions = [ONE, "query ($id: ID!) { trace(id: $id) { stage message versions { kind } } }"];
  for (const query of questions) {
    const asked = async (about: string) => {
      hub.reads.take();
      const body = JSON.stringify(await answer(query, { id: about }, token)).replaceAll(about, "the finding");
      return { body, reads: hub.reads.take() };
    };
    await expect(asked(id)).resolves.toEqual(await asked(unknown));
  }
  const filters = [candidates, { activities: ["nordlys:nurses-records-ke"] }, { agencies: [agency] }, { organizations: [organization] }];
  for (const filter of [{}, { states: ["DRAFT", "NOTIFIED", "REPLIED"] }, { mine: true }, ...filters]) {
    await expect(list({ filter }, token)).resolves.toMatchObject({ totalCount: 0, nodes: [], pageInfo: { endCursor: null } });
  }
}

beforeAll(async () => {
  hub = await startHub({ clock: () => now });
  for (const [token, [name, of]] of Object.entries(ROLES)) {
    await hub.hub.tokens.admit(token, { id: `test:${token}`, name: `the ${token}`, roles: [{ name, of }] }, "test");
  }
}, 180_000);
afterAll(() => hub.stop());

describe("a finding, from its draft to its decision", () => {
  let finding = "";
  let drafted = "";
  let told = "";

  it("is found anew by no second survey", async () => {
    const counts = await act("surveyFindings", "SurveyFindingsInput", "drafted updated dropped resolved", {}, "secretariat");
    expect(counts).toEqual({ drafted: 0, updated: 0, dropped: 0, resolved: 0 });
    finding = await candidate();
    drafted = (await list({}, "secretariat")).asOf.name;
  });

  it.each([...OTHERS, "one", "other"])("is the secretariat's alone while it is a draft: %s", async (token) => {
    await expectHidden(finding, token);
    const { pageInfo, asOf } = await list({}, "secretariat");
    const after = { after: pageInfo.endCursor, asOf: { snapshot: asOf.name } };
    await expect(list(after, token)).resolves.toMatchObject({ totalCount: 0, nodes: [] });
  });

  it("is seen by its parties once they were told, and by nobody else", async () => {
    now = new Date(NOW.getTime() + 86_400_000);
    await act("notifyFindings", "NotifyFindingsInput", "findings { state deadline }", { findings: [{ finding }] }, "secretariat");
    for (const token of ["one", "other"]) {
      await expect(list({}, token)).resolves.toMatchObject({ totalCount: 1, nodes: [{ id: finding, state: "NOTIFIED" }] });
      await expect(one(finding, token)).resolves.toMatchObject({ level: "L3", wording: "possible overlap: review requested" });
      await expect(overlaps(token)).resolves.toBe(1);
      // As it was before they were told.
      await expect(one(finding, token, { snapshot: drafted })).resolves.toBeNull();
    }
    for (const token of OTHERS) {
      await expectHidden(finding, token);
      await expect(overlaps(token)).resolves.toBe(0);
    }
    told = (await list({}, "secretariat")).asOf.name;
  });

  it("is cited by a party as anyone would be answered: with nothing of it", async () => {
    const { cite } = await list({}, "one");
    expect(cite.note).toContain("what anyone may read");
    const { url } = await hub.hub.listen(0, "127.0.0.1");
    const text = await fetch(`${url}${cite.address}`).then((response) => response.text());
    expect(text).toContain('"totalCount":0');
    expect(text).not.toContain(finding);
  });

  it("is refused to whoever isn't a party as what isn't there", async () => {
    const input = { stance: "AGREES", text: "So it is.", idempotencyKey: "outsider" };
    const query = "mutation ($input: ReplyToFindingInput!) { replyToFinding(input: $input) { finding { id } } }";
    const about = (id: string) => answer(query, { input: { ...input, finding: id } }, "outsider");
    const refused = await about(finding);
    expect(JSON.stringify(refused)).toContain("NOT_FOUND");
    await expect(about("finding-nobody")).resolves.toEqual(refused);
  });

  it("becomes public by the last party's reply, and not by the first; its past stays as it was", async () => {
    await reply(finding, "DISPUTES", "one");
    for (const token of OTHERS) await expectHidden(finding, token);
    await reply(finding, "EXPLAINS", "other");
    for (const token of OTHERS) {
      const shown = await one(finding, token);
      expect(shown).toMatchObject({ state: "REPLIED", publicSince: now.toISOString(), replies: [{ by: null }, { by: null }] });
      await expect(overlaps(token)).resolves.toBe(1);
      for (const snapshot of [drafted, told]) {
        await expect(one(finding, token, { snapshot })).resolves.toBeNull();
        await expect(overlaps(token, { snapshot })).resolves.toBe(0);
      }
    }
    await expect(one(finding, "one")).resolves.toMatchObject({ replies: [{ by: "the one" }, { by: "the other" }] });
  });

  it("is called duplication once it was decided on, and no sooner", async () => {
    const input = { finding, outcome: "CONFIRMED", reason: "Both were heard." };
    await act("decideFinding", "DecideFindingInput", "finding { state }", input, "secretariat");
    await expect(one(finding)).resolves.toMatchObject({
      level: "L4",
      wording: "confirmed duplication",
      decision: { outcome: "CONFIRMED" },
    });
  });

  it("leaves the planted omissions to those whom they are about until 30 days have passed", async () => {
    const filter = { kinds: ["O2_ACTIVITY"] };
    const [omission] = (await list({ filter }, "secretariat")).nodes;
    const id = omission?.id ?? "";
    await act("notifyFindings", "NotifyFindingsInput", "findings { state }", { findings: [{ finding: id }] }, "secretariat");
    const told = now.getTime();
    for (const [days, count] of [
      [29.99, 0],
      [30, 1],
    ] as const) {
      now = new Date(told + days * 86_400_000);
      await expect(list({ filter })).resolves.toMatchObject({ totalCount: count });
    }
    await expect(one(id)).resolves.toMatchObject({ state: "NOTIFIED", wording: expect.stringMatching(/^possible omission/) });
  });
});
