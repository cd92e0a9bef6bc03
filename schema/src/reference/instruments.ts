import file from "../../reference/wsis/instruments.json";
import type { InstrumentRecord } from "../reference-records";
import { evidenceOf } from "./evidence";

/** Summit outcomes, resolutions and key working papers. */
export function instruments(): InstrumentRecord[] {
  return file.instruments.map((fact) => ({
    id: fact.id,
    symbol: fact.symbol,
    title: fact.title,
    adopted: fact.adopted,
    body: fact.body,
    kind: fact.kind,
    relevance: fact.relevance,
    ...evidenceOf(fact),
  }));
}
