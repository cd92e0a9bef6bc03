import { setTimeout as sleep } from "node:timers/promises";
import type { FailoverRoom } from "@actionline/gateway/agencies/testing/failover-room";

/** What a phase of questions came to. */
export interface Loaded {
  readonly asked: number;
  readonly unanswered: number;
  readonly wrong: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** As many questions in each second whether or not the ones before are answered. */
export async function load(room: FailoverRoom, seconds: number, perSecond: number): Promise<Loaded> {
  const asked: Promise<{ readonly verdict: string; readonly took: number }>[] = [];
  const began = performance.now();
  for (;;) {
    const elapsed = (performance.now() - began) / 1_000;
    while (asked.length < Math.min(elapsed, seconds) * perSecond) asked.push(timed(room));
    if (elapsed >= seconds) break;
    await sleep(1_000 / perSecond);
  }
  return summed(await Promise.all(asked));
}

/** All at once. */
export async function burst(room: FailoverRoom, count: number): Promise<Loaded> {
  return summed(await Promise.all(Array.from({ length: count }, () => timed(room))));
}

export function together(phases: readonly Loaded[]): Omit<Loaded, "p99"> {
  const sum = (of: (phase: Loaded) => number) => phases.reduce((total, phase) => total + of(phase), 0);
  return { asked: sum(({ asked }) => asked), unanswered: sum(({ unanswered }) => unanswered), wrong: sum(({ wrong }) => wrong) };
}

async function timed(room: FailoverRoom) {
  const began = performance.now();
  const verdict = await room.ask();
  return { verdict, took: performance.now() - began };
}

function summed(answers: readonly { readonly verdict: string; readonly took: number }[]): Loaded {
  const count = (wanted: string) => answers.filter(({ verdict }) => verdict === wanted).length;
  const took = answers.map((answer) => answer.took).sort((one, other) => one - other);
  const p99 = Math.round((took[Math.floor(took.length * 0.99)] ?? 0) * 10) / 10;
  return { asked: answers.length, unanswered: count("UNANSWERED"), wrong: count("WRONG"), p99 };
}
