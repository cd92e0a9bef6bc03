import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { NoticeSettings, SmtpSettings } from "../notice-settings";
import type { Mail } from "./compose-mail";

/** Sends mails, or keeps them where no server is set. It throws where it couldn't. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** By the mail server that the settings name; otherwise into the outbox folder. */
export function openMailer({ smtp, mailFrom }: Pick<NoticeSettings, "smtp" | "mailFrom">, outbox: string): Mailer {
  return smtp === null ? outboxMailer(outbox, mailFrom) : smtpMailer(smtp, mailFrom);
}

/** Nothing that is sent is read from a file or fetched from an address. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true } as const;

function messageOf({ id, to, subject, text, at }: Mail, from: string) {
  // As objects, so that no address is parsed out of a text.
  return {
    from: { name: "Actionline", address: from },
    to: { name: "", address: to },
    subject,
    text,
    date: at,
    messageId: `<${id}@actionline.invalid>`,
    headers: { "Auto-Submitted": "auto-generated" },
    ...CLOSED,
  };
}

function smtpMailer({ host, port, secure, user, password }: SmtpSettings, from: string): Mailer {
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && user !== null,
    ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    ...CLOSED,
  });
  return {
    send: async (mail) => void (await transport.sendMail(messageOf(mail, from))),
    close: () => transport.close(),
  };
}

/** A file for each mail, whole or not at all; the same mail again is the same file. */
function outboxMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows", ...CLOSED });
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail(messageOf(mail, from));
      if (!Buffer.isBuffer(message)) throw new Error("A mail was composed as a stream, where its bytes were asked for.");
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${mail.id}.eml`);
      await writeFile(`${file}.part`, message, { mode: 0o600 });
      await rename(`${file}.part`, file);
    },
    close: () => transport.close(),
  };
}
