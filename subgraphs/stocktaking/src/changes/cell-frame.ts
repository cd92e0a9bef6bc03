import { hubError } from "@actionline/kit/hub-error";
import type { BaseGrid } from "../coverage/base-grid";
import type { AxisValue, CellCoordinates, CoverageAxis } from "../coverage/coverage-query";
import { type Axis, DIMENSION_OF_AXIS, MOST_CELLS, type RollUp } from "../coverage/roll-up";

interface FramedAxis {
  readonly axis: CoverageAxis;
  readonly values: readonly AxisValue[];
}

/** The cells of two or more answers, each once: an answer may lack a value of an axis that another has. */
export class CellFrame {
  /** The later answer's values, then those that only the earlier one has. */
  readonly axes: readonly FramedAxis[];
  readonly size: number;

  constructor(earlier: RollUp, later: RollUp) {
    this.axes = later.axes.map(({ axis, values }, at) => {
      const known = new Set(values.map(({ value }) => value));
      return { axis, values: [...values, ...(earlier.axes[at]?.values ?? []).filter(({ value }) => !known.has(value))] };
    });
    this.size = this.axes.reduce((product, { values }) => product * values.length, 1);
    if (this.size > MOST_CELLS) {
      throw hubError("QUERY_TOO_COSTLY", `This answer has ${this.size} cells; ask for at most ${MOST_CELLS} at once.`, {
        cells: this.size,
      });
    }
  }

  coordinates(cell: number): CellCoordinates {
    return Object.fromEntries(this.axes.map(({ axis, values }, at) => [axis, values[this.#position(cell, at)]?.value ?? ""]));
  }

  /** By cell of the frame its number in an answer; -1 where the answer has no such cell. */
  numbersIn({ axes }: RollUp, cells: readonly number[]): Int32Array {
    const parts = this.axes.map(({ values }, at) => partsOf(values, axes[at]));
    return Int32Array.from(cells, (cell) => {
      let number = 0;
      for (let at = 0; at < parts.length; at += 1) {
        const part = parts[at]?.[this.#position(cell, at)] ?? -1;
        if (part === -1) return -1;
        number += part;
      }
      return number;
    });
  }

  /** Keeps of a grid what some of the cells stand for, and as little else as one product of lists can. */
  narrowing(cells: readonly number[]): (grid: BaseGrid, rollUp: RollUp) => BaseGrid {
    const wanted = this.axes.map(({ values }, at) => new Set(cells.map((cell) => values[this.#position(cell, at)]?.value)));
    return (grid, rollUp) => {
      const isKept = (dimension: Axis["dimension"], member: string): boolean =>
        rollUp.axes.every(
          ({ axis, values, positions }, at) =>
            DIMENSION_OF_AXIS[axis] !== dimension || positions(member).some((position) => wanted[at]?.has(values[position]?.value)),
        );
      return {
        items: grid.items.filter((item) => isKept("items", item)),
        places: grid.places.filter((place) => isKept("places", place)),
        years: grid.years.filter((year) => isKept("years", String(year))),
        types: grid.types.filter((type) => isKept("types", String(type))),
      };
    };
  }

  #position(cell: number, axis: number): number {
    const inner = this.axes.slice(axis + 1).reduce((product, { values }) => product * values.length, 1);
    return Math.floor(cell / inner) % (this.axes[axis]?.values.length ?? 1);
  }
}

/** What each value of a frame's axis brings to a number in an answer; -1 where the answer's axis lacks it. */
function partsOf(framed: readonly AxisValue[], axis: Axis | undefined): number[] {
  const place = new Map(axis?.values.map(({ value }, position) => [value, position * axis.stride]));
  return framed.map(({ value }) => place.get(value) ?? -1);
}
