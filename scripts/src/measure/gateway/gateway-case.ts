import type { CaseAlone, Measurement, Ratio } from "../measured-case";
import { type Amounts, compareGateways, type VariantFigures } from "./compare-gateways";
import type { OperationName } from "./operations";
import { VARIANT_NAMES } from "./variants/all";
import type { VariantName } from "./variants/variant";

/**
 * Warmed up for as long as either side still compiles code of its own: a gateway runs for weeks. Of so many
 * rounds the median hardly moves where something else takes the machine for some of them.
 */
const AMOUNTS: Readonly<Record<OperationName, Amounts>> = {
  heavy: { kept: { warmUp: 1_000, rounds: 15, round: 150 }, unseen: { warmUp: 100, rounds: 5, round: 30 } },
  middle: { kept: { warmUp: 6_000, rounds: 15, round: 1_000 }, unseen: { warmUp: 400, rounds: 5, round: 100 } },
  light: { kept: { warmUp: 10_000, rounds: 15, round: 2_000 }, unseen: { warmUp: 800, rounds: 5, round: 200 } },
};

/** Times less processor time than stock, at least. */
const PROMISED: Readonly<Record<OperationName, Partial<Record<VariantName, number>>>> = {
  heavy: { plain: 10, "apollo-server": 6 },
  middle: { plain: 7, "apollo-server": 4 },
  light: { plain: 7, "apollo-server": 4 },
};

const MOST_MEGABYTES = 200;

const ABOUT: Readonly<Record<OperationName, string>> = {
  heavy: "16 fetches, about 90 kB",
  middle: "4 fetches, about 4 kB",
  light: "2 fetches, about 0.4 kB",
};

/** Processor time of the gateway a request against the stock one, nothing shared between requests. */
export function gatewayCase(operation: OperationName): CaseAlone {
  return {
    name: `gateway-${operation}`,
    about: `processor time of the gateway a request, ${ABOUT[operation]}, against stock @apollo/gateway`,
    alone: true,
    measure: async () => toldOf(operation, await compareGateways(operation, VARIANT_NAMES, AMOUNTS[operation])),
  };
}

function toldOf(operation: OperationName, variants: readonly VariantFigures[]): Measurement {
  const [stock, ...ours] = variants;
  if (stock === undefined) throw new Error("stock wasn't measured");
  return {
    figures: Object.assign({}, ...variants.map(figuresOf)),
    ratios: ours.flatMap((figures) => ratiosOf(stock, figures, PROMISED[operation][figures.variant])),
  };
}

function figuresOf({ variant, keptMicros, unseenMicros, idleMegabytes, loadMegabytes }: VariantFigures): Record<string, number> {
  return {
    [`${variant}: µs a request, plan kept`]: Math.round(keptMicros),
    [`${variant}: µs a request, operation unseen`]: Math.round(unseenMicros),
    [`${variant}: MB idle`]: Math.round(idleMegabytes),
    [`${variant}: MB at most under load`]: Math.round(loadMegabytes),
  };
}

function ratiosOf(stock: VariantFigures, own: VariantFigures, promised: number | undefined): Ratio[] {
  const kept = stock.keptMicros / own.keptMicros;
  const unseen = stock.unseenMicros / own.unseenMicros;
  const grown = own.loadMegabytes - own.idleMegabytes;
  return [
    {
      name: `${own.variant}: times less than stock, plan kept`,
      value: kept,
      target: promised === undefined ? "none" : `at least ${promised}`,
      met: promised === undefined || kept >= promised,
    },
    { name: `${own.variant}: times less than stock, operation unseen`, value: unseen, target: "none", met: true },
    { name: `${own.variant}: MB above idle under load`, value: grown, target: `at most ${MOST_MEGABYTES}`, met: grown <= MOST_MEGABYTES },
  ];
}
