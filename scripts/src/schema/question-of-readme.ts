import { connectIndex } from "@actionline/kit/connect-index";
import { DEFAULT_SEED, generateDemonstration } from "../demonstration/generate-demonstration";
import { QUESTIONS } from "../demonstration/questions";
import { loadDemonstration } from "../hub/load-demonstration";
import { type Hub, openHub } from "../hub/open-hub";
import { quietLogger } from "../hub/quiet-logger";
import { type AnsweredCoverage, tellCells } from "./tell-cells";

/** The day and hour of the golden operations: the README's answer doesn't change with the calendar. */
const NOW = new Date("2026-11-22T10:00:00Z");

/** The first question of the start, with the fields that a reader needs to follow the answer. */
export function questionOfReadme(): string {
  const asked = /coverage\([^)]*\)/.exec(QUESTIONS[0]?.query ?? "")?.[0];
  if (asked === undefined) throw new Error("The first question of the start asks for no coverage any more: give the README another one.");
  return `{
  ${asked} {
    bounds { covered { low high } completeness N }
    cells {
      nodes {
        item { id title }
        state
        basis
        reasons { text }
        activities
        responsible { organization { name } scopeLevel lastHarvest }
      }
    }
  }
}`;
}

/** The question with its answer, as the README shows them. */
export function questionBlock(answer: AnsweredCoverage): string {
  const day = NOW.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  const question = `\`\`\`graphql\n${questionOfReadme()}\n\`\`\``;
  return `${question}\n\nThe demonstration set's answer of ${day}, cell by cell:\n\n${tellCells(answer)}`;
}

/** Asks the README's question of a hub over the demonstration set, in a database of its own. */
export async function askQuestionOfReadme(uri: string, supergraphSdl: string): Promise<AnsweredCoverage> {
  const { client, db, close } = await connectIndex(uri, `actionline_readme_${process.pid}`);
  try {
    const hub = await openHub({ client, db, space: "DEMONSTRATION", clock: () => NOW, logger: quietLogger, supergraphSdl });
    try {
      await loadDemonstration(hub, generateDemonstration({ seed: DEFAULT_SEED, today: NOW }), () => undefined);
      return await ask(hub);
    } finally {
      await hub.close();
    }
  } finally {
    await db.dropDatabase();
    await close();
  }
}

async function ask(hub: Hub): Promise<AnsweredCoverage> {
  await hub.index.reach(hub.appender.watermark);
  const { body } = await hub.execute({ query: questionOfReadme() });
  if (body.errors !== undefined) throw new Error(`The README's question has no answer: ${body.errors[0]?.message}`);
  return JSON.parse(JSON.stringify(body.data));
}
