import { ANYONE, type Principal } from "@actionline/kit/access";
import { change } from "@actionline/log/testing/change";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { overlapId } from "@actionline/schema/overlap-id";
import { publicL3 } from "./public-overlap";
import { aDraft, aFinding, aReply, DEADLINE, NOTIFIED_AT } from "./testing/a-finding";
import {
  HEALTH_MODERATOR,
  ITU_PUBLISHER,
  OUTSIDER,
  SECRETARIAT,
  startFindings,
  type TestFindings,
  WHO_REPRESENTATIVE,
} from "./testing/start-findings";

let hub: TestFindings;

const LIST = `query ($filter: FindingFilter, $first: Int, $after: String) {
  findings(filter: $filter, first: $first, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
}`;
const ONE = `query ($id: ID!) { finding(id: $id) { id state wording level replies { by text organization { id } team { code } } publicSince } }`;

const id = (n: number): string => `finding-${String(n).padStart(24, "0")}`;
const put = (...findings: readonly FindingRecord[]) =>
  hub.append(...findings.map((record) => change("FINDING", record.id, record, "PRIVATE")));

interface List {
  readonly findings: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function listed(as: Principal = ANYONE, variables: object = {}): Promise<number[]> {
  const { findings } = await hub.ask<List>(LIST, { as, variables: { ...variables } });
  expect(findings.totalCount).toBe(findings.nodes.length);
  return findings.nodes.map((node) => Number(node.id.slice(8)));
}

/** 1 a draft; 2 notified, WHO and ITU; 3 public; 4 an overlap that ITU alone is a party to; 5 refuted before it was public. */
beforeAll(async () => {
  hub = await startFindings("2025-06-10T00:00:00Z");
  const past = "2025-06-05T00:00:00.000Z";
  await put(
    aDraft({ id: id(1) }),
    aFinding({ id: id(2), place: "019", state: "REPLIED", replies: [aReply("WHO", "2025-06-03T00:00:00.000Z")] }),
    aFinding({ id: id(3), kind: "O1_MANDATE", item: "GPA-30", place: null, actionLine: "C7", parties: [], deadline: past }),
    aFinding({
      id: id(4),
      kind: "L3_CANDIDATE_DUPLICATION",
      item: "GPA-11a",
      actionLine: "C4",
      activities: ["itu:1", "itu:2"],
      overlap: overlapId("itu:1", "itu:2"),
      parties: [{ organization: "ITU", agency: "itu", role: null }],
    }),
    aFinding({ id: id(5), state: "REFUTED", decision: { outcome: "REFUTED", reason: "It was reported.", by: "s", at: past } }),
  );
});
afterAll(() => hub.stop());

describe("findings", () => {
  it("lists and counts for each who asks what is for them, and nothing else", async () => {
    await expect(listed(SECRETARIAT)).resolves.toEqual([1, 2, 3, 4, 5]);
    await expect(listed(WHO_REPRESENTATIVE)).resolves.toEqual([2, 3, 5]);
    await expect(listed(ITU_PUBLISHER)).resolves.toEqual([2, 3, 4, 5]);
    await expect(listed(HEALTH_MODERATOR)).resolves.toEqual([2, 3, 5]);
    await expect(listed(OUTSIDER)).resolves.toEqual([3]);
    await expect(listed()).resolves.toEqual([3]);
  });

  it.each([
    [{ kinds: ["L3_CANDIDATE_DUPLICATION"] }, [4]],
    [{ states: ["REFUTED", "DRAFT"] }, [5]],
    [{ items: ["GPA-18a"] }, [2, 5]],
    [{ actionLines: ["C4", "C7"] }, [3, 4]],
    [{ places: ["019"] }, [2]],
    [{ years: [2023] }, []],
    [{ organizations: ["WHO"] }, [2, 5]],
    [{ agencies: ["itu"] }, [2, 4, 5]],
    [{ activities: ["itu:2"] }, [4]],
    [{ mine: true }, [2, 4, 5]],
    [{ mine: true, states: ["REPLIED"] }, [2]],
    [{ kinds: [] }, []],
  ])("keeps to the filter %j", async (filter, expected) => {
    await expect(listed(ITU_PUBLISHER, { filter })).resolves.toEqual(expected);
  });

  it("pages through what is for the asker, and a cursor made for what isn't opens nothing", async () => {
    const { findings } = await hub.ask<List>(LIST, { as: ITU_PUBLISHER, variables: { first: 2 } });
    expect([findings.nodes.length, findings.totalCount, findings.pageInfo.hasNextPage]).toEqual([2, 4, true]);
    const after = findings.pageInfo.endCursor;
    const asOf = { snapshot: (await point()).name };
    await expect(pageAfter(after, ITU_PUBLISHER, asOf)).resolves.toEqual([id(4), id(5)]);
    // The same cursor in another's hands goes on in that other's list; one that names a hidden row tells no more.
    await expect(pageAfter(after, ANYONE, asOf)).resolves.toEqual([]);
    const parts = JSON.parse(Buffer.from(after ?? "", "base64url").toString("utf8")) as unknown[];
    const forged = (n: number) => Buffer.from(JSON.stringify([...parts.slice(0, 3), `${aDraft().since} ${id(n)}`])).toString("base64url");
    await expect(pageAfter(forged(1), ANYONE, asOf)).resolves.toEqual([id(3)]);
    await expect(pageAfter(forged(0), ANYONE, asOf)).resolves.toEqual([id(3)]);
    await expect(pageAfter(forged(4), ANYONE, asOf)).resolves.toEqual(await pageAfter(forged(9), ANYONE, asOf));
  });

  it("tells a hidden finding from none by nothing: not by the answer, and not by what it reads", async () => {
    for (const hidden of [1, 2, 4, 5]) {
      hub.reads.length = 0;
      const answer = await hub.ask(ONE, { variables: { id: id(hidden) } });
      const reads = [...hub.reads];
      hub.reads.length = 0;
      expect(await hub.ask(ONE, { variables: { id: id(99) } })).toEqual(answer);
      expect(hub.reads).toEqual(reads);
    }
  });

  it("shows who wrote a reply to the parties and the secretariat alone", async () => {
    const public3 = aFinding({
      id: id(6),
      deadline: NOTIFIED_AT,
      replies: [aReply("WHO", NOTIFIED_AT), aReply("team:C7-eHealth", NOTIFIED_AT)],
    });
    await put(public3);
    const replies = async (as: Principal) =>
      (await hub.ask<{ finding: { replies: object[] } }>(ONE, { as, variables: { id: id(6) } })).finding.replies;
    const text = "We have more to say.";
    await expect(replies(ANYONE)).resolves.toEqual([
      { by: null, text, organization: { id: "WHO" }, team: null },
      { by: null, text, organization: null, team: { code: "C7-eHealth" } },
    ]);
    await expect(replies(WHO_REPRESENTATIVE)).resolves.toMatchObject([{ by: "somebody of WHO" }, { by: "somebody of team:C7-eHealth" }]);
    await hub.append(change("FINDING", id(6), null));
    await expect(listed(SECRETARIAT)).resolves.toEqual([1, 2, 3, 4, 5]);
  });

  it("bears no stronger words than people gave it", async () => {
    const wording = async (n: number) =>
      (await hub.ask<{ finding: { wording: string; level: string | null } }>(ONE, { as: SECRETARIAT, variables: { id: id(n) } })).finding;
    await expect(wording(4)).resolves.toMatchObject({ wording: "possible overlap: review requested", level: "L3" });
    await expect(wording(2)).resolves.toMatchObject({ wording: expect.stringMatching(/^possible omission/), level: null });
    await expect(wording(5)).resolves.toMatchObject({ wording: expect.stringMatching(/^examined and refuted/) });
  });

  it("follows the rule at the instant that is asked for", async () => {
    const { sequence } = await point();
    const at = async (now: string, asOf?: object) => {
      hub.clock.now = new Date(now);
      const { findings } = await hub.ask<List>(LIST, asOf === undefined ? {} : { asOf });
      return findings.nodes.map((node) => Number(node.id.slice(8)));
    };
    const past = hub.clock.now;
    await expect(at("2025-06-30T23:59:59.999Z")).resolves.toEqual([3]);
    await expect(at(DEADLINE)).resolves.toEqual([2, 3, 4]);
    await expect(at(DEADLINE, { sequence })).resolves.toEqual([3]);
    await expect(at(DEADLINE, { at: new Date("2025-06-20T00:00:00Z") })).resolves.toEqual([3]);
    await expect(at("2025-07-02T00:00:00Z", { at: new Date(DEADLINE) })).resolves.toEqual([2, 3, 4]);
    hub.clock.now = past;
  });

  it("never shows a version for longer than it stood, however a point joins sequence and instant", async () => {
    const before = await point();
    await put(aFinding({ id: id(2), state: "RESOLVED", resolution: { reason: "Over.", by: "s", at: "2025-06-11T00:00:00.000Z" } }));
    hub.clock.now = new Date("2025-08-01T00:00:00Z");
    const snapshot = `${before.sequence}@2025-07-31T00:00:00.000Z`;
    const { findings } = await hub.ask<List>(LIST, { asOf: { snapshot } });
    // The overlap stood until its deadline and is public by then; what was resolved before it isn't, at any point.
    expect(findings.nodes.map((node) => node.id)).toEqual([id(3), id(4)]);
    hub.clock.now = new Date("2025-06-10T00:00:00Z");
  });

  it("tells which overlaps everybody may see", async () => {
    const { sequence } = await point();
    const overlap = overlapId("itu:1", "itu:2");
    await hub.findings.reach(sequence);
    const seen = (instant: string) => [...publicL3(hub.findings.table, { sequence, instant: new Date(instant) }).keys()];
    expect([seen("2025-06-30T00:00:00Z"), seen(DEADLINE)]).toEqual([[], [overlap]]);
  });

  it("has an overlap heard anew that came back after its matter was settled in public", async () => {
    const overlap = overlapId("itu:8", "itu:9");
    const about = { kind: "L3_CANDIDATE_DUPLICATION", overlap, item: null, place: null } as const;
    const settled = { reason: "Explained.", by: "the survey of findings", at: "2025-07-15T00:00:00.000Z" };
    await put(aFinding({ ...about, id: id(8), state: "RESOLVED", resolution: settled }));
    const resolved = await point();
    const upTo = async () => {
      const { sequence } = await point();
      await hub.findings.reach(sequence);
      return publicL3(hub.findings.table, { sequence, instant: new Date("2025-07-20T00:00:00Z") }).get(overlap);
    };
    // What was entered until then stays public; nothing that is entered from now on.
    await expect(upTo()).resolves.toBe(resolved.sequence);
    await put(aDraft({ ...about, id: `${id(8)}-2` }));
    await expect(upTo()).resolves.toBeUndefined();
  });
});

async function point(): Promise<{ readonly sequence: number; readonly name: string }> {
  const { findings } = await hub.ask<{ findings: { asOf: { sequence: number; name: string } } }>("{ findings { asOf { sequence name } } }");
  return findings.asOf;
}

async function pageAfter(after: string | null, as: Principal, asOf: { readonly snapshot: string }): Promise<string[]> {
  const { findings } = await hub.ask<List>(LIST, { as, asOf, variables: { after } });
  return findings.nodes.map((node) => node.id);
}
