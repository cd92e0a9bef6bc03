import { setTimeout as sleep } from "node:timers/promises";
import { FAILURES, FailoverRoom } from "@actionline/gateway/agencies/testing/failover-room";
import type { CaseAlone } from "../measure/measured-case";
import { burst, type Loaded, load, together } from "./failover/load";

const AGENCIES = 6;
const PER_SECOND = 50;
/** Seconds that each agency is down; that one comes and goes; that one is slow; and of quiet beside it. */
const [DOWN, FLAPS, SLOW, QUIET] = [30, 300, 20, 20];
const SLOW_MS = 5_000;
const BURST = 500;
const MOST_SOCKETS = 20;
const ANSWERED = 0.9999;

/** J01, J03, J05 and J15: agencies that go away, come and go, are slow, and are back, under load. */
export const failoverCase: CaseAlone = {
  name: "failover",
  about: `${AGENCIES} agencies down in turn, ${DOWN} s each; one that comes and goes for ${FLAPS} s, is slow, and comes back to ${BURST} questions.`,
  alone: true,
  async measure({ say }) {
    const room = await FailoverRoom.open(AGENCIES);
    try {
      await load(room, 5, PER_SECOND);
      const quiet = await load(room, QUIET, PER_SECOND);
      say(`each of ${AGENCIES} down in turn…`);
      const down = await inTurn(room);
      say("one comes and goes…");
      const { switches, ...flapping } = await flaps(room);
      say("one is slow…");
      const slow = await slowly(room);
      say("one is back…");
      const back = await comesBack(room);
      const all = together([quiet, ...down, flapping, slow.after, back.loaded]);
      const whileDown = together(down);
      const answered = 1 - whileDown.unanswered / whileDown.asked;
      return {
        figures: {
          questions: all.asked,
          "asked while one is down": whileDown.asked,
          "not answered while one comes and goes": flapping.unanswered,
          "not answered with a slow one left alone": slow.after.unanswered,
          "not answered by the time one is back": back.loaded.unanswered,
          "p99 of all well, ms": quiet.p99,
          "p99 while one is down, longest, ms": Math.max(...down.map(({ p99 }) => p99)),
          "p99 after a slow one is left alone, ms": slow.after.p99,
          "calls of a slow one before that": slow.calls,
          "calls of one that is back, in a burst": back.calls,
        },
        ratios: [
          atLeast("J01: answered while one is down", answered, ANSWERED),
          atMost("untrue values, or said of the wrong one", all.wrong, 0),
          atMost("J03: calls of a slow one before it is left alone", slow.calls, MOST_SOCKETS),
          atMost("J03: p99 afterwards over p99 of all well", slow.after.p99 / quiet.p99, 1.2),
          atMost(`J05: switches in ${FLAPS} s of coming and going`, switches, FLAPS / 5),
          atMost("J15: sockets to one that is back", back.sockets, MOST_SOCKETS),
        ],
      };
    } finally {
      for (const missing of room.missing) say(missing);
      await room.stop();
    }
  },
};

const atLeast = (name: string, value: number, least: number) => ({ name, value, target: `at least ${least}`, met: value >= least });
const atMost = (name: string, value: number, most: number) => ({ name, value, target: `at most ${most}`, met: value <= most });

async function inTurn(room: FailoverRoom): Promise<Loaded[]> {
  const phases: Loaded[] = [];
  for (const [turn, server] of room.servers.entries()) {
    server.manner = FAILURES[turn % FAILURES.length] ?? "RESETS";
    phases.push(await load(room, DOWN, PER_SECOND));
    server.manner = "ANSWERS";
  }
  return phases;
}

async function flaps(room: FailoverRoom): Promise<Loaded & { switches: number }> {
  const server = serverOf(room);
  await recovered(room);
  const before = room.switches;
  const loaded = load(room, FLAPS, PER_SECOND);
  for (let second = 0; second < FLAPS; second++) {
    server.manner = second % 2 === 0 ? "RESETS" : "ANSWERS";
    await sleep(1_000);
  }
  server.manner = "ANSWERS";
  return { ...(await loaded), switches: room.switches - before };
}

async function slowly(room: FailoverRoom): Promise<{ after: Loaded; calls: number }> {
  const server = serverOf(room);
  await recovered(room);
  server.heard.length = 0;
  server.delay = SLOW_MS;
  const before = room.switches;
  const loading = load(room, SLOW, PER_SECOND);
  while (room.switches === before) await sleep(20);
  const calls = server.heard.length;
  await loading;
  const after = await load(room, SLOW, PER_SECOND);
  server.delay = 0;
  return { after, calls };
}

async function comesBack(room: FailoverRoom): Promise<{ loaded: Loaded; sockets: number; calls: number }> {
  const server = serverOf(room);
  await recovered(room);
  const before = room.switches;
  server.manner = "RESETS";
  while (room.switches === before) await room.ask();
  server.manner = "ANSWERS";
  server.delay = 20;
  server.heard.length = 0;
  server.sockets.most = server.sockets.open;
  // It is seen to be back while these come.
  while (room.switches === before + 1) await burst(room, 10);
  const loaded = await burst(room, BURST);
  return { loaded, sockets: server.sockets.most, calls: server.heard.length };
}

function serverOf({ servers: [server] }: FailoverRoom) {
  if (server === undefined) throw new Error("the room has no server");
  return server;
}

/** All are asked again: longer than the longest rest of one that failed often. */
async function recovered(room: FailoverRoom): Promise<void> {
  for (const server of room.servers) server.heard.length = 0;
  await load(room, 35, PER_SECOND / 5);
}
