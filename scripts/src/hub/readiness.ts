import type { Readiness } from "@actionline/gateway/http/http-application";
import type { Db } from "mongodb";

/** Whether a hub over this database can answer. */
export async function readinessOf(db: Db): Promise<Readiness> {
  const answers = await db.command({ ping: 1 }, { timeoutMS: 2_000 }).then(
    () => true,
    () => false,
  );
  return answers ? { ready: true, reasons: [] } : { ready: false, reasons: ["The database doesn't answer."] };
}
