import type { SourceCode } from "../engine-error";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LEFT_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
/** `[` and `{`, `]` and `}` differ in this bit alone. */
const CURLY = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Measures JSON text before it is parsed: its depth and how many values it holds. It takes a body piece by piece, so
 * that one that goes too far is given up as soon as it does. It judges nothing else; that is the parser's part.
 */
export class JsonScan {
  readonly #mostDepth: number;
  readonly #mostNodes: number;
  #depth = 0;
  #nodes = 0;
  #inString = false;
  #escaped = false;

  constructor(mostDepth: number, mostNodes: number) {
    this.#mostDepth = mostDepth;
    this.#mostNodes = mostNodes;
  }

  /** The fault, or null while the text stays inside both limits. One loop, since every byte of every answer passes it. */
  take(piece: Uint8Array): SourceCode | null {
    const most = this.#mostDepth;
    const { length } = piece;
    let depth = this.#depth;
    let nodes = this.#nodes;
    let inString = this.#inString;
    let index = this.#escaped && length > 0 ? 1 : 0;
    while (index < length) {
      if (inString) {
        while (index < length) {
          const byte = piece[index++];
          if (byte === BACKSLASH) index++;
          else if (byte === QUOTE) {
            inString = false;
            break;
          }
        }
        continue;
      }
      const byte = piece[index++] as number;
      // Digits, colon and capital letters: most of what stands outside strings.
      if (byte > COMMA && byte < LEFT_BRACKET) continue;
      if (byte === QUOTE) inString = true;
      else if (byte === COMMA) nodes++;
      else if ((byte | CURLY) === OPEN) {
        nodes++;
        if (++depth > most) return "SOURCE_TOO_DEEP";
      } else if ((byte | CURLY) === CLOSE) depth--;
    }
    this.#depth = depth;
    this.#nodes = nodes;
    this.#inString = inString;
    this.#escaped = index > length;
    return nodes > this.#mostNodes ? "SOURCE_TOO_MANY_NODES" : null;
  }
}
