import { playHistories } from "@actionline/agencies/testing/replay";
import { Appender } from "@actionline/log/appender";
import type { MongoClient } from "mongodb";
import type { MeasuredCase } from "../measure/measured-case";

const HISTORIES = 10_000;
/** Logs that histories are played in side by side: one waits for the disk most of the time. */
const LANES = 8;

/** The long form of the replay test. */
export const replayCase: MeasuredCase = {
  name: "replay",
  about: `${HISTORIES} random histories of a followed source, with deaths, lost, repeated and overlapping pages, against the source itself`,
  measure: async ({ client, db, say, seed }) => {
    const logs = await Promise.all(Array.from({ length: LANES }, (_, lane) => openLog(client, `${db.databaseName}_${lane}`)));
    try {
      const onPlayed = (played: number, others: number): void => {
        if (played % 1_000 === 0) say(`${played} played, ${others} of them differ`);
      };
      const differing = await playHistories(logs, { count: HISTORIES, seed, onPlayed });
      for (const difference of differing.slice(0, 5)) say(difference);
      return {
        figures: { histories: HISTORIES, seed },
        ratios: [
          { name: "histories in which the hub holds something else", value: differing.length, target: "0", met: differing.length === 0 },
        ],
      };
    } finally {
      await Promise.all(logs.map((log) => log.close()));
    }
  },
};

async function openLog(client: MongoClient, name: string) {
  const db = client.db(name);
  const appender = await Appender.acquire(client, db, { space: "DEMONSTRATION" });
  const close = async (): Promise<void> => {
    await appender.release();
    await db.dropDatabase();
  };
  return { client, db, appender, close };
}
