import { benchCoverage, type MatrixFigures, type OracleFigures } from "@actionline/stocktaking/coverage/bench-coverage";
import type { MeasuredCase, Ratio } from "./measured-case";
import { bareScanRatio, tellSpread } from "./scale-ratios";

/** From here on the columns are promised to be this many times faster than the database. */
const PROMISED = { activities: 100_000, ratio: 30, residentMegabytes: 500 } as const;

/** The coverage matrix from the columns in memory against the same matrix from a MongoDB aggregation. */
export function matrixCase(activities: number): MeasuredCase {
  const promised = activities >= PROMISED.activities;
  return {
    name: `matrix-${activities / 1_000}k`,
    about: `the matrix over ${activities} activities, unfiltered and filtered, against a MongoDB aggregation`,
    measure: async ({ client, db }) => {
      const { unfiltered, unfilteredByOracle, filtered, residentMegabytes, matrix, evidence, declared, ...figures } = await benchCoverage(
        client,
        db,
        activities,
      );
      const memory: Ratio = {
        name: "megabytes of the Node process",
        value: residentMegabytes,
        target: promised ? `under ${PROMISED.residentMegabytes}` : "none",
        met: !promised || residentMegabytes < PROMISED.residentMegabytes,
      };
      return {
        figures: {
          ...figures,
          ...tellSpread("random filtered matrix", matrix),
          ...tellSpread("evidence of a cell", evidence),
          ...told("unfiltered", unfiltered),
          ...(unfilteredByOracle !== null && { "unfiltered aggregation ms": unfilteredByOracle.oracleMs }),
          ...told("filtered", filtered),
          "filtered aggregation ms": filtered.oracleMs,
          "scopes declared": declared.scopes,
          "states of regions before scopes ms": declared.silentRegionsMs,
          "states of regions with scopes ms": declared.regionsMs,
          "states of countries with scopes ms": declared.countriesMs,
        },
        ratios: [
          {
            name: "unfiltered: times faster than MongoDB's plain unwind and group, without states",
            value: figures.plainGroupMs / unfiltered.columnsMs,
            target: promised ? `at least ${PROMISED.ratio}` : "none",
            met: !promised || figures.plainGroupMs / unfiltered.columnsMs >= PROMISED.ratio,
          },
          bareScanRatio(figures, promised),
          ...(unfilteredByOracle === null ? [] : ratiosOf("unfiltered", unfilteredByOracle, promised)),
          ...ratiosOf("filtered", filtered, promised),
          memory,
        ],
      };
    },
  };
}

function told(name: string, { cells, columnsMs }: MatrixFigures): Record<string, number> {
  return { [`${name} cells`]: cells, [`${name} columns ms`]: columnsMs };
}

function ratiosOf(name: string, { ratio, equalCells }: OracleFigures, promised: boolean): Ratio[] {
  const target = promised ? `at least ${PROMISED.ratio}` : "none";
  return [
    { name: `${name}: times faster than the aggregation`, value: ratio, target, met: !promised || ratio >= PROMISED.ratio },
    { name: `${name}: cells equal`, value: Number(equalCells), target: "1", met: equalCells },
  ];
}
