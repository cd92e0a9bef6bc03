import { startIndex } from "@actionline/kit/testing/start-index";
import { checkHistories } from "./testing/histories";

it("the state at every sequence of any history is what a simple fold of it says, by versions and by following alike", async () => {
  const { client, db, stop } = await startIndex();
  await checkHistories(client, db, 25, 18);
  await stop();
}, 120_000);
