import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Receiver, startReceiver } from "@actionline/kit/testing/receiver";
import { change } from "@actionline/log/testing/change";
import { deliveriesOf } from "../store";
import { aFinding, anActivity } from "../testing/records";
import { ANNA, BEN, SECRETARIAT, startNotices, type TestNotices } from "../testing/start-notices";
import { isSigned } from "./signature";

let hub: TestNotices;
let receiver: Receiver;
let unique = 0;
beforeAll(async () => {
  hub = await startNotices({ allowLocalWebhooks: true, webhookMs: 2_000 });
  receiver = await startReceiver();
});
beforeEach(async () => {
  await hub.reset();
  receiver.reset();
});
afterEach(() => expect(hub.faults).toEqual([]));
afterAll(async () => {
  await receiver.stop();
  await hub.stop();
});

/** The log stamps its entries later than one another, so that with a clock that stands still they are a little ahead. */
const deliver = (by = hub.notices): Promise<number> => {
  later(0.1);
  return by.deliverer.deliver();
};
const later = (seconds: number): void => {
  hub.clock.now = new Date(hub.clock.now.getTime() + seconds * 1_000);
};
/** Makes one event for the default slice. */
async function happen(): Promise<void> {
  unique += 1;
  hub.cells.set({ item: "I1", place: "P1", year: 2024, type: null }, "OTHER");
  await hub.append(anActivity("who:x", ["I1"], ["P1"], "PUBLIC", `title ${unique}`));
  await hub.notices.follower.follow();
  hub.cells.set({ item: "I1", place: "P1", year: 2024, type: null }, "OMITTED");
  await hub.append(anActivity("who:x", ["I1"], ["P1"], "PUBLIC", `title ${unique} once more`));
  await hub.notices.follower.follow();
}
const bodies = (): { id: string; kind: string; position: number }[] => receiver.received.map(({ body }) => JSON.parse(body));

test("a webhook is posted once, and its signature holds for the time and the bytes that came and for no other", async () => {
  const { id, secret } = await hub.watch({ webhook: receiver.url });
  await happen();
  expect(await deliver()).toBe(1);
  expect(await deliver()).toBe(0);
  const [post] = receiver.received;
  const { body, headers } = post ?? { body: "", headers: {} as Record<string, string> };
  const timestamp = Number(headers["actionline-timestamp"]);
  const signature = headers["actionline-signature"] ?? "";
  const now = hub.clock.now;
  expect(isSigned(secret ?? "", timestamp, body, signature, now)).toBe(true);
  expect(isSigned(secret ?? "", timestamp, `${body} `, signature, now)).toBe(false);
  expect(isSigned(secret ?? "", timestamp + 1, body, signature, now)).toBe(false);
  expect(isSigned("whsec_another", timestamp, body, signature, now)).toBe(false);
  expect(isSigned(secret ?? "", timestamp, body, signature, new Date(now.getTime() + 301_000))).toBe(false);
  expect(JSON.parse(body)).toMatchObject({ id: headers["actionline-event"], kind: "CELL_OMITTED", watch: id, count: 1, position: 1 });
  expect(body).not.toContain(secret);
});

test("the receiver's check that the README gives takes what the hub sends and refuses what was altered", async () => {
  const { secret } = await hub.watch({ webhook: receiver.url });
  hub.clock.now = new Date();
  await happen();
  await deliver();
  const readme = await readFile(join(__dirname, "../../README.md"), "utf8");
  const recipe = /```js\n(?<code>[\s\S]*?)```/.exec(readme)?.groups?.code ?? "";
  const check = new Function("require", `${recipe}; return isFromTheHub;`)(createRequire(__filename));
  const { headers, body } = receiver.received[0] ?? { headers: {} as Record<string, string>, body: "" };
  const stale = { ...headers, "actionline-timestamp": String(Number(headers["actionline-timestamp"]) - 301) };
  expect(check(secret, headers, Buffer.from(body))).toBe(true);
  expect(check(secret, headers, Buffer.from(`${body} `))).toBe(false);
  expect(check(`${secret}x`, headers, Buffer.from(body))).toBe(false);
  expect(check(secret, stale, Buffer.from(body))).toBe(false);
  expect(check(secret, {}, Buffer.from(body))).toBe(false);
});

test("what a receiver refuses is sent again after a wait that grows, under the same id and with the same bytes", async () => {
  await hub.watch({ webhook: receiver.url });
  receiver.answers.push(500, 500);
  await happen();
  await deliver();
  later(29);
  expect(await deliver()).toBe(0);
  later(2);
  await deliver();
  later(31);
  expect(await deliver()).toBe(0);
  later(30);
  await deliver();
  expect(receiver.received.map(({ status }) => status)).toEqual([500, 500, 200]);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  expect(await deliveriesOf(hub.db).findOne()).toMatchObject({ state: "SENT", attempts: 3, lastError: null });
});

test("a process that is killed between sending and writing it down sends again, under the same id", async () => {
  await hub.watch({ webhook: receiver.url });
  await happen();
  await deliver();
  // As it stands where the post went out and nothing was written after it.
  await deliveriesOf(hub.db).updateOne(
    {},
    { $set: { state: "PENDING", doneAt: null, nextAt: new Date(hub.clock.now.getTime() + 120_000) } },
  );
  const again = hub.reopen();
  expect(await deliver(again)).toBe(0);
  later(121);
  expect(await deliver(again)).toBe(1);
  expect(new Set(bodies().map(({ id }) => id)).size).toBe(1);
  expect(receiver.received).toHaveLength(2);
  await again.close();
});

test("notices go in their order, and while the receiver is down one attempt is made for all of them", async () => {
  await hub.watch({ webhook: receiver.url });
  for (let number = 0; number < 5; number += 1) await happen();
  receiver.answers.push(503);
  expect(await deliver()).toBe(0);
  expect(receiver.received).toHaveLength(1);
  later(40);
  expect(await deliver()).toBe(5);
  expect(
    bodies()
      .slice(1)
      .map(({ position }) => position),
  ).toEqual([2, 3, 4, 5, 1]);
});

test("what can't be delivered for a day is given up, and its owner is told so once, in the hub", async () => {
  const { id } = await hub.watch({ webhook: receiver.url });
  receiver.fallback = 500;
  await happen();
  await happen();
  for (let attempt = 0; attempt < 40 && (await deliveriesOf(hub.db).countDocuments({ state: "PENDING" })) > 0; attempt += 1) {
    await deliver();
    later(4 * 3_600);
  }
  expect(await deliveriesOf(hub.db).countDocuments({ state: "DEAD" })).toBe(2);
  expect(receiver.received.length).toBeLessThan(12);
  const operation = "{ notifications { nodes { event { kind text watch } } } watches { nodes { webhook { failures pending givenUp } } } }";
  const answer = await hub.ask<{ notifications: { nodes: { event: object }[] } }>(operation, { as: ANNA });
  expect(answer.notifications.nodes[0]?.event).toEqual({
    kind: "DELIVERY_FAILED",
    text: "2 notices couldn't be delivered: by webhook within a day. It answered with status 500.",
    watch: id,
  });
  expect(answer.notifications.nodes).toHaveLength(3);
  expect(answer).toMatchObject({ watches: { nodes: [{ webhook: { pending: 0, givenUp: 2 } }] } });
  expect(await deliver()).toBe(0);
});

test("a redirect isn't followed, and a receiver that never ends its answer holds nobody up", async () => {
  await hub.watch({ webhook: receiver.url });
  const other = await startReceiver();
  receiver.redirectTo = other.url;
  await happen();
  await deliver();
  expect(other.received).toEqual([]);
  expect(await deliveriesOf(hub.db).findOne()).toMatchObject({
    lastError: "It answered with a redirect (302), which the hub doesn't follow.",
  });
  receiver.redirectTo = null;
  receiver.endless = true;
  later(60);
  expect(await deliver()).toBe(1);
  expect(await deliveriesOf(hub.db).findOne()).toMatchObject({ state: "SENT" });
  await other.stop();
});

test("a receiver that doesn't answer is given up in time", async () => {
  const slow = hub.reopen({ settings: { allowLocalWebhooks: true, webhookMs: 100 } });
  await hub.watch({ webhook: receiver.url });
  receiver.silent = true;
  await happen();
  await deliver(slow);
  expect(await deliveriesOf(hub.db).findOne()).toMatchObject({ state: "PENDING", lastError: "It didn't answer in time." });
  await slow.close();
});

test("what is being posted when the hub stops is broken off, isn't counted as a failure, and is made again later", async () => {
  const stopping = hub.reopen({ settings: { allowLocalWebhooks: true, webhookMs: 60_000 } });
  await hub.watch({ webhook: receiver.url });
  receiver.silent = true;
  await happen();
  const under = deliver(stopping);
  while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await stopping.close();
  expect(await under).toBe(0);
  expect(await deliveriesOf(hub.db).findOne()).toMatchObject({ state: "PENDING", lastError: null });
  receiver.silent = false;
  expect(await deliver(stopping)).toBe(0);
  later(121);
  expect(await deliver()).toBe(1);
});

test("an address that isn't public is never connected to, and its owner learns nothing of where it led", async () => {
  // The owner saved it while it was allowed; the rules hold at each attempt.
  await hub.watch({ webhook: receiver.url });
  const strict = hub.reopen({ settings: { allowLocalWebhooks: false } });
  await happen();
  await deliver(strict);
  expect(receiver.received).toEqual([]);
  const { lastError } = (await deliveriesOf(hub.db).findOne()) ?? {};
  expect(lastError).toBe("Its host doesn't lead to a public address at the moment.");
  await strict.close();
});

test("what waits for a watch that was removed isn't sent", async () => {
  const { id } = await hub.watch({ webhook: receiver.url });
  await happen();
  await hub.ask('mutation ($id: ID!) { removeWatch(input: { watch: $id, idempotencyKey: "r" }) { watch } }', {
    variables: { id },
    as: ANNA,
  });
  expect(await deliver()).toBe(0);
  expect(receiver.received).toEqual([]);
});

describe("channels of parties", () => {
  const SET =
    "mutation ($input: SetNotificationChannelInput!) { setNotificationChannel(input: $input) { channel { agency mail webhook { url } } secret } }";
  const anAgency = (contactDesk: string | null) =>
    change("AGENCY", "who", {
      id: "who",
      name: "WHO",
      organization: "WHO",
      licence: "CC-BY-4.0",
      contactDesk,
      deletionPolicy: "NONE",
      contractVersion: "1.0.0",
      invented: true,
    });

  test("a finding reaches its parties by webhook and by mail, as they set it", async () => {
    await hub.append(anAgency(null));
    const input = { agency: "who", webhook: receiver.url, mail: "desk@who.example", idempotencyKey: "1" };
    const { setNotificationChannel } = await hub.ask<{ setNotificationChannel: { secret: string } }>(SET, {
      variables: { input },
      as: BEN,
    });
    expect(setNotificationChannel.secret).toMatch(/^whsec_/);
    await hub.append(aFinding("f1"));
    await hub.notices.follower.follow();
    expect(await deliver()).toBe(2);
    expect(bodies()).toMatchObject([{ kind: "FINDING_NOTIFIED", findings: ["f1"] }]);
    expect(hub.mails).toMatchObject([{ to: "desk@who.example", subject: "Actionline: A finding awaits your reply" }]);
    expect(hub.mails[0]?.text).toContain("possible omission, I1, P1, 2024");
  });

  test("without a channel a mail goes to the contact desk, if that is a mail address", async () => {
    await hub.append(anAgency("Room 12, ask for the desk"));
    await hub.append(aFinding("f1"));
    await hub.notices.follower.follow();
    await deliver();
    expect(hub.mails).toEqual([]);
    await hub.append(anAgency("desk@who.example"));
    await hub.append(aFinding("f2"));
    await hub.notices.follower.follow();
    await deliver();
    expect(hub.mails.map(({ to }) => to)).toEqual(["desk@who.example"]);
  });

  test("the same address keeps its key, and only those who act for an agency set its channel", async () => {
    await hub.append(anAgency(null));
    const input = { agency: "who", webhook: receiver.url, idempotencyKey: "1" };
    await hub.ask(SET, { variables: { input }, as: BEN });
    const second = await hub.ask(SET, { variables: { input: { ...input, mail: "a@b.example", idempotencyKey: "2" } }, as: SECRETARIAT });
    expect(second).toMatchObject({
      setNotificationChannel: { secret: null, channel: { mail: "a@b.example", webhook: { url: receiver.url } } },
    });
    await expect(hub.ask(SET, { variables: { input: { ...input, idempotencyKey: "3" } }, as: ANNA })).rejects.toMatchObject({
      extensions: { code: "FORBIDDEN" },
    });
    await expect(
      hub.ask(SET, { variables: { input: { ...input, agency: null, organization: "WHO", idempotencyKey: "4" } }, as: BEN }),
    ).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
    expect(await hub.ask("{ notificationChannels { agency } }", { as: BEN })).toEqual({ notificationChannels: [{ agency: "who" }] });
    expect(await hub.ask("{ notificationChannels { agency } }", { as: ANNA })).toEqual({ notificationChannels: [] });
  });

  test.each(["desk@who.example\r\nBcc: all@example.org", "Desk <desk@who.example>", "a@b.example, c@d.example", "desk", "a b@c.example"])(
    "%j is no mail address",
    async (mail) => {
      await hub.append(anAgency(null));
      const input = { agency: "who", mail, idempotencyKey: "1" };
      await expect(hub.ask(SET, { variables: { input }, as: BEN })).rejects.toMatchObject({ extensions: { code: "BAD_INPUT" } });
    },
  );
});
