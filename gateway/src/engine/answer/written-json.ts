import type { TreeValue } from "./tree";

/** A value of the tree that is JSON text already, and written as it stands. */
export class WrittenJson {
  [name: string]: TreeValue | undefined;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
