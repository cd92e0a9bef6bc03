import { type Logger, pino } from "pino";

/** Lines are written together, 12 KiB or a second's worth: to write each by itself costs more than many a question. */
const TOGETHER = { minLength: 12_288, periodicFlush: 1_000 };

/** A log that is written to a file, or to the standard output where none is named; what is left is written when the process ends. */
export function openLog(file: string | null): Logger {
  const destination = pino.destination({ dest: file ?? 1, mkdir: true, sync: true, ...TOGETHER });
  process.once("exit", () => destination.flushSync());
  return pino(destination);
}
