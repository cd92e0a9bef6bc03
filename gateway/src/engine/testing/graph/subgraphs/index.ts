import { accounts } from "./accounts";
import { archive } from "./archive";
import { bank } from "./bank";
import { catalogue } from "./catalogue";
import { customs } from "./customs";
import { ledger } from "./ledger";
import { people } from "./people";
import { places } from "./places";
import { reviews } from "./reviews";
import { search } from "./search";
import { shipping } from "./shipping";
import { shops } from "./shops";

/** The SDL of every subgraph of the test graph; between them they use every directive of federation. */
export const SUBGRAPHS: Readonly<Record<string, string>> = {
  accounts,
  archive,
  bank,
  catalogue,
  customs,
  ledger,
  people,
  places,
  reviews,
  search,
  shipping,
  shops,
};
