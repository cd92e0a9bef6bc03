import { readFile } from "node:fs/promises";
import { isMailAddress } from "@actionline/notices/channel/mail-address";
import type { NoticeSettings, SmtpSettings } from "@actionline/notices/notice-settings";

/** Null where the value will do; otherwise what it has to be. */
type Check = (value: unknown) => string | null;

const CHECKS: Readonly<Record<keyof NoticeSettings, Check>> = {
  allowLocalWebhooks: (value) => (typeof value === "boolean" ? null : "true or false"),
  publicUrl: (value) => (value === null || isOrigin(value) ? null : 'the hub\'s own address, such as "https://hub.example.org", or null'),
  mailFrom: (value) => (typeof value === "string" && isMailAddress(value) ? null : "one plain mail address"),
  smtp: (value) => (value === null || isServer(value) ? null : SERVER),
  webhookMs: (value) => (isNumber(value, 100, 60_000) ? null : "a whole number from 100 to 60000"),
};

const SERVER = '{"host": "mail.example.org", "port": 587, "secure": false, "user": "hub", "passwordFile": "/run/secrets/smtp"}, or null';
const OF_SERVER: Readonly<Record<string, (value: unknown) => boolean>> = {
  host: (value) => typeof value === "string" && /^[A-Za-z0-9.:-]{1,253}$/.test(value),
  port: (value) => isNumber(value, 1, 65_535),
  secure: (value) => typeof value === "boolean",
  user: (value) => value === null || isWords(value),
  passwordFile: (value) => value === null || isWords(value),
};

/** The part of an operator's settings that is about notices, checked; the password is read from a file of its own. */
export async function noticeSettings(given: unknown, file: string): Promise<Partial<NoticeSettings>> {
  if (!isObject(given)) throw new Error(`${file}: "notices" has to be an object, such as {"publicUrl": "https://hub.example.org"}.`);
  for (const [name, value] of Object.entries(given)) {
    if (!isName(name))
      throw new Error(`${file}: "notices" has "${name}", which is no setting; there are: ${Object.keys(CHECKS).join(", ")}.`);
    const wanted = CHECKS[name](value);
    if (wanted !== null) throw new Error(`${file}: "notices.${name}" has to be ${wanted}.`);
  }
  const { smtp, ...rest } = given;
  if (smtp === undefined) return rest;
  return { ...rest, smtp: smtp === null ? null : await serverOf(smtp as Record<string, unknown>) };
}

async function serverOf({ host, port, secure, user = null, passwordFile = null }: Record<string, unknown>): Promise<SmtpSettings> {
  const password = passwordFile === null ? null : await passwordIn(String(passwordFile));
  return { host: String(host), port: Number(port), secure: secure === true, user: user === null ? null : String(user), password };
}

async function passwordIn(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The mail server's password file ${file} can't be read (${error.code}).`);
  });
  return text.trim();
}

const isName = (name: string): name is keyof NoticeSettings => Object.hasOwn(CHECKS, name);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isWords = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;

function isOrigin(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:/.test(value) && new URL(value).origin === value;
}

function isServer(value: unknown): boolean {
  if (!isObject(value) || !["host", "port", "secure"].every((name) => name in value)) return false;
  return Object.entries(value).every(([name, part]) => OF_SERVER[name]?.(part) ?? false);
}
