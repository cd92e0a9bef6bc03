/** One operation to ask of two who must answer the same. */
export interface TestOperation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}
