import { pino } from "pino";

/** For hubs whose log nobody reads, such as those of tests. */
export const quietLogger = pino({ level: "silent" }, { write: () => undefined });
