import { createHash } from "node:crypto";
import { linkOf } from "../delivery/webhook-body";
import type { EventKindName } from "../event/event-kind";
import type { StoredEvent } from "../store";

/** A mail before it takes its form on the wire. Each field is one line but the text. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
}

const SUBJECTS: Readonly<Record<EventKindName, string>> = {
  CELL_OMITTED: "Possible gaps",
  GAP_CONFIRMED: "Confirmed omissions",
  OVERLAP_CONFIRMED: "Confirmed overlaps",
  SOURCE_FAILED: "Sources failed",
  SOURCE_RECOVERED: "Sources recovered",
  FINDING_NOTIFIED: "A finding awaits your reply",
  FINDING_REPLIED: "A reply to a finding",
  FINDING_DECIDED: "A finding was decided",
  SUBGRAPH_DRIFTED: "Your server serves another schema",
  SUBGRAPH_QUARANTINED: "Your server isn't believed for a while",
  SUBGRAPH_PUT_BACK: "What you published isn't served",
  DELIVERY_FAILED: "Notices couldn't be delivered",
};

/** The mail that tells of an event. The same event to the same address has the same id, so that a second one can be told. */
export function composeMail(event: StoredEvent, to: string, publicUrl: string | null): Mail {
  const { _id: id, kind, at, text, findings, watch } = event;
  const named = findings.length === 0 ? [] : [`Finding: ${findings.join(", ")}`];
  const lines = [
    text,
    "",
    ...named,
    `Notice: ${id}`,
    `Read on, signed in: ${publicUrl ?? ""}${linkOf(watch)}`,
    "",
    "You get this because the hub knows this address as that of a party or of its contact desk.",
  ];
  const mark = createHash("sha256").update(`${id} ${to}`).digest("hex").slice(0, 32);
  return { id: mark, to, subject: `Actionline: ${SUBJECTS[kind]}`, text: `${lines.map(oneLine).join("\n")}\n`, at };
}

/** What came from elsewhere can't begin a line of its own. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
