import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_NOTICE_SETTINGS } from "../notice-settings";
import type { StoredEvent } from "../store";
import { composeMail } from "./compose-mail";
import { openMailer } from "./mailer";

const EVENT: StoredEvent = {
  _id: "notice-1",
  position: 1,
  kind: "FINDING_NOTIFIED",
  at: new Date("2025-06-01T00:00:00Z"),
  sequence: 7,
  visibility: "PRIVATE",
  watch: null,
  audience: ["agency:who"],
  count: 1,
  cells: [],
  overlaps: [],
  findings: ["finding-1"],
  sources: [],
  text: "A finding awaits your reply: possible omission, I1.\r\n.\r\nBcc: all@example.org",
  target: null,
};

let outbox: string;
beforeEach(async () => {
  outbox = join(await mkdtemp(join(tmpdir(), "actionline-mail-")), "outbox");
});
afterEach(() => rm(join(outbox, ".."), { recursive: true }));

test("without a mail server each mail is a file of its own, readable by its owner alone, and the same mail the same file", async () => {
  const mailer = openMailer(DEFAULT_NOTICE_SETTINGS, outbox);
  await mailer.send(composeMail(EVENT, "desk@who.example", null));
  await mailer.send(composeMail(EVENT, "desk@who.example", null));
  await mailer.send(composeMail(EVENT, "other@who.example", null));
  const files = await readdir(outbox);
  expect(files).toHaveLength(2);
  expect(files.every((file) => file.endsWith(".eml"))).toBe(true);
  expect((await stat(join(outbox, files[0] ?? ""))).mode & 0o777).toBe(0o600);
  mailer.close();
});

test("a mail is plain text with one recipient, and nothing that came from elsewhere begins a line of it", async () => {
  const mailer = openMailer(DEFAULT_NOTICE_SETTINGS, outbox);
  await mailer.send(composeMail(EVENT, "desk@who.example", "https://hub.example.org"));
  const [file = ""] = await readdir(outbox);
  // Long lines are folded in quoted-printable.
  const message = (await readFile(join(outbox, file), "utf8")).replaceAll("=\r\n", "").replaceAll("=3D", "=");
  const [head = "", ...paragraphs] = message.split("\r\n\r\n");
  const body = paragraphs.join("\n");
  expect(head.match(/^To: desk@who\.example$/m)).not.toBeNull();
  expect(head).toContain("Subject: Actionline: A finding awaits your reply");
  expect(head).toContain("Content-Type: text/plain");
  expect(head).toContain("Auto-Submitted: auto-generated");
  expect(message).not.toMatch(/^(Bcc|Cc):/im);
  expect(body).toContain("https://hub.example.org/graphql?query=");
  expect(body).not.toMatch(/^\.\r?$/m);
  mailer.close();
});

test("what an address holds beyond an address can't become a header", async () => {
  const mailer = openMailer(DEFAULT_NOTICE_SETTINGS, outbox);
  // Such an address is refused when it is set; should one get here all the same, it stays one address.
  await mailer.send(composeMail(EVENT, "desk@who.example\r\nBcc: all@example.org", null)).catch(() => undefined);
  for (const file of await readdir(outbox).catch(() => [])) {
    expect(await readFile(join(outbox, file), "utf8")).not.toMatch(/^Bcc:/im);
  }
  mailer.close();
});
