import type { FeedError } from "../feed-item";
import { OtherText, type TextDecoding, Utf8Text } from "./utf8-text";

const HEAD = 1_024;

/** How many bytes are enough to tell the encoding. */
export const ENCODING_HEAD = HEAD;

/** Chooses how to read a file's bytes as text: by its byte order mark, else by what its XML declaration says, else UTF-8. */
export function decodingOf(head: Buffer): TextDecoding | FeedError {
  if (head[0] === 0xff && head[1] === 0xfe) return new OtherText("utf-16le");
  if (head[0] === 0xfe && head[1] === 0xff) return new OtherText("utf-16be");
  const start = head.toString("latin1", 0, HEAD);
  if (/^<\0|^\0</.test(start)) return unmarked();
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']/.exec(start)?.[1]?.toLowerCase();
  if (declared === undefined || declared === "utf-8" || declared === "utf8" || start.startsWith("\xef\xbb\xbf")) return new Utf8Text();
  // The declaration could be read byte by byte, so the file can't be in two-byte units whatever it says.
  if (declared.startsWith("utf-16") || declared.startsWith("ucs-2")) return new Utf8Text();
  return otherEncoding(declared);
}

function otherEncoding(declared: string): TextDecoding | FeedError {
  try {
    return new OtherText(declared);
  } catch {
    return {
      code: "ENCODING_UNKNOWN",
      message: `The file declares the encoding "${declared}", which the hub can't read; publish it in UTF-8.`,
    };
  }
}

function unmarked(): FeedError {
  return { code: "ENCODING_UNKNOWN", message: "The file seems to be UTF-16 without a byte order mark; publish it in UTF-8." };
}
