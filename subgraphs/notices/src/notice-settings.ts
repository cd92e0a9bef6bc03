/** A mail server to send by. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465); otherwise STARTTLS, which is required where a user is named. */
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string | null;
}

/** What an operator may set about notices. */
export interface NoticeSettings {
  /** Lets webhooks lead to this machine itself, by http too. For tests and demonstrations only. */
  readonly allowLocalWebhooks: boolean;
  /** The hub's own address, such as "https://hub.example.org", for links in feeds and mails; paths alone where null. */
  readonly publicUrl: string | null;
  /** Whom mails come from. */
  readonly mailFrom: string;
  /** Null where no mail server is set: mails are then files in the outbox folder. */
  readonly smtp: SmtpSettings | null;
  /** Milliseconds that one post of a webhook may take. */
  readonly webhookMs: number;
}

export const DEFAULT_NOTICE_SETTINGS: NoticeSettings = {
  allowLocalWebhooks: false,
  publicUrl: null,
  mailFrom: "actionline@localhost.localdomain",
  smtp: null,
  webhookMs: 10_000,
};
