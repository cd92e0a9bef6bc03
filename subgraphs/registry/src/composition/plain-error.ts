/** An error in words that may leave the process: too deep a stack is the text's fault, and is told as that. */
export function plainError(error: unknown): string {
  if (error instanceof RangeError) return "The schema is nested too deeply to be composed.";
  return error instanceof Error ? error.message.slice(0, 500) : "The schema couldn't be composed.";
}
