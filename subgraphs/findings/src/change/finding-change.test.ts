import { ANYONE, type Principal } from "@actionline/kit/access";
import { RequestContext } from "@actionline/kit/request-context";
import { type Answers, subscribe } from "@actionline/kit/testing/subscribe";
import { resolveAsOf } from "@actionline/log/as-of";
import { change } from "@actionline/log/testing/change";
import type { FindingRecord } from "@actionline/schema/coordination-records";
import { aDraft, aFinding, aReply } from "../testing/a-finding";
import { OUTSIDER, SECRETARIAT, startFindings, type TestFindings, WHO_REPRESENTATIVE } from "../testing/start-findings";

let hub: TestFindings;
let number = 0;
const open: Answers[] = [];

const FOLLOW = `subscription ($filter: FindingFilter, $since: Float) {
  findingChanged(filter: $filter, since: $since) { stateBefore finding { id state replies { stance } } asOf { sequence at } }
}`;

beforeAll(async () => {
  hub = await startFindings();
});
beforeEach(() => {
  hub.clock.now = new Date("2025-06-02T00:00:00Z");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((answers) => answers.return?.()));
});
afterAll(() => hub.stop());

const freshId = (): string => `finding-${String(++number).padStart(24, "0")}`;
const put = (id: string, finding: FindingRecord) => hub.append(change("FINDING", id, { ...finding, id }, "PRIVATE"));

async function follow(as: Principal, variables: object = {}): Promise<Answers> {
  const request = new RequestContext(as, await resolveAsOf(hub.db, null, hub.clock.now));
  const answers = await subscribe(hub.subgraph, request, FOLLOW, { ...variables });
  open.push(answers);
  return answers;
}

const next = async (answers: Answers): Promise<unknown> => (await answers.next()).value?.data?.findingChanged;

describe("findingChanged", () => {
  it("tells the secretariat of every step, each read at its own sequence though it is asked later", async () => {
    const answers = await follow(SECRETARIAT);
    const id = freshId();
    const drafted = await put(id, aDraft());
    const told = await put(id, aFinding());
    await put(id, aFinding({ state: "REPLIED", replies: [aReply("WHO", "2025-06-02T00:00:00Z")] }));
    await put(id, aFinding({ state: "REPLIED", replies: [aReply("WHO", "2025-06-02T00:00:00Z"), aReply("ITU", "2025-06-02T00:00:00Z")] }));
    await expect(next(answers)).resolves.toMatchObject({ stateBefore: null, finding: { id, state: "DRAFT" }, asOf: { sequence: drafted } });
    await expect(next(answers)).resolves.toMatchObject({ stateBefore: "DRAFT", finding: { state: "NOTIFIED" }, asOf: { sequence: told } });
    await expect(next(answers)).resolves.toMatchObject({ stateBefore: "NOTIFIED", finding: { state: "REPLIED", replies: [{}] } });
    await expect(next(answers)).resolves.toMatchObject({ stateBefore: "REPLIED", finding: { replies: [{}, {}] } });
  });

  it("tells a party from the notice on, without what came before, and others once all were heard", async () => {
    const [party, outsider, anyone] = [await follow(WHO_REPRESENTATIVE), await follow(OUTSIDER), await follow(ANYONE)];
    const id = freshId();
    await put(id, aDraft());
    await put(id, aFinding());
    const replies = [aReply("WHO", "2025-06-02T00:00:00Z"), aReply("ITU", "2025-06-02T00:00:00Z")];
    await put(id, aFinding({ state: "REPLIED", replies }));
    await expect(next(party)).resolves.toMatchObject({ stateBefore: null, finding: { id, state: "NOTIFIED" } });
    await expect(next(party)).resolves.toMatchObject({ stateBefore: "NOTIFIED", finding: { id, state: "REPLIED" } });
    for (const other of [outsider, anyone]) {
      await expect(next(other)).resolves.toMatchObject({ stateBefore: null, finding: { id, state: "REPLIED" } });
    }
  });

  it("tells nothing where a draft was only written anew, and only of those that the filter means", async () => {
    const answers = await follow(SECRETARIAT, { filter: { years: [2023] } });
    const [one, other] = [freshId(), freshId()];
    await put(one, aDraft({ year: 2023 }));
    await put(one, aDraft({ year: 2023, definition: "1.3.0" }));
    await put(other, aDraft());
    await put(one, aFinding({ year: 2023 }));
    await expect(next(answers)).resolves.toMatchObject({ finding: { id: one, state: "DRAFT" } });
    await expect(next(answers)).resolves.toMatchObject({ finding: { id: one, state: "NOTIFIED" } });
  });

  it("goes on after a sequence, with nothing twice", async () => {
    const id = freshId();
    const since = await put(id, aDraft());
    await put(id, aFinding());
    await expect(next(await follow(SECRETARIAT, { since }))).resolves.toMatchObject({
      stateBefore: "DRAFT",
      finding: { id, state: "NOTIFIED" },
    });
    for (const wrong of [-1, 1.5, hub.appender.watermark + 1]) {
      await expect(follow(SECRETARIAT, { since: wrong })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
    }
  });

  it("ends with how to catch up where too much waits, counting only what its asker may see", async () => {
    const since = hub.appender.watermark;
    const drafts = Array.from({ length: 1_001 }, () => freshId());
    await hub.append(...drafts.map((id) => change("FINDING", id, aDraft({ id }), "PRIVATE")));
    const { value } = await (await follow(SECRETARIAT, { since })).next();
    expect(value?.errors).toMatchObject([{ extensions: { code: "STREAM_BEHIND", most: 1_000 } }]);
    const party = await follow(WHO_REPRESENTATIVE, { since });
    const id = freshId();
    await put(id, aFinding());
    await expect(next(party)).resolves.toMatchObject({ finding: { id } });
  });

  it("leaves nobody behind when those who follow leave", async () => {
    const before = hub.appender.listening;
    const all = await Promise.all(Array.from({ length: 20 }, () => follow(ANYONE)));
    const waiting = all.map((answers) => answers.next());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(hub.appender.listening).toBe(before + 20);
    await Promise.all(all.map((answers) => answers.return?.()));
    expect(hub.appender.listening).toBe(before);
    expect((await Promise.all(waiting)).every(({ done }) => done)).toBe(true);
  });
});
